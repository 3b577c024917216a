/** Sorts what is drawn, operands before results, and gives each box its name. */
import type { Value } from '@gradus/engine'
import type { Drawn } from './nearest.js'
import { Bundle, NumberUse, Part } from '../detail/items.js'
import type { View } from '../detail/view.js'

/**
 * Returns the drawn items, operands before results. A Value is called `n` and its position in the topological order, a Bundle
 * `g` and the position of its last node. A number or a part is called like its only user, with a suffix.
 */
export function arranged(chosen: readonly Drawn[], view: View, order: readonly Value[]): Map<Drawn, string> {
  const drawnOf = new Map(chosen.map((drawn) => [drawn.item, drawn]))
  const position = new Map<Drawn, number>()
  for (let i = 0; i < order.length; i++) {
    const drawn = drawnOf.get(view.itemOf(order[i]!))
    if (drawn !== undefined) position.set(drawn, i)
  }
  const names = new Map<Drawn, string>()
  const add = (drawn: Drawn, name: string): void => {
    for (const { from } of drawn.operands) {
      const { item } = from
      if (item instanceof Part) add(from, `${name}_p${item.index}`)
      else if (item instanceof NumberUse) add(from, `${name}_c${item.index}`)
    }
    names.set(drawn, name)
  }
  const sorted = [...position].sort(([, a], [, b]) => a - b)
  for (const [drawn, i] of sorted) add(drawn, `${drawn.item instanceof Bundle ? 'g' : 'n'}${i}`)
  return names
}
