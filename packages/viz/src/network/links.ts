/** The links of a network: their weights, and what a drawing shows of them. */
import { formatNumber } from '@gradus/svg'
import type { ColorName } from '../colors.js'
import { counted } from '../describe/content.js'
import type { LegendEntry } from '../describe/description.js'
import { widthOf } from '../describe/edges.js'
import type { Network } from './network.js'
import type { Places, Unit } from './units.js'

export interface Link {
  readonly from: Unit
  readonly to: Unit
  readonly weight: number
  /** The largest finite weight of all drawn links. */
  largest: number
}

/** A link for each weight between drawn units. */
export function linksOf({ thetas }: Network, { columns }: Places): Link[] {
  const links = thetas.flatMap((theta, l) =>
    columns[l + 1]!.units.filter(({ unit }) => unit >= 0).flatMap((to) =>
      columns[l]!.units.map((from): Link => ({ from, to, weight: theta[to.unit]![from.unit + 1]!, largest: 0 })),
    ),
  )
  const largest = links.reduce(
    (most, { weight }) => (Number.isFinite(weight) ? Math.max(most, Math.abs(weight)) : most),
    0,
  )
  return links.map((link) => ({ ...link, largest }))
}

/** The width of a link. Where there are many, all are thinner. */
export const thickness = (weight: number, largest: number, count: number): number =>
  widthOf(weight, largest) * (count > 100 ? 0.4 : 1)

/** The color of a link, which shows the sign of its weight. */
export const colorOf = (weight: number): ColorName =>
  !Number.isFinite(weight) ? 'wrong' : weight > 0 ? 'positive' : weight < 0 ? 'negative' : 'border'

export const isDashed = (weight: number): boolean => weight < 0 || !Number.isFinite(weight)

/** What a link is, for its tooltip. */
export const nameOf = ({ from, to }: Link): string =>
  from.unit < 0 ? `bias of unit ${to.unit + 1}` : `weight of unit ${from.unit + 1} in unit ${to.unit + 1}`

export function legendOf(links: readonly Link[], digits: number): LegendEntry[] {
  const largest = links[0]?.largest ?? 0
  const line = (color: 'positive' | 'negative' | 'muted', part: number) =>
    ({
      kind: 'line',
      color,
      width: thickness(part * largest, largest, links.length),
      isDashed: color === 'negative',
      isHollow: false,
    }) as const
  return [
    { sample: line('positive', 0.5), text: 'weight above 0' },
    { sample: line('negative', 0.5), text: 'weight below 0' },
    ...(largest > 0
      ? [{ sample: line('muted', 1), text: `size ${formatNumber(largest, digits)}; thinner is less` }]
      : []),
  ]
}

export function notesOf(sizes: readonly number[], { columns }: Places, drawn: number): string[] {
  const hidden = columns.reduce((sum, column) => sum + column.hidden, 0)
  if (hidden === 0) return []
  const links = sizes.slice(1).reduce((sum, size, l) => sum + size * (sizes[l]! + 1), 0)
  return [`${counted(hidden, 'unit')} and ${counted(links - drawn, 'link')} are left out.`]
}
