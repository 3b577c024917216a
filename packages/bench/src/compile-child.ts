/**
 * Measures how long compiling takes, from recording to the end of the first call. It runs in its own process, so that no
 * code is optimized yet. Prints one JSON object. `node --expose-gc compile-child.js CASE SIZE`
 */
import { compile, type Shape, type ValueFunction } from '@gradus/compile'
import type { Value } from '@gradus/engine'
import { fit, MLP, SGD } from '@gradus/nn'
import { BATCH } from './by-hand/mnist.js'
import { digitData, digitRows, numbers, pointRows } from './data.js'
import { digitNet, type Net, svmNet } from './scalar/nets.js'
import { compileNet } from './scalar/train.js'
import { buildGraph, randomProgram } from './work.js'

export interface CompileCost {
  milliseconds: number
  /** Milliseconds for another net of this kind in the same process, where the code of the compiler is optimized already. */
  again?: number
  /** Recorded nodes. */
  nodes?: number
  /** How much more memory is in use at the end: on the heap, and in the compiled function. */
  heldMB: number
  /** How much the resident memory of the process grew at most while it compiled. */
  peakMB: number
}

const [name, sizeText] = process.argv.slice(2) as [string, string]
const size = Number(sizeText)
const collect = (globalThis as unknown as { gc: () => void }).gc

const cases: Record<string, () => CompileCost | Promise<CompileCost>> = {
  svm: () => net(svmNet, pointRows(), 100),
  digits: () => net(digitNet, digitRows(1), BATCH),
  fit: () => {
    const model = new MLP([784, size, size, 10], { activation: 'relu' })
    const [data, optimizer] = [digitData(1), new SGD(model.parameters(), { lr: 0.01 })]
    return cost(() => fit(model, data, { loss: 'crossEntropy', optimizer, epochs: 1, batchSize: BATCH }))
  },
  graph: () => {
    const program = randomProgram(size, 2)
    const f = (xs: Value[]) => {
      let next = 0
      return buildGraph(() => xs[next++]!, program)
    }
    return measured(f, [program.start.length], Float64Array.from(program.start))
  },
  chain: () => {
    const f = (w: Value, b: Value, h: Value) => {
      for (let i = 0; i < size; i += 3) h = w.mul(h).add(b).tanh()
      return h
    }
    return measured(f, ['scalar', 'scalar', 'scalar'], numbers(3, 1))
  },
}

process.stdout.write(JSON.stringify(await cases[name]!()))

async function net(make: () => Net, rows: Float64Array, count: number): Promise<CompileCost> {
  const once = (net: Net) =>
    cost(() => {
      const compiled = compileNet(net, rows, 'f64')
      compiled.step(0, count, 0.01)
      return compiled
    })
  const first = await once(make())
  return { ...first, again: (await once(make())).milliseconds }
}

async function measured(f: ValueFunction, shape: Shape, point: Float64Array): Promise<CompileCost> {
  const result = await cost(() => {
    const compiled = compile(f, shape)
    compiled.valueAndGradient(point)
    return compiled
  })
  return { ...result, nodes: size }
}

async function cost(make: () => object | Promise<object>): Promise<CompileCost> {
  collect()
  const before = memory()
  const start = performance.now()
  const made = await make()
  const milliseconds = performance.now() - start
  const peakMB = process.resourceUsage().maxRSS / 1024 - before.resident
  collect()
  const heldMB = memory().held - before.held
  if (typeof made !== 'object') throw new Error('bench: the compiled function is gone. Keep it.') // this use keeps it alive until here
  return { milliseconds, heldMB, peakMB }
}

function memory(): { held: number; resident: number } {
  const { heapUsed, external, rss } = process.memoryUsage()
  return { held: (heapUsed + external) / 2 ** 20, resident: rss / 2 ** 20 }
}
