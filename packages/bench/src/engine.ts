/**
 * Gradus compared with an engine like micrograd, which makes one closure per node (closure-engine.ts). The two take turns,
 * each in its own process. The ratio is the median over the pairs.
 */
import type { Measurement } from './engine-child.js'
import { median } from './median.js'
import { runChild } from './run-child.js'

export interface EngineRow {
  what: string
  unit: string
  gradus: number
  baseline?: number
  /** gradus / baseline */
  ratio?: number
}

interface Pair {
  gradus: Measurement
  baseline: Measurement
}

export function engineRows(quick: boolean, pairs: number): EngineRow[] {
  const scale = quick ? 100 : 1
  const inTurn = (name: string, size: number): Pair[] =>
    Array.from({ length: quick ? 1 : pairs }, () => ({
      gradus: measure(name, 'gradus', size),
      baseline: measure(name, 'closures', size),
    }))
  const nodes = 1_000_000 / scale
  const graphs = inTurn('graph', nodes)
  const what = `forward and backward: random graph of ${nodes} nodes`
  const chains = [100_000, 1_000_000, 5_000_000].map((size) => {
    const nodes = size / scale
    const { time } = measure('chain', 'gradus', nodes)
    return { what: `forward and backward: chain ${nodes} nodes deep`, unit: 'ns per node', gradus: time }
  })
  return [
    compare(what, 'ns per node', graphs, ({ time }) => time),
    compare(what, 'bytes per node', graphs, ({ bytes }) => bytes!),
    compare('full-batch step of 2-16-16-1, 100 points', 'ms', inTurn('step', quick ? 3 : 30), ({ time }) => time),
    ...chains,
  ]
}

const measure = (name: string, engine: string, size: number) =>
  runChild<Measurement>('engine-child.js', [name, engine, String(size)])

function compare(what: string, unit: string, pairs: Pair[], figure: (m: Measurement) => number): EngineRow {
  return {
    what,
    unit,
    gradus: median(pairs.map(({ gradus }) => figure(gradus))),
    baseline: median(pairs.map(({ baseline }) => figure(baseline))),
    ratio: median(pairs.map(({ gradus, baseline }) => figure(gradus) / figure(baseline))),
  }
}
