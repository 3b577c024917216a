/** The sizes of the gradients in each layer, which show whether gradients vanish or explode on their way back. */
import { show } from '@gradus/engine/errors'
import { element, formatNumber, text, textWidth } from '@gradus/svg'
import { count } from '../figure/edge.js'
import { figure } from '../figure/figure.js'
import { domainOf, faultOf } from '../figure/numbers.js'
import type { Plane } from '../figure/plane.js'
import { MIDDLE, plane, round } from '../figure/plane.js'
import { cutMiddle } from '../figure/text-lines.js'
import { colorOf } from '../marks/symbols.js'
import type { Look, PlotOptions } from '../options.js'
import { checkNumbers, checkText, look } from '../options.js'

/** A layer, and the gradient of the loss with respect to each of its parameters. */
export interface LayerGradients {
  name: string
  gradients: ArrayLike<number>
}

export interface GradientFlowOptions extends PlotOptions {
  /** The name of the axis, and its unit. Default '|gradient|'. */
  xLabel?: string
}

const MOST_LAYERS = 60

/**
 * Returns an SVG plot of the sizes of the gradients in each layer: a box for the middle half, a line from the least to the
 * largest, a bar at the median. Gradients of 0 and those that are not finite have no place on the log axis and are counted beside it.
 *
 * @param layers from the input to the output
 * @throws TypeError or RangeError if there are no layers or more than 60, or for an unknown option
 * @example
 * plotGradientFlow([{ name: 'layer 1', gradients: [0.1, -0.2, 0] }]).includes('33 % zero') // => true
 */
export function plotGradientFlow(layers: readonly LayerGradients[], options: GradientFlowOptions = {}): string {
  const where = 'plotGradientFlow'
  const all = look(where, options, ['xLabel'])
  const { xLabel = '|gradient|' } = options
  checkText(where, 'the option xLabel', xLabel)
  if (!Array.isArray(layers))
    throw new TypeError(`${where}: the layers are ${show(layers)}. Pass an array of { name, gradients }.`)
  if (layers.length === 0 || layers.length > MOST_LAYERS) {
    throw new RangeError(`${where}: there are ${layers.length} layers. Pass 1 to ${MOST_LAYERS}.`)
  }
  const rows = layers.map((layer: LayerGradients, i) => {
    checkText(where, `the name of layer ${i}`, (layer as LayerGradients | undefined)?.name)
    checkNumbers(where, `the list of gradients of layer ${i}`, layer.gradients)
    return summarize(layer)
  })
  const sizes = rows.map(({ sizes }) => sizes)
  return figure(all, {
    name: 'Gradients by layer',
    desc: rows.map(describe).join(' '),
    ratio: Math.min(1.2, ((rows.length + 3) * all.size * 2.2) / all.width),
    draw: (rect) => {
      const notes = rows.map(({ note }) => cutMiddle(note, rect.width * 0.36, all.size))
      const side = Math.max(0, ...notes.map((note) => textWidth(note, all.size)))
      const room = plane({ ...rect, width: rect.width - (side === 0 ? 0 : side + all.size) }, all, {
        x: { label: xLabel, domain: domainOf(sizes, 'log'), scale: 'log' },
        y: {
          label: '',
          domain: [0, rows.length],
          names: rows.map(({ name }) => cutMiddle(name, rect.width * 0.26, all.size)).reverse(),
        },
      })
      const height = room.area.height / rows.length
      const every = Math.ceil((all.size * 1.3) / height)
      const drawn = rows.map((row, i) => {
        const middle = room.area.y + (i + 0.5) * height
        const at = { x: rect.x + rect.width, y: middle + all.size * MIDDLE, size: all.size, fill: all.theme.muted }
        const note = notes[i] === '' || i % every > 0 ? '' : text(notes[i]!, { ...at, anchor: 'end' })
        return drawBox(row, middle, Math.min(height * 0.6, all.size * 1.4), room, all) + note
      })
      const caption = [
        'Box: the middle half of the parameters; bar: the median; line: from the least to the largest gradient.',
      ]
      return { svg: room.frame + drawn.join(''), caption }
    },
  })
}

interface Row {
  name: string
  /** The sizes that a log axis can show, in ascending order. */
  sizes: number[]
  total: number
  note: string
}

function summarize({ name, gradients }: LayerGradients): Row {
  const all = Array.from(gradients, Math.abs)
  const sizes = all.filter((g) => faultOf(g, 'log') === undefined).sort((a, b) => a - b)
  const zeros = all.filter((g) => g === 0).length
  const bad = all.length - zeros - sizes.length
  const parts = [
    all.length === 0 ? 'no gradients' : '',
    zeros === 0 ? '' : `${Math.max(1, Math.round((zeros / all.length) * 100))} % zero`,
    bad === 0 ? '' : `${count(bad)} not finite`,
  ]
  return { name, sizes, total: all.length, note: parts.filter((part) => part !== '').join(', ') }
}

const quantile = (sorted: readonly number[], q: number): number => sorted[Math.round(q * (sorted.length - 1))]!

function describe({ name, sizes, total, note }: Row): string {
  const median = sizes.length === 0 ? 'none can be drawn' : `median size ${formatNumber(quantile(sizes, 0.5))}`
  return `${name}: ${count(total)} gradients, ${median}${note === '' ? '' : `, ${note}`}.`
}

function drawBox({ sizes }: Row, middle: number, height: number, { atX }: Plane, { theme }: Look): string {
  if (sizes.length === 0) return ''
  const [least, q1, median, q3, largest] = [0, 0.25, 0.5, 0.75, 1].map((q) => round(atX(quantile(sizes, q)))) as [number, number, number, number, number] // oxfmt-ignore
  const color = colorOf(theme, 0)
  const top = round(middle - height / 2)
  return [
    element('path', { d: `M${least} ${round(middle)}H${largest}`, stroke: color, 'stroke-width': 1.5, 'stroke-linecap': 'square' }),
    element('rect', { x: q1, y: top, width: Math.max(1, q3 - q1), height, fill: theme.background, stroke: 'none' }),
    element('rect', { x: q1, y: top, width: Math.max(1, q3 - q1), height, fill: color, 'fill-opacity': 0.35, stroke: color }),
    element('path', { d: `M${median} ${top}v${round(height)}`, stroke: theme.text, 'stroke-width': 2 }),
  ].join('') // oxfmt-ignore
}
