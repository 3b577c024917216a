/** The confusion matrix of a classifier. */
import { show } from '@gradus/engine/errors'
import { element, formatNumber, text, textWidth } from '@gradus/svg'
import { count } from '../figure/edge.js'
import { figure } from '../figure/figure.js'
import type { Rect } from '../figure/plane.js'
import { ASCENT, MIDDLE, round } from '../figure/plane.js'
import { cutMiddle } from '../figure/text-lines.js'
import type { Look, PlotOptions } from '../options.js'
import { checkNumbers, look } from '../options.js'
import { classNames } from './classes.js'

export interface ConfusionOptions extends PlotOptions {
  /** The names of the classes. Default 'class 0', 'class 1', … */
  classes?: readonly string[]
}

/** The strongest color of a cell. More would make its number hard to read. */
export const STRONGEST = 0.55
const MOST_CLASSES = 60

/**
 * Returns an SVG plot of a confusion matrix. Each row is colored by its shares, so that rare classes are as visible as frequent
 * ones. Cells off the diagonal, the mistakes, have another color.
 *
 * @param matrix row t, column c: how many examples of class t were predicted as class c, as `confusionMatrix` of @gradus/nn gives it
 * @throws TypeError or RangeError if the matrix is not square, has more than 60 rows, or for an unknown option
 * @example
 * plotConfusion([[8, 2], [1, 9]], { classes: ['cat', 'dog'] }).includes('17 of 20 right (85 %)') // => true
 */
export function plotConfusion(matrix: readonly ArrayLike<number>[], options: ConfusionOptions = {}): string {
  const where = 'plotConfusion'
  const all = look(where, options, ['classes'])
  checkMatrix(where, matrix)
  const names = classNames(where, options.classes, matrix.length)
  const total = sum(matrix.map(sum))
  const right = sum(matrix.map((row, i) => row[i]!))
  const caption =
    total > 0
      ? `${formatCount(right)} of ${formatCount(total)} right (${formatNumber((right / total) * 100, 3)} %). Colors show shares of a row.`
      : 'There are no examples.'
  return figure(all, {
    name: 'Confusion matrix',
    desc: `${names.length} classes. ${caption}`,
    ratio: Math.min(0.9, 0.3 + 0.09 * names.length),
    draw: (rect) => {
      const { svg, hidden } = drawMatrix(rect, matrix, names, options.classes !== undefined, all)
      const notes = hidden === 0 ? [] : [`${count(hidden)} ${hidden === 1 ? 'count does' : 'counts do'} not fit.`]
      return { svg, caption: [caption, ...notes] }
    },
  })
}

function checkMatrix(where: string, matrix: readonly ArrayLike<number>[]): void {
  if (!Array.isArray(matrix)) throw new TypeError(`${where}: the matrix is ${show(matrix)}. Pass an array of rows.`)
  if (matrix.length === 0 || matrix.length > MOST_CLASSES) {
    throw new RangeError(`${where}: the matrix has ${matrix.length} rows. Pass 1 to ${MOST_CLASSES} rows.`)
  }
  matrix.forEach((row: ArrayLike<number>, i) => {
    checkNumbers(where, `row ${i}`, row)
    if (row.length !== matrix.length) {
      throw new RangeError(
        `${where}: row ${i} has ${row.length} numbers, and there are ${matrix.length} rows. Pass a square matrix.`,
      )
    }
    for (let k = 0; k < row.length; k++) {
      if (!(row[k]! >= 0 && row[k]! < Infinity)) {
        throw new RangeError(`${where}: row ${i} has ${row[k]} in column ${k}. Pass counts.`)
      }
    }
  })
}

const sum = (xs: ArrayLike<number>): number => Array.from(xs).reduce((a, b) => a + b, 0)
const formatCount = (n: number): string => (Number.isInteger(n) && n < 1e9 ? count(n) : formatNumber(n))

