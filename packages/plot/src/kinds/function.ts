/** A function of one variable with its derivatives, and activation functions. */
import * as engine from '@gradus/engine'
import { derivative, Value } from '@gradus/engine'
import { checkWhole, mustBeFunction, mustBeNumber, show } from '@gradus/engine/errors'
import { element } from '@gradus/svg'
import { describeSeries } from '../figure/describe.js'
import { Edge } from '../figure/edge.js'
import { figure } from '../figure/figure.js'
import type { Domain } from '../figure/numbers.js'
import { domainOf, robust } from '../figure/numbers.js'
import { columnsFor, LEAST_PANEL, panels } from '../figure/panels.js'
import type { Plane, Rect } from '../figure/plane.js'
import { plane, round } from '../figure/plane.js'
import { cutMiddle } from '../figure/text-lines.js'
import { drawLine } from '../marks/line.js'
import { sayNothing } from '../marks/notes.js'
import { colorOf } from '../marks/symbols.js'
import { thin } from '../marks/thin.js'
import type { Look, PlotOptions } from '../options.js'
import { checkInterval, checkText, look } from '../options.js'

export interface FunctionOptions extends PlotOptions {
  /** The highest derivative to draw: 0, 1 or 2. Default 2. */
  order?: number
  /** The name of the function in the legend. Default 'f'. */
  name?: string
  /** The name of the variable, and its unit. Default 'x'. */
  xLabel?: string
  /** The name of the vertical axis, and its unit. Default: the names of the curves. */
  yLabel?: string
  /** The range of the vertical axis. Default: that of the curves, without the ends of very steep parts. */
  y?: readonly [number, number]
  /** An x whose points on the curves are marked. Default none. */
  at?: number
}

export interface ActivationsOptions extends PlotOptions {
  /** The range of z. Default [-4, 4]. */
  range?: readonly [number, number]
}

/** A function of one Value, such as an operation of the engine. */
export type UnaryFunction = (x: Value) => Value | number

/** At how many places a function is computed. */
const PLACES = 600
const PRIMES = ['', '′', '″']

/**
 * Returns an SVG plot of a function and of its first and second derivative, which the engine computes exactly. Where the
 * function is not finite, the derivatives are left out.
 *
 * @param f from a Value to a Value
 * @param range the least and the largest x
 * @throws TypeError or RangeError if `f` is not a function, the range is empty, or for an option that is unknown or out of range
 * @example
 * plotFunction((x) => x.tanh(), [-3, 3], { name: 'tanh' }).includes('tanh″') // => true
 */
export function plotFunction(
  f: UnaryFunction,
  range: readonly [number, number],
  options: FunctionOptions = {},
): string {
  const where = 'plotFunction'
  const all = look(where, options, ['order', 'name', 'xLabel', 'yLabel', 'y', 'at'])
  const { order = 2, name = 'f', xLabel = 'x' } = options
  if (typeof f !== 'function') throw mustBeFunction(where, 'f', f)
  checkInterval(where, 'the range', range)
  checkWhole(where, 'the option order', order, 0)
  if (order > 2) throw new RangeError(`${where}: the option order is ${order}. Pass 0, 1 or 2.`)
  checkText(where, 'the option name', name)
  checkText(where, 'the option xLabel', xLabel)
  if (options.yLabel !== undefined) checkText(where, 'the option yLabel', options.yLabel)
  if (options.y !== undefined) checkInterval(where, 'the option y', options.y)
  if (options.at !== undefined && typeof options.at !== 'number') throw mustBeNumber(where, 'the option at', options.at)

  const curves = sample(where, f, range, order).map((ys, k) => ({ name: name + PRIMES[k]!, ys }))
  const yLabel = options.yLabel ?? curves.map((curve) => `${curve.name}(${xLabel})`).join(', ')
  const labels = { x: xLabel, y: yLabel }
  return figure(all, {
    name: `${name} and its derivatives`,
    desc: `${name} for ${xLabel} from ${range[0]} to ${range[1]}. ${curves.map((c) => describeSeries(c.name, c.ys)).join(' ')}`,
    legend: curves.map((curve, k) => ({
      label: curve.name,
      color: colorOf(all.theme, k),
      mark: { line: DASHES[k], width: WIDTHS[k]! },
    })),
    draw: (rect) =>
      drawCurves(
        rect,
        range,
        curves.map((c) => c.ys),
        options.y,
        labels,
        all,
        options.at === undefined ? undefined : { x: options.at, ys: valuesAt(where, f, options.at, order) },
      ),
  })
}

/**
 * Returns an SVG plot of activation functions, a panel for each, with their first derivatives.
 *
 * @param functions functions from a Value to a Value by name. Default: the engine's.
 * @throws TypeError or RangeError if one is not a function, or for an option that is unknown or out of range
 * @example
 * plotActivations({ tanh: (z) => z.tanh(), relu: (z) => z.relu() }).startsWith('<svg') // => true
 */
