/** Draws decision regions: layers of color, a cross where there is no prediction, a ring around a wrong example. */
import { element } from '@gradus/svg'
import { contours } from 'd3-contour'
import type { Plane, Rect } from '../figure/plane.js'
import { round } from '../figure/plane.js'
import { colorOf, symbolPath } from '../marks/symbols.js'
import type { Look } from '../options.js'

/** The probabilities from which on a region becomes darker. */
export const STEPS = [0, 0.75, 0.95] as const
/** The opacity of one layer. Layers lie on each other. */
const LAYER = 0.14

/** The class with the highest probability, the first at a tie; -1 if one is NaN. */
export function classOf(p: readonly number[]): number {
  if (p.some(Number.isNaN)) return -1
  return p.indexOf(Math.max(...p))
}

/** One layer per class and probability. The edges of a layer run between the places where the model was asked. */
export function regions(
  grid: readonly number[][],
  classes: number,
  resolution: number,
  { area }: Plane,
  { theme }: Look,
): string {
  // A ring of copies around the grid moves the ends of all edges out of the area, where they are cut off.
  const side = resolution + 2
  const inside = (i: number) => Math.max(0, Math.min(resolution - 1, i - 1))
  const padded = Array.from({ length: side * side }, (_, i) => {
    return grid[inside(Math.floor(i / side)) * resolution + inside(i % side)]!
  })
  const contour = contours().size([side, side])
  const parts: string[] = []
  for (let k = 0; k < classes; k++) {
    for (const step of STEPS) {
      const leads = padded.map((p) => lead(p, k, step))
      if (!leads.some((value) => value > 0)) continue
      const d = pathOf(contour.contour(leads, 0).coordinates, area, resolution)
      if (d === '') continue
      const outline = step === 0 ? { stroke: theme.muted, 'stroke-width': 1 } : {}
      parts.push(
        element('path', { d, fill: colorOf(theme, k), 'fill-opacity': LAYER, 'fill-rule': 'evenodd', ...outline }),
      )
    }
  }
  const unknown = grid.flatMap((p, i) => (classOf(p) === -1 ? [i] : []))
  if (unknown.length > 0) parts.push(crosses(unknown, area, resolution, theme.wrong))
  const { x, y, width, height } = area
  return element('svg', { x, y, width, height }, parts.join(''))
}

/**
 * How far class k is ahead of the others and of a probability, as a difference of log odds. Between two places these change more
 * evenly than probabilities, so edges are smoother.
 */
function lead(p: readonly number[], k: number, step: number): number {
  let others = -Infinity
  p.forEach((share, j) => {
    if (j !== k) others = Math.max(others, share)
  })
  const ahead = Math.log(p[k]!) - Math.log(others)
  const sure = step === 0 ? Infinity : Math.log(p[k]! / (1 - p[k]!)) - Math.log(step / (1 - step))
  const least = Math.min(ahead, sure)
  return Number.isNaN(least) ? -FAR : Math.max(-FAR, Math.min(FAR, least))
}

/** Log odds beyond this are as good as infinite. */
const FAR = 30

/** The path of rings on the padded grid, relative to the corner of the area. */
function pathOf(polygons: number[][][][], { width, height }: Rect, resolution: number): string {
  const at = ([px, py]: number[]) =>
    `${round(((px! - 1) / resolution) * width)} ${round(((py! - 1) / resolution) * height)}`
  const rings = polygons.flat()
  // The last point of a ring is its first.
  return rings.map((ring) => `M${[...new Set(ring.map(at))].join('L')}z`).join('')
}

/** Crosses at some of the places without a prediction: enough to see where they are. */
function crosses(indices: readonly number[], { width, height }: Rect, resolution: number, color: string): string {
  const every = Math.max(1, Math.round(resolution / 14))
  const shown = indices.filter((i) => (i % resolution) % every === 0 && Math.floor(i / resolution) % every === 0)
  const d = (shown.length === 0 ? indices.slice(0, 1) : shown).map((i) => {
    const [px, py] = [
      (((i % resolution) + 0.5) / resolution) * width,
      ((Math.floor(i / resolution) + 0.5) / resolution) * height,
    ]
    return `M${round(px - 3)} ${round(py - 3)}l6 6m-6 0l6-6`
  })
  return element('path', { d: d.join(''), stroke: color, 'stroke-width': 1, 'stroke-opacity': 0.7 })
}

/** A ring around each point whose predicted class is wrong. */
export function rings(
  { xs, ys }: { xs: number[]; ys: number[] },
  groups: readonly number[],
  predicted: readonly number[],
  { theme, size }: Look,
): string {
  const d = xs.map((x, i) =>
    predicted[i] === groups[i] || Number.isNaN(ys[i]!) ? '' : symbolPath(0, x, ys[i]!, size * 0.55),
  )
  const all = d.join('')
  return all === '' ? '' : element('path', { d: all, fill: 'none', stroke: theme.text, 'stroke-width': 1.3 })
}
