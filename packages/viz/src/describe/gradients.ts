/** Where the gradients of a drawing come from. A frame of the backward pass has those that have arrived so far. */
import { azmul, Value } from '@gradus/engine'
import { Bundle, type Item, NumberUse, type Part } from '../detail/items.js'

export interface Gradients {
  /** What has arrived at the value. Undefined if nothing has. */
  at(value: Value): number | undefined
  /** The gradient that the value has passed on to its operands. Undefined if it has not. */
  passedOn(value: Value): number | undefined
  /** How a contribution arrives. A backward pass with a mistake assigns it. */
  readonly operator: '+=' | '='
}

const stored = (value: Value): number | undefined => (value.hasGrad ? value.grad : undefined)

/** The gradients that `backward()` has left in the Values. */
export const storedGradients: Gradients = { at: stored, passedOn: stored, operator: '+=' }

/** The gradient of a node. That of a part of an expanded op is what the op has passed on to it. */
export function gradientAt(item: Value | Part, gradients: Gradients): number | undefined {
  return item instanceof Value ? gradients.at(item) : contributionOf(item.user, item.partial, gradients)
}

/** What an edge that ends at the item adds to the gradient of the operand. Undefined if nothing yet. */
export function contributionOf(item: Item, partial: number, gradients: Gradients): number | undefined {
  if (item instanceof Bundle || item instanceof NumberUse) return undefined
  const gradient = item instanceof Value ? gradients.passedOn(item) : gradientAt(item, gradients)
  return gradient === undefined ? undefined : azmul(gradient, partial)
}
