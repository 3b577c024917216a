/** Moves boxes from their old places to the new ones. */
import type { GraphLayout, Point } from '@gradus/viz'

/** In milliseconds. */
const TIME = 250

/**
 * Lets each box that was there before glide to its place; new boxes and all edges appear. Readers who want less motion see the
 * new places at once.
 */
export function glide(
  svg: SVGSVGElement,
  layout: GraphLayout,
  before: ReadonlyMap<string, Point>,
  nameOf: (id: string) => string,
): void {
  if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return
  for (const part of svg.children) {
    const id = part.getAttribute('data-box')
    const place = id === null ? undefined : layout.boxes.get(id)
    const old = place === undefined ? undefined : before.get(nameOf(id!))
    if (old === undefined || place === undefined) {
      part.animate([{ opacity: 0 }, { opacity: 1 }], { duration: TIME, easing: 'ease-in' })
    } else if (old.x !== place.x || old.y !== place.y) {
      const from = { transform: `translate(${old.x - place.x}px, ${old.y - place.y}px)` }
      part.animate([from, { transform: 'none' }], { duration: TIME, easing: 'ease-in-out' })
    }
  }
}
