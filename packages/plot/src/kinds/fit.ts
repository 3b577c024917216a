/** How well a regression fits: the fitted curve, or predictions against targets; and the residuals. */
import { element, formatNumber } from '@gradus/svg'
import { describeSeries } from '../figure/describe.js'
import { Edge } from '../figure/edge.js'
import { figure } from '../figure/figure.js'
import type { Domain } from '../figure/numbers.js'
import { domainOf, faultOf, robust } from '../figure/numbers.js'
import type { Plane } from '../figure/plane.js'
import { plane, round } from '../figure/plane.js'
import { drawLine } from '../marks/line.js'
import { sayNothing } from '../marks/notes.js'
import { scatter } from '../marks/scatter.js'
import { colorOf } from '../marks/symbols.js'
import type { Look, PlotOptions } from '../options.js'
import { checkText, look } from '../options.js'
import type { Examples, Predicts } from './targets.js'
import { checkModel, columnsOf, outputOf } from './targets.js'

export interface FitOptions extends PlotOptions {
  /** The name of the horizontal axis, and its unit. Default 'x' for one input, otherwise 'prediction'. */
  xLabel?: string
  /** The name of the vertical axis, and its unit. Default 'target' (`plotFit`), 'residual: target − prediction' (`plotResiduals`). */
  yLabel?: string
}

/** At how many places a fitted curve is computed. */
const PLACES = 400

/**
 * Returns an SVG plot of a regression. With one input it shows the targets against the input, and the model as a curve. With
 * more it shows the targets against the predictions, and the line where both are equal. The caption has R² and the root mean square error.
 *
 * @param model `predict` takes a row and returns a list of one number
 * @throws TypeError or RangeError if model, data and options do not fit together
 * @example
 * const model = { predict: ([x]: number[]) => [2 * x!] }
 * plotFit(model, { inputs: [[0], [1], [2]], targets: [0, 2, 5] }).includes('R² = 0.9211') // => true
 */
export function plotFit(model: Predicts, examples: Examples, options: FitOptions = {}): string {
  const where = 'plotFit'
  const data = prepare(where, model, examples, options)
  const { columns, targets, predictions, all, caption } = data
  const single = columns.length === 1
  const { xLabel = single ? 'x' : 'prediction', yLabel = 'target' } = options
  const xs = single ? columns[0]! : predictions
  const xDomain = domainOf([xs], 'linear')
  const curve = single ? curveOf((x) => outputOf(where, model, [x]), xDomain) : undefined
  const yDomain = domainOf(curve === undefined ? [targets] : [targets, near(curve.ys, targets)], 'linear')
  return figure(all, {
    name: 'Regression fit',
    desc: `${yLabel} against ${xLabel}. ${describeSeries(yLabel, targets)} ${caption}`,
    legend: [
      { label: 'examples', color: colorOf(all.theme, 0), mark: { symbol: 0 } },
      { label: single ? 'model' : 'target = prediction', color: colorOf(all.theme, 1), mark: { line: undefined } },
    ],
    draw: (rect) => {
      const room = plane(rect, all, { x: { label: xLabel, domain: xDomain }, y: { label: yLabel, domain: yDomain } })
      const stroke = { color: colorOf(all.theme, 1), width: all.line * 1.2 }
      // The curve has gaps where its values are not finite or far from all targets.
      const inside = (y: number) => y >= yDomain[0] && y <= yDomain[1]
      const line =
        curve === undefined
          ? diagonal(room, stroke.color)
          : drawLine(
              curve.xs.map(room.atX),
              curve.ys.map((y) => (inside(y) ? room.atY(y) : NaN)),
              stroke,
            )
      return points(room, xs, targets, line, caption, all)
    },
  })
}

/**
 * Returns an SVG plot of the residuals, target minus prediction, against the predictions. A good fit has no pattern there.
 *
 * @param model `predict` takes a row and returns a list of one number
 * @throws TypeError or RangeError if model, data and options do not fit together
 * @example
 * const model = { predict: ([x]: number[]) => [2 * x!] }
 * plotResiduals(model, { inputs: [[0], [1]], targets: [0, 3] }).startsWith('<svg') // => true
 */
