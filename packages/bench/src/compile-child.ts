/**
 * Measures what compiling takes, from recording to the end of the first call, in a process of its own: nothing is warm.
 * Prints one JSON object. `node --expose-gc compile-child.js CASE SIZE`
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
  /** For another one of the kind in the same process, which has the compiler's own code ready. */
  again?: number
  /** Recorded. */
  nodes?: number
  /** More memory than before in the end: the heap and the compiled function's own. */
  heldMB: number
  /** More memory than before while it was compiled, as the system sees it. */
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
  if (typeof made !== 'object') throw new Error('bench: the compiled function is gone.') // and is alive until here
  return { milliseconds, heldMB, peakMB }
}

function memory(): { held: number; resident: number } {
  const { heapUsed, external, rss } = process.memoryUsage()
  return { held: (heapUsed + external) / 2 ** 20, resident: rss / 2 ** 20 }
}
