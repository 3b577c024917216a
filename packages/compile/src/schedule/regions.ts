/**
 * Gathers nests that run over the same loops into one region, which goes through them together: what one nest computes
 * and the next one reads at the same place stays in a register.
 *
 *     for i < 9: b[i] = mul(a[i], 2)                for i < 9: r = mul(a[i], 2)
 *     for i < 9: c[i] = exp(b[i])              →               c[i] = exp(r)
 */
import type { Schedule } from './groups.js'
import type { Nest, Ref } from './nest.js'

export interface Region {
  readonly nests: readonly Nest[]
  /** For each nest, whether its results are read from memory later on. */
  readonly stored: readonly boolean[]
  /** For each nest, whether its results are for the caller alone. */
  readonly final: readonly boolean[]
}

/** A region is one piece of straight code, and more nests than this gain nothing. */
const LONGEST = 200
/** How far ahead of the first waiting nest others are looked for. */
const WINDOW = 400

/** The same place in the same loops. */
export const placeOf = ({ base, strides }: Ref): string => `${base}:${strides.join()}`

export function regions({ nests, groups, results }: Schedule, fuses: (nest: Nest) => boolean): Region[] {
  const waiting = new Int32Array(groups) // nests of each group that are not in an earlier region
  for (const { group } of nests) waiting[group]!++
  const placed = new Uint8Array(nests.length)
  const lists: Nest[][] = []
  for (let head = 0; head < nests.length; head++) {
    if (placed[head] === 1) continue
    const region = [nests[head]!]
    placed[head] = 1
    if (fuses(nests[head]!)) join(region, head)
    for (const { group } of region) waiting[group]!--
    lists.push(region)
  }
  return withStores(lists, results, groups)

  /** Adds whatever follows and needs only what earlier regions stored or this one has in registers. */
  function join(region: Nest[], head: number): void {
    const dims = region[0]!.dims.join()
    const made = new Set(results.has(region[0]!.group) ? [] : [placeOf(region[0]!.out)])
    const end = Math.min(nests.length, head + WINDOW)
    for (let i = head + 1; i < end && region.length < LONGEST; i++) {
      const nest = nests[i]!
      if (placed[i] === 1 || !fuses(nest) || nest.dims.join() !== dims) continue
      const ready = nest.operands.every(
        (ref, q) => made.has(placeOf(ref)) || nest.reads[q]!.every((group) => waiting[group] === 0),
      )
      if (!ready) continue
      region.push(nest)
      placed[i] = 1
      if (!results.has(nest.group)) made.add(placeOf(nest.out))
    }
  }
}

/** A result is stored if the caller reads it, or a nest that cannot have it from a register. */
function withStores(lists: readonly Nest[][], results: ReadonlySet<number>, groups: number): Region[] {
  const stored = new Uint8Array(groups)
  for (const group of results) stored[group] = 1
  for (const nests of lists) {
    const made = new Set<string>()
    for (const nest of nests) {
      nest.operands.forEach((ref, q) => {
        if (!made.has(placeOf(ref))) for (const group of nest.reads[q]!) stored[group] = 1
      })
      if (!results.has(nest.group)) made.add(placeOf(nest.out))
    }
  }
  return lists.map((nests) => ({
    nests,
    stored: nests.map(({ group }) => stored[group] === 1),
    final: nests.map(({ group }) => results.has(group)),
  }))
}
