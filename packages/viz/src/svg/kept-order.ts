/**
 * Lets boxes keep their order when the structure of a drawing changes.
 *
 * Graphviz starts anew for each structure. It may swap x and y in `(x + y) * z` because a box is added that neither of them has
 * to do with. So boxes that stood in one column before, and stand in one column again, are put back into their old order. All
 * other boxes stay where Graphviz has put them. In a drawing from top to bottom, read "row" for "column".
 */
import type { Description } from '../describe/description.js'
import type { Point } from './layout.js'

/**
 * The boxes of each column in the order that they should have, by id, or undefined if they have it already. `boxes` are the
 * places that Graphviz has chosen, `before` those of the drawing before. Both are centers, by id.
 */
export function keptOrder(
  boxes: ReadonlyMap<string, Point>,
  before: ReadonlyMap<string, Point>,
  direction: Description['direction'],
): readonly (readonly string[])[] | undefined {
  const along = ({ x, y }: Point): number => (direction === 'LR' ? x : y)
  const across = ({ x, y }: Point): number => (direction === 'LR' ? y : x)
  const columns = [...groupedBy([...boxes.keys()], (id) => along(boxes.get(id)!)).values()].map((column) =>
    column.sort((a, b) => across(boxes.get(a)!) - across(boxes.get(b)!)),
  )
  const wanted = columns.map((column) => {
    const kept = column.filter((id) => before.has(id))
    const ordered = [...column]
    for (const together of groupedBy(kept, (id) => along(before.get(id)!)).values()) {
      const places = together.map((id) => column.indexOf(id))
      together.sort((a, b) => across(before.get(a)!) - across(before.get(b)!))
      together.forEach((id, i) => (ordered[places[i]!] = id))
    }
    return ordered
  })
  const isKept = wanted.every((column, i) => column.every((id, j) => id === columns[i]![j]))
  return isKept ? undefined : wanted
}

function groupedBy(ids: readonly string[], key: (id: string) => number): Map<number, string[]> {
  const groups = new Map<number, string[]>()
  for (const id of ids) {
    const group = groups.get(key(id))
    if (group === undefined) groups.set(key(id), [id])
    else group.push(id)
  }
  return groups
}
