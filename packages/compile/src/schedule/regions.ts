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
export const placeOf = ({ base, strides }: Ref): string =>
  strides.length === 0 ? `${base}` : `${base}:${strides.join()}`

/** The places of a nest as text, to compare them by. */
interface Keys {
  readonly out: string
  readonly operands: readonly string[]
}

export function regions({ nests, groups, results }: Schedule, fuses: (nest: Nest) => boolean): Region[] {
  const keys = nests.map((nest): Keys => ({ out: placeOf(nest.out), operands: nest.operands.map(placeOf) }))
  const loops = loopsOf(nests, fuses)
  const waiting = new Int32Array(groups) // nests of each group that are not in an earlier region
  for (const { group } of nests) waiting[group]!++
  const placed = new Uint8Array(nests.length)
  const stored = new Uint8Array(groups) // a result is stored if the caller reads it, or a nest of another region
  for (const group of results) stored[group] = 1
  const lists: Nest[][] = []
  for (let head = 0; head < nests.length; head++) {
    if (placed[head] === 1) continue
    const made = new Set<string>() // places whose numbers are in registers
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

  /** Whether a nest needs only what earlier regions stored or this one has in registers. */
  function ready(i: number, made: ReadonlySet<string>): boolean {
    const { reads } = nests[i]!
    for (let q = 0; q < reads.length; q++) {
      if (!made.has(keys[i]!.operands[q]!) && !reads[q]!.every((group) => waiting[group] === 0)) return false
    }
    return true
  }
}

/** A number for the loops of each nest: the same for the same loops, 0 for a nest that stays alone. */
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
