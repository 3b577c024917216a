/**
 * Measures one case with one engine. It runs in its own process, so that the engines share neither the heap nor the type
 * feedback of V8. Prints one JSON object. `node --expose-gc engine-child.js CASE ENGINE SIZE`
 */
import { Value } from '@gradus/engine'
import { accumulate, MLP, mse, Random, SGD } from '@gradus/nn'
import { Value as ClosureValue } from './closure-engine.js'
import { median } from './median.js'
import type { Make, Node } from './work.js'
import { buildGraph, points, randomProgram } from './work.js'

export interface Measurement {
  /** Nanoseconds per node, or milliseconds per step. */
  time: number
  bytes?: number
}

const [name, engine, sizeText] = process.argv.slice(2) as [string, string, string]
const size = Number(sizeText)
const collect = (globalThis as unknown as { gc: () => void }).gc

const cases: Record<string, () => Measurement> = {
  graph: () => (engine === 'gradus' ? graph((x) => new Value(x)) : graph((x) => new ClosureValue(x))),
  step: () => (engine === 'gradus' ? time(gradusStep()) : time(closureStep())),
  chain,
}

process.stdout.write(JSON.stringify(cases[name]!()))

/** Forward and backward pass of a random graph: ns per node, and heap bytes per node while the graph is alive. */
function graph<V extends Node<V>>(make: Make<V>): Measurement {
  buildGraph(make, randomProgram(size / 10, 1)).backward() // warm up
  const program = randomProgram(size, 2)
  const rounds = Array.from({ length: 3 }, () => {
    collect()
    const before = process.memoryUsage().heapUsed
    const start = performance.now()
    const root = buildGraph(make, program)
    root.backward()
    const time = ((performance.now() - start) * 1e6) / size
    collect()
    const bytes = (process.memoryUsage().heapUsed - before) / size
    if (root.grad !== 1) throw new Error('bench: the gradient of the root is not 1. Correct backward.') // this use keeps the graph alive until here
    return { time, bytes }
  })
  return { time: median(rounds.map((r) => r.time)), bytes: median(rounds.map((r) => r.bytes)) }
}

/** A chain of tanh(x + 0.1), `size` nodes deep: ns per node. */
function chain(): Measurement {
  const run = (count: number) => {
    let x = new Value(0.5)
    for (let i = 0; i < count; i += 2) x = x.add(0.1).tanh()
    x.backward()
  }
  run(20_000) // warm up
  const times = Array.from({ length: 3 }, () => {
    collect()
    const start = performance.now()
    run(size)
    return ((performance.now() - start) * 1e6) / size
  })
  return { time: median(times) }
}

/** Milliseconds per call, after a warm-up. */
function time(step: () => void): Measurement {
  for (let i = 0; i < 5; i++) step()
  const times = Array.from({ length: size }, () => {
    const start = performance.now()
    step()
    return performance.now() - start
  })
  return { time: median(times) }
}

/** A full-batch step of a 2-16-16-1 relu network on 100 points, mean squared error, plain SGD. */
function gradusStep(): () => void {
  const model = new MLP([2, 16, 16, 1], { activation: 'relu' })
  const parameters = model.parameters()
  const optimizer = new SGD(parameters, { lr: 0.01 })
  const data = points()
  return () => {
    accumulate(model, parameters, data, mse)
    optimizer.step()
  }
}

/** The same with closures, as users of such an engine write it: a sum of products per unit. */
function closureStep(): () => void {
  const random = new Random(1)
  const layers = [
    [2, 16],
    [16, 16],
    [16, 1],
  ].map(([inputs, units]) =>
    Array.from({ length: units! }, () => ({
      weights: Array.from({ length: inputs! }, () => new ClosureValue(random.uniform(-0.5, 0.5))),
      bias: new ClosureValue(0),
    })),
  )
  const parameters = layers.flatMap((layer) => layer.flatMap(({ weights, bias }) => [...weights, bias]))
  const { inputs, targets } = points()
  return () => {
    let total = new ClosureValue(0)
    inputs.forEach((x, k) => {
      let a = x.map((v) => new ClosureValue(v))
      layers.forEach((layer, l) => {
        a = layer.map(({ weights, bias }) => {
          const z = weights.reduce((sum, w, j) => sum.add(w.mul(a[j]!)), bias)
          return l === layers.length - 1 ? z : z.relu()
        })
      })
      const error = a[0]!.add(new ClosureValue(-targets[k]!))
      total = total.add(error.mul(error))
    })
    for (const p of parameters) p.grad = 0
    total.mul(new ClosureValue(1 / inputs.length)).backward()
    for (const p of parameters) p.data -= 0.01 * p.grad
  }
}
