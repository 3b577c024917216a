/** The weights of a layer: an image for each unit, or one matrix. */
import { show } from '@gradus/engine/errors'
import { formatNumber, textWidth } from '@gradus/svg'
import { count } from '../figure/edge.js'
import { figure } from '../figure/figure.js'
import { type Domain, faultOf } from '../figure/numbers.js'
import { columnsFor, panels } from '../figure/panels.js'
import type { Rect } from '../figure/plane.js'
import { plane } from '../figure/plane.js'
import { cutMiddle } from '../figure/text-lines.js'
import { drawCells, drawRamp, largestSize, rampHeight } from '../marks/cells.js'
import type { Look, PlotOptions } from '../options.js'
import { checkNumbers, checkText, look } from '../options.js'

export interface WeightsOptions extends PlotOptions {
  /** The rows and columns of the image that the inputs form, such as [28, 28]. Default: one matrix for the whole layer. */
  shape?: readonly [rows: number, columns: number]
  /** The names of the units. Default 'unit 1', 'unit 2', … */
  names?: readonly string[]
  /** The names of the inputs, for a matrix. Default 1, 2, … */
  inputs?: readonly string[]
}

/** The most rows of images. More would make a picture that no screen shows. */
const MOST_ROWS = 8

/**
 * Returns an SVG picture of the weights of a layer. Orange is positive, blue negative, and strong colors are large weights. All units
 * share one color scale. With `shape` each unit is an image; otherwise row i of the matrix has the weights of unit i.
 *
 * @param weights a row per unit, with a weight per input and without the bias
 * @throws TypeError or RangeError if the rows are not numbers or differ in length, or if an option is unknown or does not fit them
 * @example
 * plotWeights([[0.5, -1, 2, 0], [1, 1, -1, -1]], { shape: [2, 2] }).startsWith('<svg') // => true
 */
export function plotWeights(weights: readonly ArrayLike<number>[], options: WeightsOptions = {}): string {
  const where = 'plotWeights'
  const all = look(where, options, ['shape', 'names', 'inputs'])
  const inputs = checkWeights(where, weights)
  const names = checkNames(where, 'unit', options.names, weights.length)
  const inputNames = checkNames(where, 'input', options.inputs, inputs)
  if (options.shape !== undefined && options.inputs !== undefined) {
    throw new RangeError(`${where}: there are both shape and inputs, and images have no names. Leave out one of them.`)
  }
  const largest = largestSize(weights)
  const bad = weights.reduce(
    (sum, row) => sum + Array.from(row).filter((w) => faultOf(w, 'linear') !== undefined).length,
    0,
  )
  const caption = [
    `Orange is positive, blue negative. The largest weight has size ${formatNumber(largest)}.`,
    bad === 0
      ? ''
      : `${count(bad)} of ${count(weights.length * inputs)} weights are NaN, infinite or beyond 1e300 (×).`,
  ].filter((sentence) => sentence !== '')
  const desc = `${count(weights.length)} units with ${count(inputs)} inputs each. ${caption.join(' ')}`
  if (options.shape === undefined) return drawMatrix(weights, names, inputNames, largest, desc, caption, all)
  const [rows, columns] = checkShape(where, options.shape, inputs)

  const across = columnsFor(weights.length, all.width, Math.max(70, all.width / 10))
  const shown = Math.min(weights.length, across * MOST_ROWS)
  if (shown < weights.length) caption.push(`The first ${shown} of ${count(weights.length)} units.`)
  const down = Math.ceil(shown / across)
  const ratio = (down * (rows / columns) * 0.95) / across + (down * 30 + 60) / all.width
  return figure(all, {
    name: 'Weights as images',
    desc,
    least: down * 50 + 60,
    ratio: Math.min(3, ratio),
    draw: (rect) => {
      const { images, ramp } = withRamp(rect, largest, all)
      const places = panels(images, names.slice(0, shown), across, all)
      const drawn = places.map(({ title, rect }, i) => {
        const pixels = Array.from({ length: rows }, (_, r) =>
          Array.from(weights[i]!).slice(r * columns, (r + 1) * columns),
        )
        return title + drawCells(inside(rect, columns / rows), pixels, largest, all)
      })
      return { svg: drawn.join('') + ramp, caption }
    },
  })
}

