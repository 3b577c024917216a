/**
 * A loop nest: one op over many operands at once. Where the operands lie is said by a base address and one stride per
 * loop, outermost first, all counted in numbers.
 *
 *     for i < 30, for k < 10:  out[100 + 10i + k] = add(a[400 + 10i + k], b[7 + i])
 *     dims [30, 10], out 100 [10, 1], operands 400 [10, 1] and 7 [1, 0]
 */
import type { Op } from '@gradus/engine'

export interface Ref {
  readonly base: number
  readonly strides: readonly number[]
}

export interface Nest {
  /**
   * map: out = op(operands). contract: out = Σ a·b, or Σ a, over the last `reduced` loops. gather: out = the numbers whose
   * addresses the table holds, one address per step of the first loop.
   */
  readonly kind: 'map' | 'contract' | 'gather'
  readonly op: Op
  readonly dims: readonly number[]
  readonly reduced: number
  readonly out: Ref
  readonly operands: readonly Ref[]
  /** Whether it adds to what `out` holds: 'batch' unless this is the first block of a batch, 'always' in each. */
  readonly accumulate: 'no' | 'batch' | 'always'
  /** gather: where its table begins, in 32-bit integers. */
  readonly table: number
  /** Which group of results it belongs to, and which groups each operand reads. */
  readonly group: number
  readonly reads: readonly (readonly number[])[]
}

/** The loops from … to alone. */
export const sliced = ({ base, strides }: Ref, from: number, to?: number): Ref => ({
  base,
  strides: strides.slice(from, to),
})

/** Loops that belong together become one: dims [30, 10] with strides [10, 1] throughout is dims [300] with stride 1. */
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
