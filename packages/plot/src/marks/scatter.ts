/** Draws the points of a scatter plot: a symbol for each, or squares that gather many of them. */
import { element } from '@gradus/svg'
import { count } from '../figure/edge.js'
import type { Look } from '../options.js'
import type { Bin } from './bin.js'
import { binPoints } from './bin.js'
import { colorOf, symbolPath } from './symbols.js'

/** Up to this many points, each has its own symbol. */
const EACH = 2000
const MOST_SQUARES = 9000
/** How many symbols of each class are drawn over the squares, so that classes also differ in shape. */
const SAMPLES = 24

export interface Scatter {
  svg: string
  caption: string[]
}

/** Draws points at positions in pixels; NaN in ys leaves one out. `groups` has the class of each. */
export function scatter(xs: readonly number[], ys: readonly number[], groups: readonly number[], look: Look): Scatter {
  const drawn = xs.map((_, i) => i).filter((i) => !Number.isNaN(ys[i]!))
  const radius = look.size * (drawn.length > 400 ? 0.24 : 0.33)
  const symbols = (indices: readonly number[], r: number) => drawSymbols(indices, xs, ys, groups, r, look)
  if (drawn.length <= EACH) return { svg: symbols(drawn, radius), caption: [] }

  const pick = (list: readonly number[]) => drawn.map((i) => list[i]!)
  const { side, bins } = binPoints(pick(xs), pick(ys), pick(groups), MOST_SQUARES)
  const largest = Math.max(...bins.map((bin) => bin.count))
  const levelOf = (count: number) =>
    largest === 1 ? LEVELS.length - 1 : Math.floor((Math.log(count) / Math.log(largest)) * (LEVELS.length - 1))
  const paths = new Map<string, { group: number; level: number; d: string }>()
  const key = ({ group, count }: Bin) => `${group} ${levelOf(count)}`
  bins.sort((a, b) => a.y - b.y || a.x - b.x)
  for (let start = 0, end = 0; start < bins.length; start = end) {
    const { x, y, count, group } = bins[start]!
    // Neighbors of the same color are one stroke.
    while (
      end < bins.length &&
      bins[end]!.y === y &&
      bins[end]!.x === x + (end - start) * side &&
      key(bins[end]!) === key(bins[start]!)
    )
      end++
    const path = paths.get(key(bins[start]!)) ?? { group, level: levelOf(count), d: '' }
    path.d += `M${x} ${y + side / 2}h${(end - start) * side}`
    paths.set(key(bins[start]!), path)
  }
  const squares = [...paths.values()].map(({ group, level, d }) =>
    element('path', { d, stroke: colorOf(look.theme, group), 'stroke-width': side, 'stroke-opacity': LEVELS[level] }),
  )
  const text =
    side === 1 && largest === 1
      ? `${count(drawn.length)} points.`
      : `${count(drawn.length)} points, gathered in ${count(bins.length)} squares of ${side} × ${side} pixels; stronger colors hold more points, up to ${count(largest)}.`
  return { svg: squares.join('') + symbols(samples(drawn, xs, ys, groups), look.size * 0.3), caption: [text] }
}

const LEVELS = [0.55, 0.7, 0.85, 1]

function drawSymbols(
  indices: readonly number[],
  xs: readonly number[],
  ys: readonly number[],
  groups: readonly number[],
  radius: number,
  { theme }: Look,
): string {
  const paths = new Map<number, string>()
  for (const i of indices) {
    const group = groups[i]!
    paths.set(group, (paths.get(group) ?? '') + symbolPath(group, xs[i]!, ys[i]!, radius))
  }
  return [...paths]
    .sort(([a], [b]) => a - b)
    .map(([group, d]) =>
      element('path', { d, fill: colorOf(theme, group), stroke: theme.background, 'stroke-width': 0.8 }),
    )
    .join('')
}

/** Of each class the outermost points, which stay exactly where they are, and a few in between. */
function samples(
  drawn: readonly number[],
  xs: readonly number[],
  ys: readonly number[],
  groups: readonly number[],
): number[] {
  const byGroup = new Map<number, number[]>()
  for (const i of drawn) {
    const members = byGroup.get(groups[i]!)
    if (members === undefined) byGroup.set(groups[i]!, [i])
    else members.push(i)
  }
  const chosen = new Set<number>()
  for (const members of byGroup.values()) {
    const outermost = (of: readonly number[], sign: number) =>
      members.reduce((best, i) => (sign * of[i]! > sign * of[best]! ? i : best))
    for (const of of [xs, ys]) for (const sign of [1, -1]) chosen.add(outermost(of, sign))
    for (let k = 0; k < SAMPLES; k++) chosen.add(members[Math.floor((k * members.length) / SAMPLES)]!)
  }
  return [...chosen]
}
