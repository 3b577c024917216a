/** Divides examples into a training part and a validation part, once or k times. */
import { checkWhole, checkMost, checkOptions, checkSeed, show } from '@gradus/engine/errors'
import { createRandom } from '../random.js'

export interface SplitOptions {
  /** The seed of the random order. Default 1. */
  seed?: number
  /** One label per example. With labels, each class is divided in the same proportion. Default none. */
  labels?: readonly (number | string)[]
}

/**
 * Divides the indices 0 … count − 1 at random into training and validation. Both are in random order.
 *
 * Without labels, validation has round(fraction · count) indices. It has at least 1 if fraction > 0 and count ≥ 2, and
 * training has at least 1.
 *
 * With labels, the split is stratified. Validation has fraction · (size of the class) examples of each class. These numbers
 * are rounded so that their sum is round(fraction · count); those with the largest remainders are rounded up. Two rules have
 * priority and can change the sum:
 * - At least 1 example of each class is in training. A class with one example is never in validation and is not counted.
 * - At least 1 example of each other class is in validation, if the sum is large enough.
 *
 * @param count the number of examples, an integer ≥ 1.
 * @param fraction the share for validation, in [0, 1). With 0, validation is empty.
 * @throws RangeError for a count or fraction outside these ranges, a wrong number of labels, and labels that are all
 * different. TypeError for unknown options.
 * @example
 * const { train, validation } = split(10, 0.2, { seed: 1 }) // 8 and 2 indices
 */
export function split(count: number, fraction: number, options: SplitOptions = {}): Fold {
  checkWhole('split', 'count', count, 1)
  checkMost('split', 'count', count, mostExamples, 'A list of so many indices does not fit into memory')
  if (typeof fraction !== 'number' || !(fraction >= 0 && fraction < 1)) {
    throw new RangeError(`split: fraction is ${show(fraction)}. Pass the share for validation, at least 0 and below 1.`)
  }
  checkOptions('split', options, ['seed', 'labels'])
  const { seed = 1, labels } = options
  checkSeed('split', seed)
  checkLabels('split', labels, count)

  const shuffled = createRandom(seed).shuffled(upTo(count))
  const classOf = (i: number) => labels?.[i]
  const left = shares([...classSizes(count, classOf)], fraction)
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

/** A division of examples. The numbers are their indices. */
export interface Fold {
  train: number[]
  validation: number[]
}

/**
 * Divides the indices 0 … count − 1 at random into k parts, and returns k folds. Each fold has one part for validation and
 * all others for training. The sizes of the parts differ by at most 1.
 *
 * With labels, the folds are stratified: the numbers of examples of a class in the parts differ by at most 1. A class with
 * one example is in training in all folds.
 *
 * @param count the number of examples, an integer ≥ 2.
 * @param k the number of folds, from 2 to count. Classes with one example do not count.
 * @returns k folds. Each index is in the validation part of exactly one, except for classes with one example.
 * @throws RangeError for a k outside this range and a wrong number of labels. TypeError for unknown options.
 * @example
 * folds(10, 5, { seed: 1 }).map(({ validation }) => validation.length) // [2, 2, 2, 2, 2]
 */
export function folds(count: number, k: number, options: SplitOptions = {}): Fold[] {
  checkWhole('folds', 'count', count, 2)
  checkWhole('folds', 'k', k, 2)
  checkMost('folds', 'count · k', count * k, mostExamples, 'Lists of so many indices do not fit into memory')
  checkOptions('folds', options, ['seed', 'labels'])
  const { seed = 1, labels } = options
  checkSeed('folds', seed)
  checkLabels('folds', labels, count)
  const sizes = classSizes(count, (i) => labels?.[i])
  const divisible = [...sizes.values()].reduce((sum, size) => sum + (size > 1 ? size : 0), 0)
  if (k > divisible) {
    const advice = divisible < 2 ? 'Leave out labels.' : `Pass a whole number from 2 to ${divisible}.`
    throw new RangeError(`folds: k is ${k}, and ${divisible} examples can be validated. ${advice}`)
  }

  const shuffled = createRandom(seed).shuffled(upTo(count))
  // Dealing the examples to the parts like cards, class after class, balances both the classes and the parts.
  const classes = new Map<unknown, number[]>()
  for (const i of shuffled) {
    const group = classes.get(labels?.[i])
    if (group === undefined) classes.set(labels?.[i], [i])
    else group.push(i)
  }
  const partOf = new Map<number, number>()
  for (const group of classes.values()) if (group.length > 1) for (const i of group) partOf.set(i, partOf.size % k)
  return Array.from({ length: k }, (_, part) => ({
    train: shuffled.filter((i) => partOf.get(i) !== part),
    validation: shuffled.filter((i) => partOf.get(i) === part),
  }))
}

/** A larger number is probably a mistake. At 8 bytes each, so many indices take 800 MB. */
const mostExamples = 100_000_000

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i)

function classSizes(count: number, classOf: (i: number) => unknown): Map<unknown, number> {
  const sizes = new Map<unknown, number>()
  for (let i = 0; i < count; i++) sizes.set(classOf(i), (sizes.get(classOf(i)) ?? 0) + 1)
  return sizes
}

function checkLabels(fnName: string, labels: SplitOptions['labels'], count: number): void {
  if (labels === undefined || labels.length === count) return
  throw new RangeError(`${fnName}: there are ${labels.length} labels for ${count} examples. Pass one label for each.`)
}

/** The number of validation examples of each class. Classes with one example are left out. */
function shares(sizes: [unknown, number][], fraction: number): Map<unknown, number> {
  const divisible = sizes.filter(([, size]) => size > 1)
  const total = divisible.reduce((sum, [, size]) => sum + size, 0)
  const wanted = fraction === 0 ? 0 : Math.max(1, Math.round(fraction * total))
  const least = wanted >= divisible.length ? 1 : 0
  const taken = new Map(divisible.map(([label, size]) => [label, Math.max(least, Math.floor(fraction * size))]))

  let missing = wanted - [...taken.values()].reduce((sum, n) => sum + n, 0)
  const byRemainder = [...divisible].sort(([, a], [, b]) => ((fraction * b) % 1) - ((fraction * a) % 1))
  for (const [label, size] of byRemainder) {
    const n = taken.get(label)!
    if (missing <= 0 || n === size - 1 || n >= fraction * size) continue
    taken.set(label, n + 1)
    missing--
  }
  return taken
}
