/**
 * What the compiler table measures: each case exists compiled, by hand and on the engine. Making a case checks that compiled
 * code and code by hand compute the same.
 */
import { compile, type Shape, type ValueFunction } from '@gradus/compile'
import { Value, withoutGraph } from '@gradus/engine'
import { chain as chainByHand } from './by-hand/chain.js'
import type { FunctionByHand } from './by-hand/function.js'
import { mixture as mixtureByHand } from './by-hand/mixture.js'
import { BATCH, mnist } from './by-hand/mnist.js'
import { blocked } from './by-hand/net2-16-16-1-blocked.js'
import { full, skip, type Step } from './by-hand/net2-16-16-1.js'
import { rosenbrock as rosenbrockByHand } from './by-hand/rosenbrock.js'
import { workedExample } from './by-hand/worked-example.js'
import { digitRows, numbers, pointRows, WORKED_ROW } from './data.js'
import type { Pair, Run } from './interleave.js'
import { mustMatch } from './must-match.js'
import { chain, mixture, rosenbrock } from './scalar/functions.js'
import { digitNet, type Net, svmNet, workedNet } from './scalar/nets.js'
import { compileNet, eagerStep } from './scalar/train.js'

export interface Case extends Pair {
  readonly what: string
  readonly unit: 'µs' | 'ms'
  readonly eager: Run
  /** The largest ratio that we accept. */
  readonly atMost?: number
  /** Examples per call. */
  readonly examples?: number
}

export function allCases(): Case[] {
  const data = numbers(200, 1)
  return [
    ...svmCases(),
    digitCase('f64', 0.4),
    digitCase('f32', 0.25),
    workedCase(),
    functionCase('Rosenbrock of 100 numbers', 1.5, rosenbrockByHand, rosenbrock, [100], numbers(100, 2)),
    functionCase('mixture of 5 Gaussians, 100 points', 1, mixtureByHand(data), mixture(data), [30], numbers(30, 3)),
    functionCase('chain of 1,000 × tanh', 1.2, chainByHand, chain, ['scalar', 'scalar', 'scalar'], CHAIN_POINT),
  ]
}

const CHAIN_POINT = Float64Array.of(1.2, 0.1, 0.4)

/** Three ways to write the net by hand. Before, it is trained until about half of the hinges are active. */
function svmCases(): Case[] {
  const [net, rows, trained] = [svmNet(), pointRows(), svmNet()]
  const count = rows.length / 3
  const share = () => {
    let hinges = 0
    for (let n = 0; n < rows.length; n += 3) hinges += lossAt(net, rows.subarray(n, n + 3)) > 0 ? 1 : 0
    return hinges / count
  }
  const weights = weightsOf(net)
  // Each is made once, because V8 optimizes a closure less if it is made twice.
  const [all, tiles, active] = [full(rows), blocked(rows), skip(rows)]
  for (let step = 0; share() > 0.5 && step < 1000; step++) {
    all(weights, 0.1)
    setWeights(net, weights)
  }
  setWeights(trained, weights)
  const { compiled, step } = compileNet(net, rows, 'f64')
  // The rate is so small that the share of active hinges does not change while the steps are timed.
  const rate = 1e-12
  const svmCase = (what: string, byHand: Step, atMost?: number): Case => {
    const own = weights.slice()
    setWeights(net, weights)
    compiled.writeParameters()
    for (let i = 0; i < 3; i++) mustMatch(what, [step(0, count, 0.01)], [byHand(own, 0.01)])
    compiled.readParameters()
    mustMatch(what, weightsOf(net), own)
    own.set(weights)
    setWeights(net, weights)
    compiled.writeParameters()
    return {
      what: `step of 2-16-16-1, 100 points; ${what}`,
      unit: 'µs',
      compiled: () => void step(0, count, rate),
      byHand: () => void byHand(own, rate),
      eager: () => void eagerStep(trained, rows, 0, count, rate),
      examples: count,
      ...(atMost === undefined ? {} : { atMost }),
    }
  }
  return [
    svmCase('by hand: all the work', all, 0.3),
    svmCase('by hand: the same in tiles', tiles),
    svmCase(`by hand: only active units (${(100 * share()).toFixed(0)} % of hinges)`, active, 1),
  ]
}

function digitCase(precision: 'f64' | 'f32', atMost: number): Case {
  const batches = 50
  const [net, eager, rows] = [digitNet(), digitNet(), digitRows(batches)]
  const own = weightsOf(net)
  const { compiled, step } = compileNet(net, rows, precision)
  const [rate, decay] = [0.01, 1 - 0.01 * net.l2]
  const what = `step of 784-30-10, batch ${BATCH}, ${precision}`
  const tolerance = precision === 'f64' ? 1e-9 : 1e-4
  for (let b = 0; b < 2; b++) {
    const loss = mnist(own, rows, b * BATCH, rate, decay)
    mustMatch(what, [step(b * BATCH, BATCH, rate)], [loss], tolerance)
  }
  compiled.readParameters()
  mustMatch(what, weightsOf(net), own, tolerance)
  let [a, b] = [0, 0]
  const next = (batch: number) => (batch + 1) % batches
  return {
    what,
    unit: 'µs',
    compiled: () => void step((a = next(a)) * BATCH, BATCH, rate),
    byHand: () => void mnist(own, rows, (b = next(b)) * BATCH, rate, decay),
    eager: () => void eagerStep(eager, rows, 0, BATCH, rate),
    atMost,
    examples: BATCH,
  }
}

function workedCase(): Case {
  const steps = 10_000
  const [net, eager] = [workedNet(), workedNet()]
  const own = weightsOf(net)
  const { compiled, step } = compileNet(net, WORKED_ROW, 'f64')
  const compiledSteps = () => {
    for (let i = 0; i < steps; i++) step(0, 1, 0.5)
  }
  const byHand = () => void workedExample(own, WORKED_ROW, 0.5, steps)
  compiledSteps()
  byHand()
  compiled.readParameters()
  mustMatch('the worked example', weightsOf(net), own)
  return {
    what: '10,000 steps of 2-2-2 on one example',
    unit: 'ms',
    compiled: compiledSteps,
    byHand,
    eager: () => {
      for (let i = 0; i < steps; i++) eagerStep(eager, WORKED_ROW, 0, 1, 0.5)
    },
    atMost: 2,
  }
}

function functionCase(
  what: string,
  atMost: number,
  byHand: FunctionByHand,
  f: ValueFunction,
  shape: Shape,
  point: Float64Array,
): Case {
  const compiled = compile(f, shape)
  const gradient = new Float64Array(point.length)
  const value = byHand(point, gradient)
  const result = compiled.valueAndGradient(point) // as the first call, it is compared with the engine
  mustMatch(what, [result.value], [value])
  mustMatch(what, result.gradient, gradient)
  const list = shape.length === 1
  return {
    what: `value and gradient: ${what}`,
    unit: 'µs',
    compiled: () => void compiled.valueAndGradient(point),
    byHand: () => void byHand(point, gradient),
    eager: () => {
      const leaves = Array.from(point, (x) => new Value(x))
      ;(f(...(list ? [leaves] : leaves)) as Value).backward()
    },
    atMost,
  }
}

const lossAt = (net: Net, [x0, x1, y]: Float64Array) => withoutGraph(() => net.loss([x0, x1], y) as Value).data
const weightsOf = ({ parameters }: Net) => Float64Array.from(parameters, (p) => p.data)
const setWeights = ({ parameters }: Net, weights: Float64Array) => parameters.forEach((p, i) => (p.data = weights[i]!))
