/**
 * Measures how long compiling takes, from recording to the end of the first call. It runs in its own process, so that no
 * code is optimized yet. Prints one JSON object. `node --expose-gc compile-child.js CASE SIZE`
 */
import { compile, type Shape, type ValueFunction } from '@gradus/compile'
import type { Value } from '@gradus/engine'
import { BATCH } from './by-hand/mnist.js'
import { digitRows, numbers, pointRows } from './data.js'
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

const cases: Record<string, () => CompileCost> = {
  svm: () => net(svmNet, pointRows(), 100),
  digits: () => net(digitNet, digitRows(1), BATCH),
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

process.stdout.write(JSON.stringify(cases[name]!()))

function net(make: () => Net, rows: Float64Array, count: number): CompileCost {
  const once = (net: Net) =>
    cost(() => {
      const compiled = compileNet(net, rows, 'f64')
      compiled.step(0, count, 0.01)
      return compiled
    })
  const first = once(make())
  return { ...first, again: once(make()).milliseconds }
}

function measured(f: ValueFunction, shape: Shape, point: Float64Array): CompileCost {
  const result = cost(() => {
    const compiled = compile(f, shape)
    compiled.valueAndGradient(point)
    return compiled
  })
  return { ...result, nodes: size }
}

function cost(make: () => object): CompileCost {
  collect()
  const before = memory()
  const start = performance.now()
  const made = make()
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
