// fault: No number has this label
import { type Value } from '@gradus/engine'

/** The label of the first number that is not finite, for x1 = 3, x2 = 3. */
export const firstNaN: string = 'div'

/** Gives a Value a name for messages and drawings. */
function named(label: string, value: Value): Value {
  value.label = label
  return value
}

/** Standardizes two inputs, and compares the first one with a target. */
export function loss(x1: Value, x2: Value, target: number): Value {
  const mean = named('mean', x1.add(x2).div(2))
  const spread = named('spread', x1.sub(mean).square().add(x2.sub(mean).square()).div(2))
  const scale = named('scale', spread.add(0.000001).sqrt())
  const standard = named('standard', x1.sub(mean).div(scale))
  const error = named('error', standard.sub(target))
  return named('loss', error.square())
}
