/** Turns a class into a vector. */
import { checkWhole, checkMost } from '@gradus/engine/errors'

/**
 * Returns a vector with 1 at `index` and 0 elsewhere.
 *
 * @param index an integer from 0 to count − 1.
 * @param count the length of the vector, an integer from 1 to 10,000,000.
 * @throws RangeError for other numbers.
 * @example
 * oneHot(2, 4) // [0, 0, 1, 0]
 */
export function oneHot(index: number, count: number): number[] {
  checkWhole('oneHot', 'count', count, 1)
  checkMost('oneHot', 'count', count, 10_000_000, 'So long a vector takes more than 80 MB of memory')
  checkWhole('oneHot', 'index', index, 0)
  if (index >= count) throw new RangeError(`oneHot: index is ${index}. Pass a whole number below the count, ${count}.`)
  return Array.from({ length: count }, (_, i) => (i === index ? 1 : 0))
}