export function plotActivations(
  functions: Readonly<Record<string, UnaryFunction>> = DEFAULT,
  options: ActivationsOptions = {},
): string {
  const where = 'plotActivations'
  const all = look(where, options, ['range'])
  const { range = [-4, 4] } = options
  checkInterval(where, 'the option range', range)
  if (typeof functions !== 'object' || functions === null) {
    throw new TypeError(`${where}: the functions are ${show(functions)}. Pass an object with a function per name.`)
  }
  const named = Object.entries(functions).map(([name, f]) => {
    if (typeof f !== 'function') throw mustBeFunction(where, show(name), f)
    return { name, curves: sample(where, f, range, 1) }
  })
  if (named.length === 0 || named.length > 24) {
    throw new RangeError(`${where}: there are ${named.length} functions. Pass 1 to 24.`)
  }
  const columns = columnsFor(named.length, all.width, Math.max(180, all.width / 4.5))
  const rows = Math.ceil(named.length / columns)
  return figure(all, {
    name: 'Activation functions',
    desc: `g and its derivative for z from ${range[0]} to ${range[1]}. ${named.map(({ name, curves }) => describeSeries(name, curves[0]!)).join(' ')}`,
    least: rows * LEAST_PANEL,
    ratio: Math.max(0.56, (rows * Math.max(200, all.width / 6)) / all.width),
    legend: ['activation g(z)', 'slope g′(z)'].map((label, k) => ({
      label,
      color: colorOf(all.theme, k),
      mark: { line: DASHES[k], width: WIDTHS[k]! },
    })),
    draw: (rect) => {
      const places = panels(
        rect,
        named.map(({ name }) => name),
        columns,
        all,
      )
      const bodies = named.map(({ curves }, i) =>
        drawCurves(places[i]!.rect, range, curves, undefined, { x: 'z', y: '' }, all),
      )
      return {
        svg: places.map(({ title }) => title).join('') + bodies.map(({ svg }) => svg).join(''),
        caption: bodies.flatMap(({ caption }, i) =>
          caption.map((sentence) => `${cutMiddle(named[i]!.name, 150, all.size)}: ${sentence}`),
        ),
      }
    },
  })
}

const { elu, gelu, leakyRelu, relu, sigmoid, silu, softplus, tanh } = engine
const DEFAULT: Readonly<Record<string, UnaryFunction>> = { sigmoid, tanh, relu, leakyRelu, elu, softplus, silu, gelu }
/** Times that of a curve. */
const WIDTHS = [1.2, 1, 1]
const DASHES = [undefined, '7 4', '2 3']

/** The function and its derivatives at places from the least to the largest x. A list for each. */
function sample(where: string, f: UnaryFunction, [low, high]: Domain, order: number): number[][] {
  const lists: number[][] = Array.from({ length: order + 1 }, () => [])
  for (let i = 0; i <= PLACES; i++) {
    valuesAt(where, f, low + (i / PLACES) * (high - low), order).forEach((y, k) => lists[k]!.push(y))
  }
  return lists
}

/** The function and its derivatives at x. Where the function is not finite, it has no derivatives: they are NaN. */
function valuesAt(where: string, f: UnaryFunction, x: number, order: number): number[] {
  const checked = (x: Value): Value => {
    const y = f(x)
    if (y instanceof Value) return y
    if (typeof y === 'number') return x.mul(0).add(y)
    throw new TypeError(`${where}: f returned ${show(y)}. Return a Value or a number.`)
  }
  const value = checked(new Value(x)).data
  const slope = (k: number) => (Number.isFinite(value) ? derivative(checked, x, k) : NaN)
  return Array.from({ length: order + 1 }, (_, k) => (k === 0 ? value : slope(k)))
}

function drawCurves(
  rect: Rect,
  range: Domain,
  curves: readonly number[][],
  given: Domain | undefined,
  labels: { x: string; y: string },
  all: Look,
  marked?: { readonly x: number; readonly ys: readonly number[] },
) {
  const domain = given ?? domainOf([robust(curves.flat())], 'linear', 0.06)
  const room = plane(rect, all, { x: { label: labels.x, domain: range }, y: { label: labels.y, domain } })
  const edge = new Edge(room, all)
  const lines = curves.map((ys, k) => {
    const xs = ys.map((_, i) => range[0] + (i / PLACES) * (range[1] - range[0]))
    // Where the function is not finite, its own mark says so.
    const isMissing = (i: number) => k > 0 && !Number.isFinite(curves[0]![i]!)
    const placed = ys.map((y, i) => (isMissing(i) ? undefined : edge.place(xs[i]!, y)))
    const { xs: keptXs, ys: keptYs } = thin(
      placed.map((at, i) => at?.[0] ?? room.atX(xs[i]!)),
      placed.map((at) => at?.[1] ?? NaN),
    )
    return drawLine(keptXs, keptYs, {
      color: colorOf(all.theme, k),
      dash: DASHES[k],
      width: WIDTHS[k]! * all.line,
    })
  })
  const note = edge.drawn === 0 ? sayNothing(room, all, 'No values to draw') : ''
  const points = marked === undefined ? '' : drawPoints(room, domain, marked, all)
  return {
    svg: room.frame + lines.join('') + points + edge.draw() + note,
    caption: edge.sentences('computed values'),
  }
}

/** A line at x, and a point on each curve that is in the picture there. */
function drawPoints(
  { area, x: axis, atX, atY }: Plane,
  [low, high]: Domain,
  { x, ys }: { readonly x: number; readonly ys: readonly number[] },
  { theme, line }: Look,
): string {
  if (!(x >= axis.domain[0] && x <= axis.domain[1])) return ''
  const cx = round(atX(x))
  const rule = element('path', { d: `M${cx} ${round(area.y)}v${round(area.height)}`, stroke: theme.border })
  const points = ys.map((y, k) =>
    y >= low && y <= high
      ? element('circle', { cx, cy: round(atY(y)), r: 3 * line, fill: colorOf(theme, k), stroke: theme.background })
      : '',
  )
  return rule + points.reverse().join('')
}
