/**
 * Puts nests with equal loops into one region. If one nest writes exactly what the next nest reads, the number stays in
 * a register.
 *
 *     for i < 9: b[i] = mul(a[i], 2)                for i < 9: r = mul(a[i], 2)
 *     for i < 9: c[i] = exp(b[i])              →               c[i] = exp(r)
 */
import type { Op } from '@gradus/engine'
import type { Schedule } from './groups.js'
import type { Nest } from './nest.js'

/** Nests that run as one loop. */
export interface Region {
  readonly nests: readonly Nest[]
  /** For each nest, whether its results must be stored, because they are read from memory later. */
  readonly stored: readonly boolean[]
  /** For each nest, whether only the caller reads its results. */
  readonly final: readonly boolean[]
}

/** The largest number of nests in a region. The body of its loop has no branches, and a longer one is not faster. */
const LONGEST = 200
/** How many nests after the first one are tried for a region. */
const WINDOW = 400

/**
 * The regions of a schedule. Their nests are made while they are taken, so that they need little memory.
 *
 * @param fuses whether a nest of this kind and op can share its loops with others
 */
export function regions(
  { nests, groups, results }: Schedule,
  fuses: (kind: Nest['kind'], op: Op) => boolean,
): Iterable<Region> {
  // oxfmt-ignore
  const waiting = new Int32Array(groups) // for each group, its nests that are not in an earlier region
  for (let i = 0; i < nests.size; i++) waiting[nests.group(i)]!++
  const isFree = (group: number) => waiting[group] === 0
  const placed = new Uint8Array(nests.size)
  const stored = new Uint8Array(groups) // whether the caller, or a nest of another region, reads its results
  const store = (group: number) => (stored[group] = 1) > 0
  for (const group of results) store(group)
  const lists: number[][] = []
  for (let head = 0; head < nests.size; head++) {
    if (placed[head] === 1) continue
    const made = new Set<number>() // numbers that are in registers
    const region: number[] = []
    const take = (i: number): void => {
      region.push(i)
      placed[i] = 1
      for (let q = 1; q <= nests.operands(i); q++) if (!made.has(nests.place(i, q))) nests.readsOnly(i, q, store)
      if (!results.has(nests.group(i))) made.add(nests.place(i, 0))
    }
    /** Whether a nest reads only what earlier regions have stored, or what this region has in registers. */
    const isReady = (i: number): boolean => {
      for (let q = 1; q <= nests.operands(i); q++) {
        if (!made.has(nests.place(i, q)) && !nests.readsOnly(i, q, isFree)) return false
      }
      return true
    }
    const isAlike = (i: number) => nests.loops(i) === nests.loops(head) && fuses(nests.kind(i), nests.op(i))
    take(head)
    if (isAlike(head)) {
      const end = Math.min(nests.size, head + WINDOW)
      for (let i = head + 1; i < end && region.length < LONGEST; i++) {
        if (placed[i] === 0 && isAlike(i) && isReady(i)) take(i)
      }
    }
    for (const i of region) waiting[nests.group(i)]!--
    lists.push(region)
  }
  return {
    *[Symbol.iterator]() {
      for (const list of lists) {
        yield {
          nests: list.map((i) => nests.at(i)),
          stored: list.map((i) => stored[nests.group(i)] === 1),
          final: list.map((i) => results.has(nests.group(i))),
        }
      }
    },
  }
}
