/** Loss and metric curves. */
import { checkBoolean, checkFinite, oneOf, show } from '@gradus/engine/errors'
import { formatNumber } from '@gradus/svg'
import { describeSeries } from '../figure/describe.js'
import { Edge } from '../figure/edge.js'
import { figure } from '../figure/figure.js'
import type { ScaleName } from '../figure/numbers.js'
import { domainOf, faultOf } from '../figure/numbers.js'
import { plane } from '../figure/plane.js'
import { decimate } from '../marks/decimate.js'
import { drawLine } from '../marks/line.js'
import { markPoint, sayNothing } from '../marks/notes.js'
import { colorOf, dashOf } from '../marks/symbols.js'
import type { PlotOptions } from '../options.js'
import { checkNumbers, checkSameLength, checkText, look } from '../options.js'

export interface CurvesOptions extends PlotOptions {
  /** The name of the horizontal axis, and its unit. Default 'epoch'. */
  xLabel?: string
  /** The name of the vertical axis, and its unit. Default 'loss'. */
  yLabel?: string
  /** The vertical axis. Default 'linear'. */
  scale?: ScaleName
  /** The x of the first value of each curve. Default 1. */
  first?: number
  /** The x of each value, in ascending order, for curves without a value at every x. Default first, first + 1, … */
  at?: ArrayLike<number>
  /** The point to mark: the lowest or highest value of `bestOf`. Default 'lowest'. */
  best?: 'lowest' | 'highest' | 'none'
  /** The name of the curve whose best point is marked. Default 'validation' if there is one, else the last. */
  bestOf?: string
  /** Whether x is counted in whole numbers. Default true. */
  whole?: boolean
}

/**
 * Returns an SVG plot of one or more curves, such as the loss after each epoch. The best point is marked. A value that cannot be
 * drawn (NaN, ∞, or ≤ 0 on a log axis) is a gap in the curve, is marked at the edge and counted in the caption.
 *
 * @param curves the values of each curve by name
 * @throws TypeError or RangeError if a curve is not a list of numbers, or for an option that is unknown or out of range
 * @example
 * plotCurves({ training: [0.9, 0.4, 0.3], validation: [1, 0.6, 0.7] }).includes('best: epoch 2') // => true
 */
