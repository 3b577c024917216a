/**
 * Gradus compared with two engines that make one closure per node: that of the first lesson, which is like micrograd and
 * keeps a Set in each node (closure-engine.ts), and the fastest that we could write (fast-closure-engine.ts). The three
 * take turns, each in its own process. The ratios are medians over the turns.
 */
import type { Measurement } from './engine-child.js'
import { median } from './median.js'
import { runChild } from './run-child.js'

type Other = 'fast closures' | 'closures'

export interface EngineRow {
  what: string
  unit: string
  gradus: number
  /** The largest ratio to fast closures, or number of bytes, that we accept. */
  atMost?: number
  /** By engine: its figure, and gradus divided by it. */
  others?: Record<Other, { figure: number; ratio: number }>
}

type Turn = Record<'gradus' | Other, Measurement>

export function engineRows(quick: boolean, turns: number): EngineRow[] {
  const scale = quick ? 100 : 1
  const measure = (name: string, engine: string, size: number) =>
    runChild<Measurement>('engine-child.js', [name, engine, String(size), String(1e6 / scale)])
  const inTurn = (name: string, size: number): Turn[] =>
    Array.from({ length: quick ? 1 : turns }, () => ({
      gradus: measure(name, 'gradus', size),
      'fast closures': measure(name, 'fast closures', size),
      closures: measure(name, 'closures', size),
    }))
  const graphs = [10_000, 100_000, 1_000_000].flatMap((nodes) => {
    const what = `forward and backward: random graph of ${nodes / scale} nodes`
    const measured = inTurn('graph', nodes / scale)
    const time = compare(what, 'ns per node', measured, (m) => m.time)
    const bytes = compare(what, 'bytes per node', measured, (m) => m.bytes!)
    return [{ ...time, atMost: 0.5 }, ...(nodes === 1_000_000 ? [bytes] : [])]
  })
  const chains = [100_000, 1_000_000, 5_000_000].map((size) => {
    const nodes = size / scale
    const { time } = measure('chain', 'gradus', nodes)
    return { what: `forward and backward: chain ${nodes} nodes deep`, unit: 'ns per node', gradus: time }
  })
  return [
    ...graphs,
    compare('full-batch step of 2-16-16-1, 100 points', 'ms', inTurn('step', quick ? 3 : 30), (m) => m.time),
    ...chains,
  ]
}

function compare(what: string, unit: string, turns: Turn[], figure: (m: Measurement) => number): EngineRow {
  const compared = (other: Other) => ({
    figure: median(turns.map((turn) => figure(turn[other]))),
    ratio: median(turns.map((turn) => figure(turn.gradus) / figure(turn[other]))),
  })
  return {
    what,
    unit,
    gradus: median(turns.map(({ gradus }) => figure(gradus))),
    others: { 'fast closures': compared('fast closures'), closures: compared('closures') },
  }
}
