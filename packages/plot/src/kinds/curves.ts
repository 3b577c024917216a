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
import { checkNumbers, checkText, look } from '../options.js'

export interface CurvesOptions extends PlotOptions {
  /** The name of the horizontal axis, and its unit. Default 'epoch'. */
  xLabel?: string
  /** The name of the vertical axis, and its unit. Default 'loss'. */
  yLabel?: string
  /** The vertical axis. Default 'linear'. */
  scale?: ScaleName
  /** The x of the first value of each curve. Default 1. */
  first?: number
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
  const own = ['xLabel', 'yLabel', 'scale', 'first', 'best', 'bestOf', 'whole']
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

  const at = (i: number) => first + i
  const mark = best === 'none' ? undefined : bestIndex(curves[bestOf] ?? [], best, scale)
  const longest = Math.max(0, ...named.map(([, values]) => values.length))
  // A curve of one value begins at the left too.
  const xDomain = domainOf([longest === 0 ? [] : [first, at(Math.max(1, longest - 1))]], 'linear', 0.01)
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
        const kept = visible(values, scale, rect.width)
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

/**
 * The indices of the values to draw. Of a curve with more values than pixels these are the extremes of each column, so that it
 * takes little time to place them. All, if some have no place, because those are counted.
 */
function visible(values: ArrayLike<number>, scale: ScaleName, width: number): number[] {
  const n = values.length
  const isLong = n > 4 * width
  let hasFault = false
  for (let k = 0; isLong && k < n && !hasFault; k++) hasFault = faultOf(values[k]!, scale) !== undefined
  if (!isLong || hasFault) return Array.from({ length: n }, (_, k) => k)
  const positions = new Float64Array(n)
  for (let k = 0; k < n; k++) positions[k] = (k / n) * width
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
