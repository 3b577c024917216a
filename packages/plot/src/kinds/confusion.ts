/** The confusion matrix of a classifier. */
import { show } from '@gradus/engine/errors'
import { cutToWidth, element, formatNumber, text, textWidth } from '@gradus/svg'
import { count } from '../figure/edge.js'
import { figure } from '../figure/figure.js'
import type { Rect } from '../figure/plane.js'
import { ASCENT, MIDDLE } from '../figure/plane.js'
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
    draw: (rect) => ({ svg: drawMatrix(rect, matrix, names, all), caption: [caption] }),
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
  { theme, size }: Look,
): string {
  const n = names.length
  const top = size * 3.6
  // Columns have names if all fit. Otherwise rows and columns have numbers, and rows have names too.
  const widest = Math.max(...names.map((name) => textWidth(name, size)))
  const side = Math.min(rect.width * 0.35, widest + textWidth('00  ', size)) + size
  const cell = { width: (rect.width - side) / n, height: (rect.height - top) / n }
  const named = widest + size * 0.6 <= cell.width
  const rowName = (i: number) => (named ? names[i]! : `${i} ${names[i]!}`)
  const [x0, y0] = [rect.x + side, rect.y + top]
  const label = (i: number) => (named ? names[i]! : String(i))
  // Rows and columns of a large matrix are too narrow for a label each.
  const everyRow = Math.ceil((size * 1.25) / cell.height)
  const everyColumn = Math.ceil((textWidth(String(n), size) + size * 0.4) / cell.width)
  const fill = theme.text

  const parts = [
    text(cutToWidth('true class', side, size), { x: rect.x, y: rect.y + top - size * 0.5, size, fill: theme.muted }),
    text(cutToWidth('predicted class', rect.width - side, size), { x: x0 + (rect.width - side) / 2, y: rect.y + size * ASCENT, size, fill: theme.muted, anchor: 'middle' }),
  ] // prettier-ignore
  for (let i = 0; i < n; i++) {
    const total = sum(matrix[i]!)
    if (i % everyRow === 0) {
      const shown = cutMiddle(rowName(i), side - size * 0.6, size)
      parts.push(
        text(shown, { x: x0 - size * 0.6, y: y0 + (i + 0.5) * cell.height + size * MIDDLE, size, fill, anchor: 'end' }),
      )
    }
    if (named || i % everyColumn === 0) {
      parts.push(text(label(i), { x: x0 + (i + 0.5) * cell.width, y: y0 - size * 0.5, size, fill, anchor: 'middle' }))
    }
    for (let k = 0; k < n; k++) {
      const value = matrix[i]![k]!
      const at = { x: x0 + k * cell.width, y: y0 + i * cell.height }
      parts.push(drawCell(value, total === 0 ? 0 : value / total, i === k, { ...at, ...cell }, { theme, size }))
    }
  }
  return parts.join('')
}

/** A number smaller than 8 pixels is not drawn; its color remains. */
function drawCell(
  value: number,
  share: number,
  right: boolean,
  { x, y, width, height }: Rect,
  { theme, size }: Pick<Look, 'theme' | 'size'>,
): string {
  const shown = formatCount(value)
  const font = Math.floor(Math.min(size, height * 0.8, (size * (width - 4)) / textWidth(shown, size)) * 2) / 2
  return [
    element('rect', {
      x: x + 0.5,
      y: y + 0.5,
      width: width - 1,
      height: height - 1,
      fill: right ? theme.negative : theme.positive,
      'fill-opacity': share * STRONGEST,
      stroke: theme.grid,
    }),
    font < 8
      ? ''
      : text(shown, {
          x: x + width / 2,
          y: y + height / 2 + font * MIDDLE,
          size: font,
          fill: value === 0 ? theme.muted : theme.text,
          anchor: 'middle',
        }),
  ].join('')
}
