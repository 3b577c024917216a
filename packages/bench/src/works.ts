/**
 * The works that are measured, each compiled, by hand and with the engine. Making one checks that all agree; then the
 * three can be called in any order.
 */
import { compile, type Shape, type ValueFunction } from '@gradus/compile'
import { Value, withoutGraph } from '@gradus/engine'
import { agree } from './agree.js'
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
import { chain, mixture, rosenbrock } from './scalar/functions.js'
import { digitNet, type Net, svmNet, workedNet } from './scalar/nets.js'
import { compileNet, eagerStep } from './scalar/train.js'

export interface Work extends Pair {
  readonly what: string
  readonly unit: 'µs' | 'ms'
  readonly eager: Run
  /** What the ratio is to be. */
  readonly atMost?: number
  /** Examples per call. */
  readonly examples?: number
}

export function allWorks(): Work[] {
  const data = numbers(200, 1)
  return [
    ...svmWorks(),
    digitWork('f64', 0.4),
    digitWork('f32', 0.25),
    workedWork(),
    functionWork('Rosenbrock, n = 100', 1.5, rosenbrockByHand, rosenbrock, [100], numbers(100, 2)),
    functionWork('mixture, d 2, K 5, N 100', 1, mixtureByHand(data), mixture(data), [30], numbers(30, 3)),
    functionWork('chain, 1,000 × tanh', 1.2, chainByHand, chain, ['scalar', 'scalar', 'scalar'], CHAIN_POINT),
  ]
}

const CHAIN_POINT = Float64Array.of(1.2, 0.1, 0.4)

/** The net by hand in three ways, first trained until about half of the hinges are active. */
function svmWorks(): Work[] {
  const [net, rows, trained] = [svmNet(), pointRows(), svmNet()]
  const count = rows.length / 3
  const share = () => {
    let hinges = 0
    for (let n = 0; n < rows.length; n += 3) hinges += lossAt(net, rows.subarray(n, n + 3)) > 0 ? 1 : 0
    return hinges / count
  }
  const weights = weightsOf(net)
  // Made once each: a closure that is made twice is optimized less.
  const [all, tiles, active] = [full(rows), blocked(rows), skip(rows)]
  for (let step = 0; share() > 0.5 && step < 1000; step++) {
    all(weights, 0.1)
    setWeights(net, weights)
  }
  setWeights(trained, weights)
  const { compiled, step } = compileNet(net, rows, 'f64')
  // So small a rate that the share of active hinges stays while the steps are timed.
  const rate = 1e-12
  const work = (what: string, byHand: Step, atMost?: number): Work => {
    const own = weights.slice()
    setWeights(net, weights)
    compiled.writeParameters()
    for (let i = 0; i < 3; i++) agree(what, [step(0, count, 0.01)], [byHand(own, 0.01)])
    compiled.readParameters()
    agree(what, weightsOf(net), own)
    own.set(weights)
    setWeights(net, weights)
    compiled.writeParameters()
    return {
      what: `2-16-16-1, 100 points, step; ${what}`,
      unit: 'µs',
      compiled: () => void step(0, count, rate),
      byHand: () => void byHand(own, rate),
      eager: () => void eagerStep(trained, rows, 0, count, rate),
      examples: count,
      ...(atMost === undefined ? {} : { atMost }),
    }
  }
  return [
    work('by hand: all the work', all, 0.3),
    work('by hand: the same in tiles', tiles),
    work(`by hand: what is active (${(100 * share()).toFixed(0)} % of hinges)`, active, 1),
  ]
}

function digitWork(precision: 'f64' | 'f32', atMost: number): Work {
  const batches = 50
  const [net, eager, rows] = [digitNet(), digitNet(), digitRows(batches)]
  const own = weightsOf(net)
  const { compiled, step } = compileNet(net, rows, precision)
  const [rate, decay] = [0.01, 1 - 0.01 * net.l2]
  const what = `784-30-10, batch ${BATCH}, step, ${precision}`
  const tolerance = precision === 'f64' ? 1e-9 : 1e-4
  for (let b = 0; b < 2; b++) {
    const loss = mnist(own, rows, b * BATCH, rate, decay)
    agree(what, [step(b * BATCH, BATCH, rate)], [loss], tolerance)
  }
  compiled.readParameters()
  agree(what, weightsOf(net), own, tolerance)
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

function workedWork(): Work {
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
  agree('the worked example', weightsOf(net), own)
  return {
    what: '2-2-2, 10,000 steps on one example',
    unit: 'ms',
    compiled: compiledSteps,
    byHand,
    eager: () => {
      for (let i = 0; i < steps; i++) eagerStep(eager, WORKED_ROW, 0, 1, 0.5)
    },
    atMost: 2,
  }
}

function functionWork(
  what: string,
  atMost: number,
  byHand: FunctionByHand,
  f: ValueFunction,
  shape: Shape,
  point: Float64Array,
): Work {
  const compiled = compile(f, shape)
  const gradient = new Float64Array(point.length)
  const value = byHand(point, gradient)
  const result = compiled.valueAndGradient(point) // compared with the engine, as it is the first
  agree(what, [result.value], [value])
  agree(what, result.gradient, gradient)
  const list = shape.length === 1
  return {
    what: `${what}: value and gradient`,
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