export function plotResiduals(model: Predicts, examples: Examples, options: FitOptions = {}): string {
  const { targets, predictions, all, caption } = prepare('plotResiduals', model, examples, options)
  const { xLabel = 'prediction', yLabel = 'residual: target − prediction' } = options
  const residuals = targets.map((target, i) => target - predictions[i]!)
  const xDomain = domainOf([predictions], 'linear')
  const yDomain = domainOf([residuals, [0]], 'linear')
  return figure(all, {
    name: 'Residuals',
    desc: `${yLabel} against ${xLabel}. ${describeSeries('residual', residuals)} ${caption}`,
    draw: (rect) => {
      const room = plane(rect, all, { x: { label: xLabel, domain: xDomain }, y: { label: yLabel, domain: yDomain } })
      const { x, width } = room.area
      const zero = element('path', { d: `M${round(x)} ${round(room.atY(0))}h${round(width)}`, stroke: colorOf(all.theme, 1), 'stroke-width': 2 }) // oxfmt-ignore
      return points(room, predictions, residuals, zero, caption, all)
    },
  })
}

function prepare(where: string, model: Predicts, examples: Examples, options: FitOptions) {
  const all = look(where, options, ['xLabel', 'yLabel'])
  checkModel(where, model)
  const { columns, targets } = columnsOf(where, examples)
  for (const name of ['xLabel', 'yLabel'] as const) {
    if (options[name] !== undefined) checkText(where, `the option ${name}`, options[name])
  }
  const predictions = targets.map((_, i) =>
    outputOf(
      where,
      model,
      columns.map((column) => column[i]!),
    ),
  )
  return { all, columns, targets, predictions, caption: quality(targets, predictions) }
}

/** R² and the root mean square error of the examples whose target and prediction are finite. */
function quality(targets: readonly number[], predictions: readonly number[]): string {
  const finite = targets.flatMap((t, i) =>
    (faultOf(t, 'linear') ?? faultOf(predictions[i]!, 'linear')) ? [] : [[t, predictions[i]!] as const],
  )
  if (finite.length === 0) return 'No example has a finite target and a finite prediction.'
  const mean = finite.reduce((sum, [t]) => sum + t / finite.length, 0)
  const squares = (f: (pair: readonly [number, number]) => number) =>
    finite.reduce((sum, pair) => sum + f(pair) ** 2, 0)
  const error = squares(([t, o]) => t - o)
  const spread = squares(([t]) => t - mean)
  const ratio = error / spread
  // Targets that are all equal have no spread, and squares of very large numbers are infinite.
  const r2 = Number.isFinite(ratio) ? `R² = ${formatNumber(1 - ratio)}, ` : ''
  return `${r2}root mean square error ${formatNumber(Math.sqrt(error / finite.length))}, in the unit of the target.`
}

function curveOf(f: (x: number) => number, [low, high]: Domain): { xs: number[]; ys: number[] } {
  const xs = Array.from({ length: PLACES + 1 }, (_, i) => low + (i / PLACES) * (high - low))
  return { xs, ys: xs.map(f) }
}

/** The part of the curve that is at most as far from the targets as they are from each other. All of it without targets. */
function near(curve: readonly number[], targets: readonly number[]): number[] {
  const known = targets.filter((t) => faultOf(t, 'linear') === undefined)
  if (known.length === 0) return robust(curve)
  const [low, high] = domainOf([known], 'linear')
  return curve.filter((y) => y >= 2 * low - high && y <= 2 * high - low)
}

function points(room: Plane, xs: readonly number[], ys: readonly number[], line: string, caption: string, all: Look) {
  const edge = new Edge(room, all)
  const placed = edge.placeAll(xs, ys)
  const drawn = scatter(
    placed.xs,
    placed.ys,
    xs.map(() => 0),
    all,
  )
  const note = edge.drawn === 0 ? sayNothing(room, all, 'No points to draw') : ''
  return {
    svg: room.frame + drawn.svg + line + edge.draw() + note,
    caption: [caption, ...drawn.caption, ...edge.sentences()],
  }
}

/** The part of the line y = x that lies in the plane. */
function diagonal({ x, y, atX, atY }: Plane, color: string): string {
  const low = Math.max(x.domain[0], y.domain[0])
  const high = Math.min(x.domain[1], y.domain[1])
  if (low >= high) return ''
  return element('path', {
    d: `M${round(atX(low))} ${round(atY(low))}L${round(atX(high))} ${round(atY(high))}`,
    stroke: color,
    'stroke-width': 2,
  })
}
