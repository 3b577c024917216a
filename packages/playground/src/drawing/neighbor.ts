/** The box that an arrow key leads to. */
import type { Description, GraphLayout } from '@gradus/viz'

/**
 * ← goes to the first operand, → to the first user, ↑ and ↓ to the next box of the same column. Home and End go to the first leaf
 * and to the result. Undefined if there is none.
 */
export function neighborOf(
  { boxes, edges }: Description,
  layout: GraphLayout,
  id: string,
  key: string,
): string | undefined {
  if (key === 'ArrowLeft') return edges.find(({ to }) => to === id)?.from
  if (key === 'ArrowRight') return edges.find(({ from }) => from === id)?.to
  if (key === 'Home') return boxes[0]?.id
  if (key === 'End') return boxes.find(({ isRoot }) => isRoot)?.id
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined
  const here = layout.boxes.get(id)!
  const sign = key === 'ArrowUp' ? -1 : 1
  const others = boxes
    .map((box) => ({ id: box.id, place: layout.boxes.get(box.id)! }))
    .filter(({ place }) => (place.y - here.y) * sign > 1)
    .map(({ id: other, place }) => ({ other, distance: Math.abs(place.y - here.y) + 2 * Math.abs(place.x - here.x) }))
  return others.sort((a, b) => a.distance - b.distance)[0]?.other
}
