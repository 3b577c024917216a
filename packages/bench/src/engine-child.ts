/**
 * Measures one case with one engine. It runs in its own process, so that the engines share neither the heap nor the type
 * feedback of V8. Prints one JSON object. `node --expose-gc engine-child.js CASE ENGINE SIZE NODES`, where random graphs have
 * NODES nodes in all.
 */
import { Value } from '@gradus/engine'
import { accumulate, MLP, mse, Random, SGD } from '@gradus/nn'
import { Value as ClosureValue } from './closure-engine.js'
import { Value as FastClosureValue } from './fast-closure-engine.js'
import { median } from './median.js'
import type { Make, Node } from './work.js'
import { buildGraph, points, randomProgram } from './work.js'

export interface Measurement {
  /** Nanoseconds per node, or milliseconds per step. */
  time: number
  bytes?: number
}

const [name, engine, ...numbers] = process.argv.slice(2) as [string, string, string, string]
const [size, nodes] = numbers.map(Number) as [number, number]
const collect = (globalThis as unknown as { gc: () => void }).gc

process.stdout.write(JSON.stringify(measure()))

function measure(): Measurement {
  if (name === 'chain') return chain()
  const isStep = name === 'step'
  if (engine === 'gradus') return isStep ? time(gradusStep()) : graph((x) => new Value(x))
  if (engine === 'closures') return measureClosures((x) => new ClosureValue(x))
  return measureClosures((x) => new FastClosureValue(x))

  function measureClosures<V extends Node<V>>(make: Make<V>): Measurement {
    return isStep ? time(closureStep(make)) : graph(make)
  }
}

/**
 * Forward and backward pass of random graphs: ns per node, garbage collection included. Then the
 * heap bytes per node while one graph is alive.
 */
function graph<V extends Node<V>>(make: Make<V>): Measurement {
  const warmUp = randomProgram(30_000, 1)
  for (let i = 0; i < 10; i++) buildGraph(make, warmUp).backward()
  const program = randomProgram(size, 2)
  const graphs = Math.max(1, nodes / size)
  const times = Array.from({ length: 3 }, () => {
    collect()
    const start = performance.now()
    for (let i = 0; i < graphs; i++) buildGraph(make, program).backward()
    return ((performance.now() - start) * 1e6) / size / graphs
  })
  collect()
  const before = process.memoryUsage().heapUsed
  const root = buildGraph(make, program)
  root.backward()
  collect()
  const bytes = (process.memoryUsage().heapUsed - before) / size
  if (root.grad !== 1) throw new Error('bench: the gradient of the root is not 1. Correct backward.') // this use keeps the graph alive until here
  return { time: median(times), bytes }
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
function closureStep<V extends Node<V>>(make: Make<V>): () => void {
  const random = new Random(1)
  const layers = [
    [2, 16],
    [16, 16],
    [16, 1],
  ].map(([inputs, units]) =>
    Array.from({ length: units! }, () => ({
      weights: Array.from({ length: inputs! }, () => make(random.uniform(-0.5, 0.5))),
      bias: make(0),
    })),
  )
  const parameters = layers.flatMap((layer) => layer.flatMap(({ weights, bias }) => [...weights, bias]))
  const { inputs, targets } = points()
  return () => {
    let total = make(0)
    inputs.forEach((x, k) => {
      let a = x.map(make)
      layers.forEach((layer, l) => {
        a = layer.map(({ weights, bias }) => {
          const z = weights.reduce((sum, w, j) => sum.add(w.mul(a[j]!)), bias)
          return l === layers.length - 1 ? z : z.relu()
        })
      })
      const error = a[0]!.add(make(-targets[k]!))
      total = total.add(error.mul(error))
    })
    for (const p of parameters) p.grad = 0
    total.mul(make(1 / inputs.length)).backward()
    for (const p of parameters) p.data -= 0.01 * p.grad
  }
}
