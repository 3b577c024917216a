/** Cross-validation: every example is validated once, by a model that was not trained on it. */
import { checkInteger, checkOptions, checkSeed } from './options.js'
import { createRandom } from './random.js'
import type { SplitOptions } from './split.js'

/**
 * Divides the indices 0 … count − 1 at random into k validation parts whose sizes differ by at most 1, each with the
 * rest as its training part.
 *
 * With labels the numbers of a class in two validation parts differ by at most 1 too. A class with one example is always
 * in training, never in validation, as `split` has it.
 *
 * @param count number of examples, an integer ≥ 2.
 * @param k number of parts, an integer from 2 to the number of examples that can be validated.
 * @throws RangeError for numbers outside these ranges or a wrong number of labels; TypeError for unknown options.
 * @example
 * for (const { train, validation } of folds(10, 5, { seed: 1 })) console.log(train.length, validation.length) // 8 2
 */
export function folds(
  count: number,
  k: number,
  options: SplitOptions = {},
): { train: number[]; validation: number[] }[] {
  checkInteger('folds', 'count', count, 2)
  checkInteger('folds', 'k', k, 2)
  checkOptions('folds', options, ['seed', 'labels'])
  const { seed = 1, labels } = options
  checkSeed('folds', seed)
  if (labels !== undefined && labels.length !== count) {
    throw new RangeError(`folds: there are ${labels.length} labels for ${count} examples. Give one label for each.`)
  }

  const shuffled = createRandom(seed).shuffled(Array.from({ length: count }, (_, i) => i))
  const classes = new Map<unknown, number[]>()
  for (const i of shuffled) {
    const label = labels?.[i]
    if (!classes.has(label)) classes.set(label, [])
    classes.get(label)!.push(i)
  }
  const dealt = [...classes.values()].filter((members) => members.length > 1).flat()
  if (k > dealt.length) {
    const alone = count - dealt.length
    const why = alone === 0 ? '' : ` without the ${alone} whose label no other has`
    throw new RangeError(`folds: k is ${k} for ${dealt.length} examples${why}. Give at most one fold per example.`)
  }
  // Dealt like cards, class after class, the examples of a class go to different folds as long as there are any.
  const foldOf = new Map(dealt.map((i, position) => [i, position % k]))
  return Array.from({ length: k }, (_, fold) => ({
    train: shuffled.filter((i) => foldOf.get(i) !== fold),
    validation: shuffled.filter((i) => foldOf.get(i) === fold),
  }))
}
