/** Where the units of a network stand: layers in columns, the bias of the next layer above its units. */
import { cutToWidth, formatNumber, textWidth } from '@gradus/svg'
import { markOf } from '../describe/box.js'
import { whole } from '../describe/content.js'
import { MARK_SIZE, SMALL_SIZE } from '../describe/measure.js'
import type { Network } from './network.js'

/** In pixels. */
export const UNIT_HEIGHT = 30
const [ROW, TOP, LEAST_WIDTH, NAME_WIDTH] = [46, 54, 44, 150]

export interface Unit {
  /** The layer, from 0 for the inputs, and the unit in it; −1 for the bias. */
  readonly layer: number
  readonly unit: number
  readonly text: string
  readonly activation: number | undefined
  /** A letter for an activation that is not finite. */
  readonly mark: string
  /** The name of an input or an output. */
  readonly name: string
  /** The center. */
  readonly x: number
  readonly y: number
  readonly width: number
}

export interface Column {
  readonly heading: string
  readonly x: number
  readonly units: readonly Unit[]
  /** The number of units that are not drawn, and the height at which … stands for them. */
  readonly hidden: number
  readonly gapAt: number
}

export interface Places {
  readonly columns: readonly Column[]
  readonly width: number
  readonly height: number
}

export function placesOf(
  network: Network,
  sizes: readonly number[],
  limit: number,
  digits: number,
  margin: number,
): Places {
  const last = sizes.length - 1
  const rows = Math.max(...sizes.map((size, l) => Math.min(size, limit) + (size > limit ? 1 : 0) + (l < last ? 1 : 0)))
  const names = (l: number) =>
    (l === 0 ? network.inputs : l === last ? network.outputs : undefined)?.map((name) =>
      cutToWidth(name, NAME_WIDTH, SMALL_SIZE),
    )
  const room = (l: number) => Math.max(0, ...(names(l) ?? []).map((name) => textWidth(name, SMALL_SIZE) + 10))
  const markAt = (l: number, unit: number) => markOf(network.activations?.[l]?.[unit] ?? 0)
  const gap = Math.max(150, 18 * rows)
  let x = margin + room(0)
  const columns = sizes.map((size, l): Column => {
    const shown = shownUnits(size, limit)
    const texts = shown.map((unit) => textOf(network.activations?.[l]?.[unit], digits))
    const heading = l === 0 ? 'inputs' : l === last ? 'outputs' : `layer ${l}`
    const width = Math.max(
      LEAST_WIDTH,
      ...texts.map(
        (text, k) => Math.ceil(textWidth(text, SMALL_SIZE)) + 14 + (markAt(l, shown[k]!) === '' ? 0 : MARK_SIZE + 8),
      ),
    )
    const gapText = size > limit ? moreText(size - shown.length) : ''
    const half = Math.max(width, textWidth(heading, SMALL_SIZE), textWidth(gapText, SMALL_SIZE)) / 2
    const center = x + half
    x = center + half + gap
    const own = shown.length + (size > limit ? 1 : 0) + (l < last ? 1 : 0)
    let y = TOP + ((rows - own) * ROW) / 2
    const at = () => (y += ROW) - ROW
    const bias =
      l < last
        ? [{ layer: l, unit: -1, text: '1', activation: 1, mark: '', name: '', x: center, y: at(), width: UNIT_HEIGHT }]
        : []
    let gapAt = 0
    const units = shown.map((unit, k): Unit => {
      if (k > 0 && shown[k - 1] !== unit - 1) gapAt = at()
      return {
        layer: l,
        unit,
        text: texts[k]!,
        activation: network.activations?.[l]?.[unit],
        mark: markAt(l, unit),
        name: names(l)?.[unit] ?? '',
        x: center,
        y: at(),
        width,
      }
    })
    return { heading, x: center, units: [...bias, ...units], hidden: size - shown.length, gapAt }
  })
  return { columns, width: Math.ceil(x - gap + room(last) + margin), height: TOP + rows * ROW - ROW / 2 + 4 }
}

const textOf = (x: number | undefined, digits: number): string => (x === undefined ? '' : formatNumber(x, digits))

/** What stands for units that are not drawn. */
export const moreText = (hidden: number): string => `… ${whole(hidden)} more`

/** All units, or the first and the last so that there are `limit`. */
function shownUnits(size: number, limit: number): number[] {
  const all = Array.from({ length: Math.min(size, limit) }, (_, i) => i)
  const head = Math.ceil(limit / 2)
  return size <= limit ? all : all.map((i) => (i < head ? i : size - limit + i))
}
