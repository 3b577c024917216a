/**
 * Chooses what is drawn: the items nearest the root, found breadth first, or those around one node; at most `limit`.
 *
 *     x ──┐
 *         × ── root     They are found in the order root, ×, x, 2.
 *     2 ──┘
 */
import type { Value } from '@gradus/engine'
import { Bundle, type Form, type Item, NumberUse, Part } from '../detail/items.js'
import type { View } from '../detail/view.js'

/** An item that is drawn. */
export interface Drawn {
  readonly item: Item
  readonly form: Form
  /** The drawn operands, in drawing order. */
  operands: DrawnOperand[]
}

export interface DrawnOperand {
  readonly from: Drawn
  readonly index: number
  readonly count: number
  readonly partial: (() => number) | undefined
}

/** Returns the items nearest the root, the nearest first. Takes time and memory in proportion to `limit`. */
export const nearestRoot = (view: View, limit: number): Drawn[] =>
  spread(view, [view.itemOf(view.root)], limit, () => true)

/**
 * Returns the items at most `radius` edges away from the center, in both directions, the nearest first. Goes through the graph
 * once for each edge of the radius.
 */
export function neighborhood(
  view: View,
  order: readonly Value[],
  center: Value,
  radius: number,
  limit: number,
): Drawn[] {
  const distance = new Map<Value | Bundle, number>([[view.itemOf(center), 0]])
  for (let d = 1; d <= radius; d++) {
    const before = distance.size
    const meet = (from: Value | Bundle, to: Value | Bundle): void => {
      if (distance.get(from) === d - 1 && !distance.has(to)) distance.set(to, d)
    }
    for (const value of order) {
      const user = view.itemOf(value)
      for (const input of value.inputs) {
        if (typeof input === 'number') continue
        const operand = view.itemOf(input)
        meet(user, operand)
        meet(operand, user)
      }
    }
    if (distance.size === before) break
  }
  return spread(view, [...distance.keys()], limit, (item) => distance.has(item))
}

/** Follows edges from results to operands, breadth first, to items that are allowed. */
function spread(
  view: View,
  seeds: readonly (Value | Bundle)[],
  limit: number,
  isAllowed: (item: Value | Bundle) => boolean,
) {
  const found: Drawn[] = [] // also the queue of the search
  const known = new Map<Item, Drawn>()
  const find = (item: Item): Drawn | undefined => {
    const before = known.get(item)
    if (before !== undefined || found.length >= limit) return before
    if (!(item instanceof Part || item instanceof NumberUse) && !isAllowed(item)) return undefined
    const drawn: Drawn = { item, form: view.form(item), operands: [] }
    known.set(item, drawn)
    found.push(drawn)
    return drawn
  }
  for (const seed of seeds) find(seed)
  for (let k = 0; k < found.length; k++) {
    const { form, operands } = found[k]!
    for (let place = 0; place < Math.min(form.arity, limit); place++) {
      const { item, index, count, partial } = form.operand(place)
      const from = find(item)
      if (from !== undefined) operands.push({ from, index, count, partial })
    }
  }
  return found
}

/** The first `count` of the chosen items, and the edges between them. */
export function firstOf(chosen: readonly Drawn[], count: number): Drawn[] {
  if (count >= chosen.length) return [...chosen]
  const kept = new Map(chosen.slice(0, count).map((drawn) => [drawn, { ...drawn, operands: [] } as Drawn]))
  for (const [drawn, copy] of kept) {
    for (const operand of drawn.operands) {
      const from = kept.get(operand.from)
      if (from !== undefined) copy.operands.push({ ...operand, from })
    }
  }
  return [...kept.values()]
}
