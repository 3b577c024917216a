import type { TargetEncoding } from '@gradus/data'
import { show } from '@gradus/engine/errors'
import type { LearnOptions } from './options.js'

const PASS = 'Pass a weight for each class (classWeights, --class-weights)'

/**
 * The weight of each class in the loss. For 'balanced', class i has the weight m / (k · mᵢ), where mᵢ of the m examples in k
 * classes belong to it. Then each class has the same total weight, and the weights of all examples have mean 1.
 */
export function classWeights(
  where: string,
  given: LearnOptions['classWeights'],
  target: TargetEncoding,
  labels: readonly number[],
): number[] | undefined {
  if (given === undefined || target.task !== 'classification') return undefined
  const { classes } = target
  if (given === 'balanced') {
    const counts = classes.map(() => 0)
    for (const k of labels) counts[k]!++
    return counts.map((count) => labels.length / (classes.length * count))
  }
  if (typeof given !== 'object' || given === null) {
    throw new TypeError(
      `${where}: classWeights is ${show(given)}. Pass 'balanced', or an object with a weight per class.`,
    )
  }
  const unknown = Object.keys(given).find((name) => !classes.includes(name))
  if (unknown !== undefined) {
    throw new RangeError(
      `${where}: the class weights have ${show(unknown)}, and the classes are ${classes.join(', ')}. ${PASS}.`,
    )
  }
  return classes.map((name) => {
    const weight: unknown = given[name]
    if (weight === undefined) throw new RangeError(`${where}: class ${show(name)} has no weight. ${PASS}.`)
    if (typeof weight === 'number' && weight > 0 && weight < Infinity) return weight
    throw new RangeError(`${where}: the weight of class ${show(name)} is ${show(weight)}. Pass a positive number.`)
  })
}
