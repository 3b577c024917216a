/**
 * Puts nests with equal loops into one region. If one nest writes exactly what the next nest reads, the number stays in
 * a register.
 *
 *     for i < 9: b[i] = mul(a[i], 2)                for i < 9: r = mul(a[i], 2)
 *     for i < 9: c[i] = exp(b[i])              →               c[i] = exp(r)
 */
import type { Schedule } from './groups.js'
import type { Nest, Ref } from './nest.js'

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

/** Base and strides as text: refs with the same text mean the same numbers. */
export const placeOf = ({ base, strides }: Ref): string =>
  strides.length === 0 ? `${base}` : `${base}:${strides.join()}`

/** What a nest writes and reads, as text that can be compared. */
interface Keys {
  readonly out: string
  readonly operands: readonly string[]
}

/** @param fuses whether a nest can share its loops with others */
export function regions({ nests, groups, results }: Schedule, fuses: (nest: Nest) => boolean): Region[] {
  const keys = nests.map((nest): Keys => ({ out: placeOf(nest.out), operands: nest.operands.map(placeOf) }))
  const loops = loopsOf(nests, fuses)
  const waiting = new Int32Array(groups) // for each group, its nests that are not in an earlier region
  for (const { group } of nests) waiting[group]!++
  const placed = new Uint8Array(nests.length)
  const stored = new Uint8Array(groups) // whether the caller, or a nest of another region, reads its results
  for (const group of results) stored[group] = 1
  const lists: Nest[][] = []
  for (let head = 0; head < nests.length; head++) {
    if (placed[head] === 1) continue
    const made = new Set<string>() // numbers that are in registers
    const region: Nest[] = []
    const take = (i: number): void => {
      const nest = nests[i]!
      region.push(nest)
      placed[i] = 1
      nest.reads.forEach((reads, q) => {
        if (!made.has(keys[i]!.operands[q]!)) for (const group of reads) stored[group] = 1
      })
      if (!results.has(nest.group)) made.add(keys[i]!.out)
    }
    take(head)
    if (loops[head]! > 0) {
      const end = Math.min(nests.length, head + WINDOW)
      for (let i = head + 1; i < end && region.length < LONGEST; i++) {
        if (placed[i] === 0 && loops[i] === loops[head] && ready(i, made)) take(i)
      }
    }
    for (const { group } of region) waiting[group]!--
    lists.push(region)
  }
  return lists.map((region) => ({
    nests: region,
    stored: region.map(({ group }) => stored[group] === 1),
    final: region.map(({ group }) => results.has(group)),
  }))

  /** Whether a nest reads only what earlier regions have stored, or what this region has in registers. */
  function ready(i: number, made: ReadonlySet<string>): boolean {
    const { reads } = nests[i]!
    for (let q = 0; q < reads.length; q++) {
      if (!made.has(keys[i]!.operands[q]!) && !reads[q]!.every((group) => waiting[group] === 0)) return false
    }
    return true
  }
}

/** Numbers the loops of each nest: equal loops have equal numbers, and 0 is a nest that cannot be fused. */
function loopsOf(nests: readonly Nest[], fuses: (nest: Nest) => boolean): Int32Array {
  const numbers = new Map<string, number>()
  return Int32Array.from(nests, (nest) => {
    if (!fuses(nest)) return 0
    const text = nest.dims.join()
    let number = numbers.get(text)
    if (number === undefined) numbers.set(text, (number = numbers.size + 1))
    return number
  })
}
