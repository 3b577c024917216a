/**
 * Draws one box. A Value is a record. If the order of the operands matters, the edges end at numbered ports:
 *
 *     ┌───────┐      ┌───┬───────┐
 *     │   x   │      │ 1 │ f │ − │
 *     │ data 3│      ├───┤ data 5│
 *     │ grad 1│      │ 2 │       │
 *     └───────┘      ├───┴───────┤
 *                    │   grad 1  │
 *                    └───────────┘
 */
import type { Op } from '@gradus/engine'
import { add, azmul, eq, hypot, logSumExp, max, mean, min, mul, norm, sum } from '@gradus/engine'
import { field, LABEL_LENGTH, LONG_LENGTH, quoted, shorten, tooltip, visible, widthInEms } from './escape.js'
import type { Box } from './near.js'
import { drawnAt } from './near.js'
import { formatNumber } from './numbers.js'
import type { DotOptions } from './options.js'
import type { Theme } from './theme.js'
import { FONT_SIZE } from './theme.js'

/** Ops whose operands can be swapped; any other op, a user's included, is drawn with its operands numbered. */
const SYMMETRIC: ReadonlySet<Op> = new Set<Op>([add, mul, azmul, hypot, max, min, eq, sum, mean, norm, logSumExp])
/** With more operands than this a box would be too tall, so they are not numbered. */
const MAX_PORTS = 12
/** The least width of a box in inches. */
export const BOX_WIDTH = 1.4

/** The texts of the ports, one per operand. Undefined if the order of the operands does not matter. */
export function portNames({ op, arity }: Box): string[] | undefined {
  if (op === undefined || arity < 2 || arity > MAX_PORTS || SYMMETRIC.has(op)) return undefined
  if (op.arity !== 'paired') return Array.from({ length: arity }, (_, i) => `${i + 1}`)
  const n = arity / 2
  return Array.from({ length: arity }, (_, i) => (i < n ? `a${i + 1}` : `b${i + 1 - n}`))
}

/** The DOT statement that draws a box. */
export function nodeStatement(box: Box, isRoot: boolean, options: Required<DotOptions>, theme: Theme): string {
  const { digits } = options
  const data = formatNumber(box.data, digits)
  const exact = hover(box, digits)
  const hint = exact === '' ? '' : ` tooltip="${exact}"`
  if (box.kind === 'number') return `${box.id} [shape=box style=solid width=0.3 height=0.3 label="${data}"${hint}]`

  const label = shorten(visible(box.label), LABEL_LENGTH)
  const symbol = shorten(visible(box.symbol), LABEL_LENGTH)
  const header = [label, symbol].filter((text) => text !== '')
  const rows = [`data ${data}`, `grad ${box.grad === undefined ? '–' : formatNumber(box.grad, digits)}`]
  const record = layOut(box, header.map(field), rows.map(field), options.direction)

  const kind = isRoot ? 'root' : box.kind
  const lower = box.grad === undefined ? theme.noGrad : theme.grad
  let attributes = `label="${record.text}" fillcolor="${theme[kind]};${record.split.toFixed(3)}:${lower}"`
  const width = widthOf(header, rows, record.ports)
  if (width > BOX_WIDTH) attributes += ` width=${width.toFixed(2)}`
  if (box.kind === 'leaf') attributes += ' style="rounded,filled"'
  if (isRoot) attributes += ` color="${theme.rootBorder}" penwidth=2.5`
  return `${box.id} [${attributes}${hint}]`
}

/**
 * The text of the record, the share of its height above the grad row, and the number of ports at its left side. In a record,
 * a brace changes from rows to columns or back.
 */
function layOut(box: Box, header: string[], rows: string[], direction: 'LR' | 'TB') {
  const names = portNames(box)
  const ports = names?.map((_, place) => {
    const i = drawnAt(box, place)
    return `<i${i}> ${names[i]}`
  })
  const head = header.length > 1 ? [`{${header.join('|')}}`] : header
  const upper = [...head, rows[0]!]
  const count = ports === undefined ? 0 : ports.length
  if (direction === 'TB') {
    const lines = ports === undefined ? upper : [`{${ports.join('|')}}`, ...upper]
    return { text: `{${[...lines, rows[1]!].join('|')}}`, split: lines.length / (lines.length + 1), ports: 0 }
  }
  const above = ports === undefined ? upper.join('|') : `{{${ports.join('|')}}|{${upper.join('|')}}}`
  const height = Math.max(upper.length, count)
  return { text: `${above}|${rows[1]!}`, split: height / (height + 1), ports: count }
}

/** The width of the widest row in inches. It leaves room for fonts that are wider than the one Graphviz assumes. */
function widthOf(header: string[], rows: string[], ports: number): number {
  const PADDING = 16 // Graphviz adds these points to each field
  const points = (texts: string[]): number => texts.reduce((w, t) => w + widthInEms(t) * FONT_SIZE + PADDING, 0)
  // All fields of a row have the same width, so each needs the width of the widest.
  const widest = Math.max(...header.map((text) => points([text])), 0) * header.length
  return (Math.max(widest, ...rows.map((row) => points([row]))) + (ports === 0 ? 0 : 28)) / 72
}

/** The tooltip: labels and numbers that the box does not show in full. Empty if it shows everything. */
function hover(box: Box, digits: number): string {
  const lines: string[] = []
  const cut = (text: string): void => {
    if (shorten(text, LABEL_LENGTH) !== text) lines.push(tooltip(shorten(visible(text), LONG_LENGTH)))
  }
  const number = (name: string, x: number | undefined): void => {
    if (x !== undefined && Number.isFinite(x) && Number(x.toPrecision(digits)) !== x) lines.push(`${name} ${x}`)
  }
  cut(box.label)
  cut(box.symbol)
  number('data', box.data)
  number('grad', box.grad)
  return lines.join('\\n')
}

/** The title, cut to `LONG_LENGTH` and escaped. */
export const plain = (text: string): string => quoted(shorten(text, LONG_LENGTH))
