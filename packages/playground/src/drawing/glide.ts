/** Moves boxes from their old places to the new ones. */
import type { GraphLayout, Point } from '@gradus/viz'

/** In milliseconds. */
const TIME = 250

/** Lets each box that was there before glide to its place. Readers who want less motion see the new places at once. */
export function glide(
  svg: SVGSVGElement,
  layout: GraphLayout,
  before: ReadonlyMap<string, Point>,
  nameOf: (id: string) => string,
): void {
  if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return
  for (const [id, { x, y }] of layout.boxes) {
    const old = before.get(nameOf(id))
    const box = svg.querySelector(`[data-box="${CSS.escape(id)}"]`)
    if (old === undefined || box === null || (old.x === x && old.y === y)) continue
    const from = { transform: `translate(${old.x - x}px, ${old.y - y}px)` }
    box.animate([from, { transform: 'none' }], { duration: TIME, easing: 'ease-in-out' })
  }
}