function drawMatrix(
  rect: Rect,
  matrix: readonly ArrayLike<number>[],
  names: readonly string[],
  isNamed: boolean,
  all: Look,
): { svg: string; hidden: number } {
  const { theme, size } = all
  const n = names.length
  const top = size * 3.1
  const widest = Math.max(...names.map((name) => textWidth(name, size)))
  const title = textWidth('true class', size)
  const side = Math.max(title, Math.min(rect.width * 0.35, widest + textWidth('00  ', size))) + size
  const cell = { width: (rect.width - side) / n, height: (rect.height - top) / n }
  // Columns have names if all fit. Otherwise rows and columns have numbers, and rows have names too.
  const fit = widest + size * 0.6 <= cell.width
  const rowName = (i: number) => (fit ? names[i]! : isNamed ? `${i} ${names[i]!}` : String(i))
  // Rows and columns of a large matrix are too narrow for a label each.
  const everyRow = Math.ceil((size * 1.25) / cell.height)
  const everyColumn = fit ? 1 : Math.ceil((textWidth(String(n), size) + size * 0.4) / cell.width)

  const [x0, y0] = [rect.x + side, rect.y + top]
  const label = (content: string, x: number, y: number, anchor: 'start' | 'middle' | 'end', fill = theme.text) =>
    text(content, { x, y, size, fill, anchor })
  const parts = [
    label('true class', rect.x, y0 - size * 0.5, 'start', theme.muted),
    label('predicted class', x0 + (rect.width - side) / 2, rect.y + size * ASCENT, 'middle', theme.muted),
  ]
  for (let i = 0; i < n; i++) {
    const [x, y] = [x0 + (i + 0.5) * cell.width, y0 + (i + 0.5) * cell.height]
    const row = cutMiddle(rowName(i), side - size * 0.6, size)
    if (i % everyRow === 0) parts.push(label(row, x0 - size * 0.6, y + size * MIDDLE, 'end'))
    if (i % everyColumn === 0) parts.push(label(fit ? names[i]! : String(i), x, y0 - size * 0.5, 'middle'))
  }
  const { svg, hidden } = drawCells({ x: x0, y: y0, ...cell }, matrix, all)
  return { svg: parts.join('') + svg, hidden }
}

/**
 * The cells, of which `first` is the one at the top left, and how many counts did not fit. In a large matrix a 0 is an empty
 * cell.
 */
function drawCells(
  first: Rect,
  matrix: readonly ArrayLike<number>[],
  { theme, size }: Look,
): { svg: string; hidden: number } {
  const { x, y, width, height } = first
  const n = matrix.length
  const colors: string[] = []
  const numbers: string[] = []
  let hidden = 0
  matrix.forEach((row, i) => {
    const total = sum(row)
    for (let k = 0; k < n; k++) {
      const value = row[k]!
      const [left, top] = [x + k * width, y + i * height]
      if (value > 0) {
        const color = { fill: i === k ? theme.negative : theme.positive, 'fill-opacity': (value / total) * STRONGEST }
        colors.push(element('rect', { x: left, y: top, width, height, ...color }))
      }
      const shown = formatCount(value)
      const font = Math.floor(Math.min(size, height * 0.8, (size * (width - 4)) / textWidth(shown, size)) * 2) / 2
      if (value === 0 && n > 12) continue
      if (font < 8) {
        // A smaller number could not be read. Its color remains.
        hidden++
        continue
      }
      const at = { x: left + width / 2, y: top + height / 2 + font * MIDDLE }
      numbers.push(text(shown, { ...at, size: font, fill: value === 0 ? theme.muted : theme.text, anchor: 'middle' }))
    }
  })
  const lines = Array.from({ length: n + 1 }, (_, i) => {
    const [vertical, horizontal] = [round(x + i * width), round(y + i * height)]
    return `M${vertical} ${round(y)}v${round(n * height)}M${round(x)} ${horizontal}h${round(n * width)}`
  })
  const grid = element('path', { d: lines.join(''), stroke: theme.grid })
  return { svg: colors.join('') + grid + numbers.join(''), hidden }
}
