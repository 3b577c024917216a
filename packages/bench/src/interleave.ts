/** Times two programs in turn in one process, A B A B …, so that noise and type feedback affect both. */
import { median } from './median.js'

export type Run = () => void

/** How often to call `run` so that the calls take about `milliseconds`. Finding out also warms it up. */
export function timesFor(run: Run, milliseconds: number): number {
  for (let times = 1; ; times *= 2) {
    const took = sample(run, times)
    if (took >= milliseconds) return Math.max(1, Math.ceil((times * milliseconds) / took))
  }
}

/** Milliseconds for `times` calls. */
export function sample(run: Run, times: number): number {
  const start = performance.now()
  for (let i = 0; i < times; i++) run()
  return performance.now() - start
}

export interface Pair {
  readonly compiled: Run
  readonly byHand: Run
}

export interface PairTimes {
  /** Milliseconds per call, the median over the rounds; `ratio` is the median of compiled / byHand. */
  readonly compiled: number
  readonly byHand: number
  readonly ratio: number
}

/** Times each pair once per round. */
export function interleave(pairs: readonly Pair[], rounds: number, milliseconds: number): PairTimes[] {
  const times = pairs.map(({ compiled, byHand }) => [timesFor(compiled, milliseconds), timesFor(byHand, milliseconds)])
  const taken = pairs.map(() => [] as { compiled: number; byHand: number }[])
  for (let round = 0; round < rounds; round++) {
    pairs.forEach(({ compiled, byHand }, i) => {
      const [a, b] = times[i] as [number, number]
      taken[i]!.push({ compiled: sample(compiled, a) / a, byHand: sample(byHand, b) / b })
    })
  }
  return taken.map((list) => ({
    compiled: median(list.map(({ compiled }) => compiled)),
    byHand: median(list.map(({ byHand }) => byHand)),
    ratio: median(list.map(({ compiled, byHand }) => compiled / byHand)),
  }))
}
