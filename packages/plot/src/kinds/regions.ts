/** Decision regions: which class a model predicts where, how sure it is, and the data on top. */
import { checkWhole, oneOf, show } from '@gradus/engine/errors'
import { count, Edge } from '../figure/edge.js'
import { figure } from '../figure/figure.js'
import type { Domain } from '../figure/numbers.js'
import { domainOf } from '../figure/numbers.js'
import { plane } from '../figure/plane.js'
import { scatter } from '../marks/scatter.js'
import { colorOf } from '../marks/symbols.js'
import type { PlotOptions } from '../options.js'
import { checkInterval, checkText, look } from '../options.js'
import { classNames } from './classes.js'
import { classOf, regions, rings, STEPS } from './region-layers.js'
import type { Examples, Predicts } from './targets.js'
import { checkModel, columnsOf, outputsOf } from './targets.js'

export interface RegionsOptions extends PlotOptions {
  /** The names of the two features, and their units. Default 'x₁' and 'x₂'. */
  xLabel?: string
  yLabel?: string
  /** The names of the classes. Default 'class 0', 'class 1', … */
  classes?: readonly string[]
  /** What the model predicts: logits (default), or probabilities. One output stands for two classes. */
  outputs?: 'logits' | 'probabilities'
  /** The range of each axis. Default: that of the data. */
  x?: readonly [number, number]
  y?: readonly [number, number]
  /** The number of places per axis where the model is asked, 2 to 400. Default 80. */
  resolution?: number
}

/** With more points than this, rings would cover everything. */
const MOST_RINGS = 2000

/**
 * Returns an SVG plot of the class that a model predicts at each place of a plane. Stronger colors mean a higher probability.
 * The examples lie on top; a ring marks those whose predicted class is wrong.
 *
 * @param model `predict` takes two numbers and returns one number per class, or one number for two classes
 * @param examples rows of two inputs, and the class of each, counted from 0
 * @throws TypeError or RangeError if model, data and options do not fit together
 * @example
 * const model = { predict: ([x, y]: number[]) => [x! - y!] }
 * plotRegions(model, { inputs: [[0, 1], [1, 0]], targets: [0, 1] }).startsWith('<svg') // => true
 */
export function plotRegions(model: Predicts, examples: Examples, options: RegionsOptions = {}): string {
  const where = 'plotRegions'
  const all = look(where, options, ['xLabel', 'yLabel', 'classes', 'outputs', 'x', 'y', 'resolution'])
  const { xLabel = 'x₁', yLabel = 'x₂', outputs = 'logits', resolution = 80 } = options
  checkModel(where, model)
  const { columns, targets } = columnsOf(where, examples, 2)
  checkText(where, 'the option xLabel', xLabel)
  checkText(where, 'the option yLabel', yLabel)
  oneOf(where, 'the option outputs', outputs, ['logits', 'probabilities'])
  checkWhole(where, 'the option resolution', resolution, 2)
  if (resolution > 400) throw new RangeError(`${where}: the option resolution is ${resolution}. Pass at most 400.`)
  if (options.x !== undefined) checkInterval(where, 'the option x', options.x)
  if (options.y !== undefined) checkInterval(where, 'the option y', options.y)

  const [xs, ys] = columns as [number[], number[]]
  const domains = { x: options.x ?? domainOf([xs], 'linear', 0.1), y: options.y ?? domainOf([ys], 'linear', 0.1) }
  const probabilities = (x: number, y: number) => probabilitiesOf(outputsOf(where, model, [x, y]), outputs)
  const grid = askEverywhere(probabilities, domains, resolution)
  const classes = grid[0]!.length
  const groups = targets.map((target, i) => classIndex(where, target, i, classes))
  const names = classNames(where, options.classes, classes)
  const predicted = xs.map((x, i) =>
    Number.isFinite(x) && Number.isFinite(ys[i]) ? classOf(probabilities(x, ys[i]!)) : -1,
  )
  const right = predicted.filter((c, i) => c === groups[i]).length
  const undecided = grid.filter((p) => classOf(p) === -1).length

  const hasRings = right < targets.length && targets.length <= MOST_RINGS
  const caption = [
    `Color: predicted class; stronger from a probability of ${STEPS[1]! * 100} % and ${STEPS[2]! * 100} % on.`,
    targets.length === 0
      ? ''
      : `${count(right)} of ${count(targets.length)} points are in the region of their class${hasRings ? '; rings mark the others' : ''}.`,
    undecided === 0 ? '' : `At ${count(undecided)} of ${count(grid.length)} places (×) the prediction is NaN.`,
  ].filter((sentence) => sentence !== '')
  return figure(all, {
    name: 'Decision regions',
    desc: `The plane of ${xLabel} and ${yLabel}, divided among ${classes} classes. ${caption.join(' ')}`,
    ratio: 0.75,
    legend: names.map((label, i) => ({ label, color: colorOf(all.theme, i), mark: { symbol: i } })),
    draw: (rect) => {
      const room = plane(rect, all, {
        x: { label: xLabel, domain: domains.x },
        y: { label: yLabel, domain: domains.y },
      })
      const edge = new Edge(room, all)
      const placed = edge.placeAll(xs, ys)
      const points = scatter(placed.xs, placed.ys, groups, all)
      const wrong = hasRings ? rings(placed, groups, predicted, all) : ''
      return {
        svg: regions(grid, classes, resolution, room, all) + room.frame + points.svg + wrong + edge.draw(),
        caption: [...caption, ...points.caption, ...edge.sentences()],
      }
    },
  })
}

function askEverywhere(
  probabilities: (x: number, y: number) => number[],
  { x: [left, right], y: [bottom, top] }: { x: Domain; y: Domain },
  resolution: number,
): number[][] {
  const grid: number[][] = []
  for (let row = 0; row < resolution; row++) {
    const y = top - ((row + 0.5) / resolution) * (top - bottom)
    for (let k = 0; k < resolution; k++) grid.push(probabilities(left + ((k + 0.5) / resolution) * (right - left), y))
  }
  const widths = new Set(grid.map((p) => p.length))
  if (widths.size > 1)
    throw new RangeError(
      'plotRegions: the model predicts lists of different lengths. Pass a model with a fixed number of outputs.',
    )
  return grid
}

function probabilitiesOf(outputs: ArrayLike<number>, kind: 'logits' | 'probabilities'): number[] {
  const list = Array.from(outputs)
  if (list.length === 0)
    throw new RangeError('plotRegions: the model predicts no numbers. Pass a model with at least one output.')
  if (list.length === 1) {
    const p = kind === 'probabilities' ? list[0]! : 1 / (1 + Math.exp(-list[0]!))
    return [1 - p, p]
  }
  if (kind === 'probabilities') return list
  const largest = Math.max(...list)
  if (largest === Infinity)
    return list.map((x) =>
      x === Infinity ? 1 / list.filter((y) => y === Infinity).length : x - x === 0 || x === -Infinity ? 0 : NaN,
    )
  const exps = list.map((x) => Math.exp(x - largest))
  const sum = exps.reduce((a, b) => a + b, 0)
  return exps.map((e) => e / sum)
}

function classIndex(where: string, target: number, i: number, classes: number): number {
  const group = classes === 2 && target === -1 ? 0 : target
  if (Number.isInteger(group) && group >= 0 && group < classes) return group
  throw new RangeError(
    `${where}: target ${i} is ${show(target)}, and the model has ${classes} classes. Pass a class from 0 to ${classes - 1}.`,
  )
}
