/** The loss at rising learning rates, which shows the rates that work. */
import { show } from '@gradus/engine/errors'
import { formatNumber } from '@gradus/svg'
import { describeSeries } from '../figure/describe.js'
import { Edge } from '../figure/edge.js'
import { figure } from '../figure/figure.js'
import type { ScaleName } from '../figure/numbers.js'
import { domainOf, faultOf } from '../figure/numbers.js'
import { plane } from '../figure/plane.js'
import { drawLine } from '../marks/line.js'
import { markPoint, sayNothing } from '../marks/notes.js'
import { colorOf } from '../marks/symbols.js'
import type { PlotOptions } from '../options.js'
import { look } from '../options.js'

export interface RatesOptions extends PlotOptions {
  /** The axis of the loss. Default 'linear'. */
  scale?: ScaleName
}

/** A learning rate, and the loss of the batch that was trained with it. */
export interface RateAndLoss {
  lr: number
  loss: number
}

/**
 * Returns an SVG plot of the loss against the learning rate, with a smoothed curve. The place where the smoothed curve falls
 * steepest is marked: usually a good rate.
 *
 * @param points rates and losses in the order of the sweep, as `learningRateRange` of @gradus/nn returns them
 * @throws TypeError or RangeError if the points are not rates and losses, or for an unknown option
 * @example
 * const points = [1, 0.9, 0.4, 0.3, 2].map((loss, i) => ({ lr: 10 ** (i - 4), loss }))
 * plotRates(points).includes('steepest: rate') // => true
 */
export function plotRates(points: readonly RateAndLoss[], options: RatesOptions = {}): string {
  const where = 'plotRates'
  const all = look(where, options, ['scale'])
  const { scale = 'linear' } = options
  if (!Array.isArray(points))
    throw new TypeError(`${where}: the points are ${show(points)}. Pass an array of { lr, loss }.`)
  points.forEach((point: unknown, i) => {
    const { lr, loss } = (point ?? {}) as Partial<RateAndLoss>
    if (typeof lr === 'number' && typeof loss === 'number') return
    throw new TypeError(`${where}: point ${i} is ${show(point)}. Pass objects with the numbers lr and loss.`)
  })
  if (scale !== 'linear' && scale !== 'log') {
    throw new RangeError(`${where}: the option scale is ${show(scale)}. Pass "linear" or "log".`)
  }
  const rates = points.map(({ lr }: RateAndLoss) => lr)
  const losses = points.map(({ loss }: RateAndLoss) => loss)
  const valid = losses.map((loss, i) => faultOf(loss, scale) === undefined && faultOf(rates[i]!, 'log') === undefined)
  const smooth = smoothed(losses, valid)
  const steepest = steepestFall(rates, smooth)
  return figure(all, {
    name: 'Loss against learning rate',
    desc: `${describeSeries('learning rate', rates)} ${describeSeries('loss', losses)}`,
    legend: [
      { label: 'loss of a batch', color: all.theme.border, mark: { line: undefined, width: 0.5 } },
      { label: 'smoothed', color: colorOf(all.theme, 0), mark: { line: undefined } },
    ],
    draw: (rect) => {
      const room = plane(rect, all, {
        x: { label: 'learning rate', domain: domainOf([rates], 'log', 0.02), scale: 'log' },
        y: { label: 'loss', domain: domainOf([losses], scale), scale },
      })
      const edge = new Edge(room, all)
      const placed = edge.placeAll(rates, losses)
      const order = [...placed.xs.keys()].sort((a, b) => placed.xs[a]! - placed.xs[b]!)
      const line = (ys: readonly number[], color: string, width: number) =>
        drawLine(order.map((i) => placed.xs[i]!), order.map((i) => ys[i]!), { color, width }) // oxfmt-ignore
      const smoothAt = smooth.map((y) => (Number.isNaN(y) ? NaN : room.atY(y)))
      const notes = []
      if (steepest !== undefined) {
        const label = `steepest: rate ${formatNumber(rates[steepest]!, 2)}`
        notes.push(markPoint(room, all, rates[steepest]!, smooth[steepest]!, label))
      } else if (edge.drawn === 0) notes.push(sayNothing(room, all, 'No points to draw'))
      const lines = line(placed.ys, all.theme.border, all.line / 2) + line(smoothAt, colorOf(all.theme, 0), all.line)
      return { svg: room.frame + lines + edge.draw() + notes.join(''), caption: edge.sentences() }
    },
  })
}

/**
 * Moving averages of the losses that have a place on the axis, with weights that fall linearly to both sides. NaN for the others.
 */
function smoothed(losses: readonly number[], valid: readonly boolean[]): number[] {
  const reach = Math.max(1, Math.round(losses.length / 25))
  return losses.map((_, i) => {
    let [sum, weights] = [0, 0]
    for (let k = Math.max(0, i - reach); k <= Math.min(losses.length - 1, i + reach); k++) {
      if (!valid[k]) continue
      const weight = 1 + reach - Math.abs(i - k)
      sum += weight * losses[k]!
      weights += weight
    }
    return valid[i] ? sum / weights : NaN
  })
}

/** The index where the smoothed loss falls most per factor of the rate. Undefined if it never falls. */
function steepestFall(rates: readonly number[], smooth: readonly number[]): number | undefined {
  let [found, most]: [number | undefined, number] = [undefined, 0]
  for (let i = 1; i < rates.length; i++) {
    // NaN where a point has no place, which is never the most.
    const fall = (smooth[i - 1]! - smooth[i]!) / Math.log(rates[i]! / rates[i - 1]!)
    if (rates[i]! > rates[i - 1]! && fall > most) [found, most] = [i, fall]
  }
  return found
}
