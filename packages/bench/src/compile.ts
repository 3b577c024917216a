/** How fast compiled code is compared with JavaScript by hand (cases.ts), and how long compiling takes (compile-child.ts). */
import type { CompileCost } from './compile-child.js'
import { interleave, sample } from './interleave.js'
import { median } from './median.js'
import { runChild } from './run-child.js'
import { type ThreadsRow, threadsRow } from './threads.js'
import { allCases } from './cases.js'

export interface SpeedRow {
  what: string
  unit: 'µs' | 'ms'
  compiled: number
  byHand: number
  /** compiled / byHand */
  ratio: number
  atMost?: number
  eager: number
  /** Examples per second, compiled. */
  examples?: number
}

export interface CostRow extends CompileCost {
  what: string
  /** Milliseconds. */
  atMost?: number
}

export interface CompileReport {
  speed: SpeedRow[]
  threads: ThreadsRow
  cost: CostRow[]
}

export const compileReport = (quick: boolean, rounds: number): CompileReport => ({
  speed: speedRows(quick, rounds),
  threads: threadsRow(quick, rounds),
  cost: costRows(quick),
})

function speedRows(quick: boolean, rounds: number): SpeedRow[] {
  const cases = allCases()
  const times = quick ? interleave(cases, 1, 1) : interleave(cases, rounds, 20)
  return cases.map(({ what, unit, eager, atMost, examples }, i) => {
    const { compiled, byHand, ratio } = times[i]!
    const scale = unit === 'µs' ? 1000 : 1
    const eagerTime = median(Array.from({ length: quick ? 1 : 5 }, () => sample(eager, 1)))
    return {
      what,
      unit,
      compiled: compiled * scale,
      byHand: byHand * scale,
      ratio,
      eager: eagerTime * scale,
      ...(atMost === undefined ? {} : { atMost }),
      ...(examples === undefined ? {} : { examples: (examples * 1000) / compiled }),
    }
  })
}

function costRows(quick: boolean): CostRow[] {
  const sizes = quick ? [1000, 10_000] : [1000, 10_000, 100_000, 1_000_000]
  return [
    cost('2-16-16-1', 'svm', 0, quick, 20),
    cost('784-30-10', 'digits', 0, quick, 60),
    ...(quick
      ? []
      : [
          cost('first step of fit, 784-500-500-10', 'fit', 500, quick, 1000),
          cost('first step of fit, 784-1000-1000-10', 'fit', 1000, quick, 3000),
        ]),
    ...sizes.map((size) => cost('random graph', 'graph', size, quick)),
    ...sizes.map((size) => cost('chain of tanh(w·h + b)', 'chain', size, quick)),
  ]
}

/** The median over several fresh processes. */
function cost(what: string, name: string, size: number, quick: boolean, atMost?: number): CostRow {
  const runs = quick ? 1 : size >= 1_000_000 ? 1 : 5
  const costs = Array.from({ length: runs }, () => runChild<CompileCost>('compile-child.js', [name, String(size)]))
  const figure = (of: (c: CompileCost) => number) => median(costs.map(of))
  const { nodes, again } = costs[0]!
  return {
    what,
    milliseconds: figure((c) => c.milliseconds),
    heldMB: figure((c) => c.heldMB),
    peakMB: figure((c) => c.peakMB),
    ...(again === undefined ? {} : { again: figure((c) => c.again!) }),
    ...(nodes === undefined ? {} : { nodes }),
    ...(atMost === undefined ? {} : { atMost }),
  }
}