function drawMatrix(
  weights: readonly ArrayLike<number>[],
  names: readonly string[],
  inputNames: readonly string[],
  largest: number,
  desc: string,
  caption: string[],
  all: Look,
): string {
  return figure(all, {
    name: 'Weights',
    desc,
    ratio: Math.min(0.9, 0.3 + weights.length * 0.03),
    draw: (rect) => {
      const { images, ramp } = withRamp(rect, largest, all)
      const labels = names.map((name) => cutMiddle(name.replace(/^unit /, ''), rect.width * 0.25, all.size))
      const inputs = inputNames.map((name) => name.replace(/^input /, ''))
      const y = { label: 'unit', domain: [0, weights.length] as Domain, names: labels.reverse() }
      const numbered = { label: 'input', domain: [0.5, inputs.length + 0.5] as Domain, whole: true }
      const room = plane(images, all, { x: numbered, y })
      const widest = Math.max(...inputs.map((name) => textWidth(name, all.size)))
      if (inputs.some((name, i) => name !== String(i + 1))) {
        if (widest + all.size <= room.area.width / inputs.length) {
          const named = plane(images, all, { x: { label: 'input', domain: [0, inputs.length], names: inputs }, y })
          return { svg: named.frame + drawCells(named.area, weights, largest, all) + ramp, caption }
        }
        caption = [...caption, `Inputs: ${inputs.map((name, i) => `${i + 1} ${name}`).join(', ')}.`]
      }
      return { svg: room.frame + drawCells(room.area, weights, largest, all) + ramp, caption }
    },
  })
}

/** The color scale at the bottom, and the rectangle that remains above. */
function withRamp(rect: Rect, largest: number, all: Look): { images: Rect; ramp: string } {
  const height = rampHeight(all.size)
  const width = Math.min(rect.width, 260)
  return {
    images: { ...rect, height: Math.max(10, rect.height - height - all.size * 0.6) },
    ramp: drawRamp(rect.x, rect.y + rect.height - height, width, largest, all),
  }
}

/** The largest rectangle with this ratio of width to height, at the top left. */
function inside({ x, y, width, height }: Rect, ratio: number): Rect {
  const fits = Math.max(1, Math.min(width, height * ratio))
  return { x, y, width: fits, height: fits / ratio }
}

function checkWeights(where: string, weights: readonly ArrayLike<number>[]): number {
  if (!Array.isArray(weights) || weights.length === 0) {
    throw new TypeError(`${where}: the weights are ${show(weights)}. Pass an array with a row of numbers per unit.`)
  }
  weights.forEach((row: ArrayLike<number>, i) => checkNumbers(where, `row ${i}`, row))
  const inputs = (weights[0] as ArrayLike<number>).length
  weights.forEach((row: ArrayLike<number>, i) => {
    if (row.length !== inputs || inputs === 0) {
      throw new RangeError(
        `${where}: row ${i} has ${row.length} weights, and row 0 has ${inputs}. Pass rows of equal length, at least 1.`,
      )
    }
  })
  return inputs
}

/** The names of units or inputs. */
function checkNames(
  where: string,
  what: 'unit' | 'input',
  names: readonly string[] | undefined,
  most: number,
): string[] {
  if (names === undefined) return Array.from({ length: most }, (_, i) => `${what} ${i + 1}`)
  const option = what === 'unit' ? 'names' : 'inputs'
  if (!Array.isArray(names))
    throw new TypeError(`${where}: the option ${option} is ${show(names)}. Pass an array of strings.`)
  names.forEach((name, i) => checkText(where, what === 'unit' ? `name ${i}` : `the name of input ${i}`, name))
  if (names.length !== most) {
    throw new RangeError(
      `${where}: there are ${most} ${what}s and ${names.length} names. Pass a name for each ${what}.`,
    )
  }
  return [...names] as string[]
}

function checkShape(where: string, shape: unknown, inputs: number): readonly [number, number] {
  const ok = Array.isArray(shape) && shape.length === 2 && shape.every((n) => Number.isInteger(n) && n > 0)
  if (!ok) throw new RangeError(`${where}: the option shape is ${show(shape)}. Pass the number of rows and of columns.`)
  const [rows, columns] = shape as [number, number]
  if (rows * columns === inputs) return [rows, columns]
  throw new RangeError(
    `${where}: the option shape is ${rows} × ${columns}, and a unit has ${inputs} inputs. Pass a shape with as many places.`,
  )
}