export function plotCurves(curves: Readonly<Record<string, ArrayLike<number>>>, options: CurvesOptions = {}): string {
  const own = ['xLabel', 'yLabel', 'scale', 'first', 'at', 'best', 'bestOf', 'whole']
  const all = look('plotCurves', options, own)
  const { xLabel = 'epoch', yLabel = 'loss', scale = 'linear', first = 1, best = 'lowest', whole = true } = options
  if (typeof curves !== 'object' || curves === null || Array.isArray(curves)) {
    throw new TypeError(`plotCurves: the curves are ${show(curves)}. Pass an object with a list of numbers per name.`)
  }
  const named = Object.entries(curves)
  for (const [name, values] of named) checkNumbers('plotCurves', `the curve ${show(name)}`, values)
  checkText('plotCurves', 'the option xLabel', xLabel)
  checkText('plotCurves', 'the option yLabel', yLabel)
  oneOf('plotCurves', 'the option scale', scale, ['linear', 'log'])
  oneOf('plotCurves', 'the option best', best, ['lowest', 'highest', 'none'])
  checkFinite('plotCurves', 'the option first', first)
  checkBoolean('plotCurves', 'the option whole', whole)
  const names = named.map(([name]) => name)
  const { bestOf = names.includes('validation') ? 'validation' : (names.at(-1) ?? '') } = options
  if (named.length > 0) oneOf('plotCurves', 'the option bestOf', bestOf, names)

  const xs = options.at
  if (xs !== undefined) checkPlaces(options, xs, named)
  const at = (i: number) => xs?.[i] ?? first + i
  const mark = best === 'none' ? undefined : bestIndex(curves[bestOf] ?? [], best, scale)
  const longest = Math.max(0, ...named.map(([, values]) => values.length))
  // A curve of one value begins at the left too.
  const ends = longest === 0 ? [] : [at(0), longest === 1 ? at(0) + 1 : at(longest - 1)]
  const xDomain = domainOf([ends], 'linear', 0.01)
  const yDomain = domainOf(
    named.map(([, values]) => values),
    scale,
  )

  return figure(all, {
    name: `${yLabel} against ${xLabel}`,
    desc: `${yLabel} against ${xLabel}. ${named.map(([name, values]) => describeSeries(name, values)).join(' ')}`,
    legend: named.map(([label], i) => ({ label, color: colorOf(all.theme, i), mark: { line: dashOf(i) } })),
    draw: (rect) => {
      const room = plane(rect, all, {
        x: { label: xLabel, domain: xDomain, whole },
        y: { label: yLabel, domain: yDomain, scale },
      })
      const edge = new Edge(room, all)
      const lines = named.map(([, values], i) => {
        const kept = visible(values, at, scale, rect.width)
        edge.leaveOut(values.length - kept.length)
        const placed = edge.placeAll(
          kept.map(at),
          kept.map((k) => values[k]!),
        )
        // With many curves, each has a share of the size of the file.
        return drawLine(
          placed.xs,
          placed.ys,
          { color: colorOf(all.theme, i), dash: dashOf(i), width: all.line },
          Math.max(1, named.length / 4),
        )
      })
      const notes = []
      if (mark !== undefined) {
        const [x, y] = [at(mark), curves[bestOf]![mark]!]
        notes.push(markPoint(room, all, x, y, `best: ${xLabel} ${formatNumber(x, 8)}, ${formatNumber(y)}`))
      }
      if (edge.drawn === 0) notes.push(sayNothing(room, all, 'No values to draw'))
      return { svg: room.frame + lines.join('') + edge.draw() + notes.join(''), caption: edge.sentences('values') }
    },
  })
}

function checkPlaces(
  options: CurvesOptions,
  xs: ArrayLike<number>,
  named: readonly (readonly [string, ArrayLike<number>])[],
): void {
  if (options.first !== undefined) throw new TypeError('plotCurves: there are first and at. Pass one of them.')
  checkNumbers('plotCurves', 'the option at', xs)
  for (const [name, values] of named) {
    checkSameLength('plotCurves', 'places in at', xs.length, `values of ${show(name)}`, values.length)
  }
  for (let i = 0; i < xs.length; i++) {
    if (Number.isFinite(xs[i]) && (i === 0 || xs[i]! > xs[i - 1]!)) continue
    throw new RangeError(
      `plotCurves: the option at has ${xs[i]} at index ${i}. Pass finite numbers in ascending order.`,
    )
  }
}

/**
 * The indices of the values to draw. Of a curve with more values than pixels these are the extremes of each column, so that it
 * takes little time to place them. All, if some have no place, because those are counted.
 */
function visible(values: ArrayLike<number>, at: (k: number) => number, scale: ScaleName, width: number): number[] {
  const n = values.length
  const isLong = n > 4 * width
  let hasFault = false
  for (let k = 0; isLong && k < n && !hasFault; k++) hasFault = faultOf(values[k]!, scale) !== undefined
  if (!isLong || hasFault) return Array.from({ length: n }, (_, k) => k)
  const positions = new Float64Array(n)
  const scaled = width / (at(n - 1) - at(0))
  for (let k = 0; k < n; k++) positions[k] = (at(k) - at(0)) * scaled
  return decimate(positions, values)
}

function bestIndex(values: ArrayLike<number>, best: 'lowest' | 'highest', scale: ScaleName): number | undefined {
  const sign = best === 'lowest' ? 1 : -1
  let found: number | undefined
  for (let i = 0; i < values.length; i++) {
    if (
      faultOf(values[i]!, scale) === undefined &&
      (found === undefined || sign * values[i]! < sign * values[found]!)
    ) {
      found = i
    }
  }
  return found
}
