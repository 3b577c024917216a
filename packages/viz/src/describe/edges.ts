/** The edges of the drawing: their texts, and what their colors and widths mean. */
import { formatNumber } from '@gradus/svg'
import type { ColorName } from '../colors.js'
import type { Drawn, DrawnOperand } from '../choose/nearest.js'
import { whole } from './content.js'
import type { Box, Edge } from './description.js'
import { contributionOf, type Gradients } from './gradients.js'
import { EDGE_TEXT_HEIGHT, edgeTextWidth } from './measure.js'
import { type Item, NumberUse } from '../detail/items.js'
import type { Settings } from '../options.js'

/** The widest and the thinnest edge of a drawing by sign, in pixels. */
const [THIN, THICK] = [1, 7]

/** An edge before its color and width are known. */
export type Unpainted = Omit<Edge, 'text' | 'textWidth' | 'textHeight' | 'color' | 'width' | 'isHollow' | 'isDashed'>

/** The edge from an operand to the box of `item`. */
export function edgeOf(
  id: string,
  operand: DrawnOperand,
  from: string,
  to: Box,
  item: Item,
  gradients: Gradients,
  needsPartial: boolean,
): Unpainted {
  const { index, count } = operand
  const isNumber = operand.from.item instanceof NumberUse
  const partial = needsPartial && !isNumber ? operand.partial?.() : undefined
  const contribution = partial === undefined ? undefined : contributionOf(item, partial, gradients)
  const port = to.ports.some((p) => p.index === index) ? index : undefined
  return { id, from, to: to.id, port, operand: index, count, partial, contribution }
}

/** The edges with texts, colors and widths. `way` tells which of them a number that is not finite has taken. */
export function painted(
  edges: readonly Unpainted[],
  { partials, contributions, color, digits }: Settings,
  leafColorOf: (id: string) => ColorName | undefined,
  operator: Gradients['operator'],
  isOnWay: (edge: Unpainted) => boolean,
): Edge[] {
  const shown = whatIsDrawn(edges)
  const largest = sizeOfLargest(edges)
  return edges.map((edge) => {
    const { partial, contribution, count } = edge
    const size = edge[shown]
    const isSigned = color === 'sign' && size !== undefined
    const leafColor = leafColorOf(edge.from)
    const onWay = isOnWay(edge)
    const texts = [
      ...(partials && partial !== undefined ? [`∂ = ${formatNumber(partial, digits)}`] : []),
      ...(contributions && contribution !== undefined ? [`${operator} ${formatNumber(contribution, digits)}`] : []),
      ...(count > 1 ? [`× ${whole(count)}`] : []),
    ]
    const text = texts.join(', ')
    return {
      ...edge,
      text,
      textWidth: edgeTextWidth(text),
      textHeight: EDGE_TEXT_HEIGHT,
      color: onWay ? 'wrong' : isSigned ? signColor(size) : (leafColor ?? 'muted'),
      width: onWay ? 3 : isSigned ? widthOf(size, largest) : leafColor === undefined ? 1 : 3,
      isDashed: onWay || count === 0,
      isHollow: isSigned && size < 0,
    }
  })
}

/** What colors and widths show: contributions, or partials as long as no gradient has arrived. */
export const whatIsDrawn = (edges: readonly Pick<Edge, 'contribution'>[]): 'contribution' | 'partial' =>
  edges.some(({ contribution }) => contribution !== undefined) ? 'contribution' : 'partial'

/** The size of the largest finite number that is drawn. */
export function sizeOfLargest(edges: readonly Pick<Edge, 'partial' | 'contribution'>[]): number {
  const shown = whatIsDrawn(edges)
  const sizes = edges.map((edge) => Math.abs(edge[shown] ?? 0)).filter(Number.isFinite)
  return sizes.reduce((a, b) => Math.max(a, b), 0)
}

const signColor = (x: number): ColorName =>
  x > 0 ? 'positive' : x < 0 ? 'negative' : Number.isNaN(x) ? 'wrong' : 'muted'

export const widthOf = (x: number, largest: number): number =>
  Number.isFinite(x) ? THIN + (largest === 0 ? 0 : ((THICK - THIN) * Math.abs(x)) / largest) : THICK

/** The edges of boxes that stand for operands and users that are not drawn. */
export const restEdge = (id: string, from: string, to: string): Unpainted => ({
  id,
  from,
  to,
  port: undefined,
  operand: undefined,
  count: 0,
  partial: undefined,
  contribution: undefined,
})

export const operandsHidden = ({ form, operands }: Drawn): number => form.arity - operands.length
