/** Dividing examples into a part to train on and a part to validate with. */
import { checkInteger, checkOptions, checkSeed, show } from './options.js'
import { createRandom } from './random.js'

export interface SplitOptions {
  /** Same seed, same split. Default 1. */
  seed?: number
  /** One label per example; given, each class is divided in the same proportion. */
  labels?: readonly (number | string)[]
}

/**
 * Divides the indices 0 … count − 1 at random into training and validation, both in shuffled order.
 *
 * Without labels validation gets round(fraction · count) of them, but at least 1 where fraction > 0 and count ≥ 2, and
 * at least 1 stays in training. With labels each class gives fraction · (its size), rounded up or down such that the
 * total is round(fraction · count) too (the largest remainders are rounded up). At least 1 of each class stays in
 * training, so the total can be smaller; a class with one example is never validated and does not count towards it.
 *
 * @param count number of examples, an integer ≥ 1.
 * @param fraction the share for validation, in [0, 1); 0 gives an empty validation part.
 * @throws RangeError for a count or fraction outside these ranges, a wrong number of labels, or labels of which no two
 * are equal; TypeError for unknown options.
 * @example
 * const { train, validation } = split(10, 0.2, { seed: 1 }) // 8 and 2 indices
 */
export function split(
  count: number,
  fraction: number,
  options: SplitOptions = {},
): { train: number[]; validation: number[] } {
  checkInteger('split', 'count', count, 1)
  if (typeof fraction !== 'number' || !(fraction >= 0 && fraction < 1)) {
    throw new RangeError(`split: fraction is ${show(fraction)}. Give the share for validation, at least 0 and below 1.`)
  }
  checkOptions('split', options, ['seed', 'labels'])
  const { seed = 1, labels } = options
  checkSeed('split', seed)
  if (labels !== undefined && labels.length !== count) {
    throw new RangeError(`split: there are ${labels.length} labels for ${count} examples. Give one label for each.`)
  }

  const shuffled = createRandom(seed).shuffled(Array.from({ length: count }, (_, i) => i))
  const classOf = (i: number) => labels?.[i]
  const sizes = new Map<unknown, number>()
  for (let i = 0; i < count; i++) sizes.set(classOf(i), (sizes.get(classOf(i)) ?? 0) + 1)
  const left = shares([...sizes], fraction)
  if (labels !== undefined && fraction > 0 && count >= 2 && left.size === 0) {
    throw new RangeError('split: every label occurs once, so no class can be divided. Leave out labels.')
  }

  const train: number[] = []
  const validation: number[] = []
  for (const i of shuffled) {
    const open = left.get(classOf(i)) ?? 0
    left.set(classOf(i), open - 1)
    ;(open > 0 ? validation : train).push(i)
  }
  return { train, validation }
}

/** How many of each class go to validation; classes with one example are left out. */
function shares(sizes: [unknown, number][], fraction: number): Map<unknown, number> {
  const divisible = sizes.filter(([, size]) => size > 1)
  const total = divisible.reduce((sum, [, size]) => sum + size, 0)
  const wanted = fraction === 0 ? 0 : Math.max(1, Math.round(fraction * total))
  const taken = new Map(divisible.map(([label, size]) => [label, Math.floor(fraction * size)]))

  let missing = wanted - [...taken.values()].reduce((sum, n) => sum + n, 0)
  const byRemainder = [...divisible].sort(([, a], [, b]) => ((fraction * b) % 1) - ((fraction * a) % 1))
  for (const [label, size] of byRemainder) {
    const n = taken.get(label)!
    if (missing <= 0 || n === size - 1) continue
    taken.set(label, n + 1)
    missing--
  }
  return taken
}
