/**
 * A loop nest applies one op to many operands. A base address and one stride per loop, the outermost first, say where
 * the operands are.
 *
 *     for i < 30, for k < 10:  out[100 + 10i + k] = add(a[400 + 10i + k], b[7 + i])
 *     dims [30, 10], out 100 [10, 1], operands 400 [10, 1] and 7 [1, 0]
 */
import type { Op } from '@gradus/engine'

/** Where a nest reads or writes. */
export interface Ref {
  readonly base: number
  readonly strides: readonly number[]
}

export interface Nest {
  /**
   * map: out = op(operands). contract: out = Σ a·b or Σ a, over the last `reduced` loops. gather: out = the numbers at
   * the addresses in the table, with one address per round of the first loop.
   */
  readonly kind: 'map' | 'contract' | 'gather'
  readonly op: Op
  /** How often each loop runs. */
  readonly dims: readonly number[]
  readonly reduced: number
  readonly out: Ref
  readonly operands: readonly Ref[]
  /** Whether the result is added to `out`. 'batch': except in the first block of a batch. */
  readonly accumulate: 'no' | 'batch'
  /** gather: the start of its table, counted in 32-bit integers. */
  readonly table: number
  /** The group of its results. */
  readonly group: number
}

/** Base and strides as text: refs with the same text mean the same numbers. */
export const placeOf = ({ base, strides }: Ref): string =>
  strides.length === 0 ? `${base}` : `${base}:${strides.join()}`

/** The strides of the loops from … to − 1 only. */
export const sliced = ({ base, strides }: Ref, from: number, to?: number): Ref => ({
  base,
  strides: strides.slice(from, to),
})

/**
 * Merges loops that advance as one: dims [30, 10] with strides [10, 1] in every ref become dims [300] with stride 1.
 */
export function collapse(dims: readonly number[], refs: readonly Ref[]): { dims: number[]; refs: Ref[] } {
  const kept = dims.map((_, d) => d).filter((d) => dims[d]! > 1)
  const groups: number[][] = []
  for (const d of kept) {
    const last = groups.at(-1)
    const outer = last?.at(-1)
    if (last !== undefined && refs.every(({ strides }) => strides[outer!] === strides[d]! * dims[d]!)) last.push(d)
    else groups.push([d])
  }
  return {
    dims: groups.map((group) => group.reduce((n, d) => n * dims[d]!, 1)),
    refs: refs.map(({ base, strides }) => ({ base, strides: groups.map((group) => strides[group.at(-1)!]!) })),
  }
}
