/** Sorts what is drawn, operands before results, and gives each box its name. */
import type { Value } from '@gradus/engine'
import { Bundle, NumberUse, Part } from '../detail/items.js'
import type { View } from '../detail/view.js'
import type { Drawn } from './nearest.js'

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
  for (const [drawn] of [...position].sort(([, a], [, b]) => a - b)) {
    addWithOperands(drawn, names, (one) => `${one.item instanceof Bundle ? 'g' : 'n'}${position.get(one)!}`)
  }
  return names
}

/**
 * Adds an item after its operands. Most of them are there already. But the last node of a Bundle can come after a user of its
 * first node, and then the Bundle is added with its user.
 */
function addWithOperands(start: Drawn, names: Map<Drawn, string>, nameOf: (drawn: Drawn) => string): void {
  const path = [{ drawn: start, name: nameOf(start), next: 0 }]
  while (path.length > 0) {
    const top = path.at(-1)!
    const operand = top.drawn.operands[top.next++]
    if (operand === undefined) {
      if (!names.has(top.drawn)) names.set(top.drawn, top.name)
      path.pop()
    } else if (!names.has(operand.from)) {
      const { from } = operand
      const { item } = from
      const own = item instanceof Part ? `_p${item.index}` : item instanceof NumberUse ? `_c${item.index}` : undefined
      path.push({ drawn: from, name: own === undefined ? nameOf(from) : top.name + own, next: 0 })
    }
  }
}
