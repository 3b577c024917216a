/**
 * What stands in one box, from top to bottom: a note, the label next to the op, the number, and its gradient.
 *
 *     ┌───────┐      ┌───┬───────┐
 *     │   x   │      │ 1 │ f │ − │
 *     │ data 3│      │   │ data 5│      With an op whose order of operands matters, edges end at numbered fields.
 *     │ grad 1│      │ 2 │ grad 1│
 *     └───────┘      └───┴───────┘
 */
import type { Value } from '@gradus/engine'
import { cutToWidth, formatNumber, visible } from '@gradus/svg'
import type { Drawn } from '../choose/nearest.js'
import type { Box, Port } from './description.js'
import { type Gradients, gradientAt } from './gradients.js'
import { Bundle, NumberUse, Part } from '../detail/items.js'
import { FONT_SIZE } from './measure.js'

/** The most pixels of a label, and the most characters in a tooltip. Longer text is cut and ends in …. */
export const LABEL_WIDTH = 230
export const LONG_LENGTH = 400
/** With more operands than this a box would be too tall, so they are not numbered. */
const MAX_PORTS = 12

/** The texts of a box, not measured yet. */
export interface Content extends Pick<
  Box,
  'kind' | 'node' | 'nodes' | 'label' | 'symbol' | 'value' | 'gradient' | 'ports' | 'tooltip'
> {
  readonly header: readonly string[]
  /** One number, or the smallest and the largest of several. */
  readonly data: readonly number[]
  /** Undefined where there is no line for a gradient. Empty if none has arrived. */
  readonly gradients: readonly number[] | undefined
  /** How many nodes of the graph are inside of a Bundle, in words. */
  readonly inside: string
}

/** What stands in a box. */
export function contentOf(
  { item, form }: Drawn,
  gradients: Gradients,
  parameters: ReadonlySet<Value> | undefined,
  digits: number,
): Content {
  if (item instanceof NumberUse) {
    const tooltip = exact([['', item.data]], digits)
    return { ...EMPTY, kind: 'constant', value: item.data, data: [item.data], gradients: undefined, tooltip }
  }
  if (item instanceof Bundle) return bundleContent(item, gradients, parameters)
  const { data } = item
  const gradient = gradientAt(item, gradients)
  const label = item instanceof Part ? '' : visible(item.label.slice(0, 4 * LONG_LENGTH))
  const symbol = visible(form.symbol)
  const kind = item instanceof Part || item.op !== null ? 'op' : leafKind(item, parameters)
  const words = kind === 'input' || kind === 'parameter' ? kind : symbol
  return {
    ...EMPTY,
    kind,
    node: item instanceof Part ? undefined : item,
    label,
    symbol,
    value: data,
    gradient,
    header: [label, words].filter((text) => text !== '').map(cut),
    data: [data],
    gradients: gradient === undefined ? [] : [gradient],
    ports: portsOf(form),
    tooltip: [
      ...[label, symbol].filter((text) => cut(text) !== text).map(shorten),
      ...exact([['data ', data], ...(gradient === undefined ? [] : [['grad ', gradient] as const])], digits),
    ],
  }
}

const EMPTY: Content = {
  kind: 'op',
  node: undefined,
  nodes: 1,
  label: '',
  symbol: '',
  value: undefined,
  gradient: undefined,
  header: [],
  data: [],
  gradients: [],
  inside: '',
  ports: [],
  tooltip: [],
}

function leafKind(leaf: Value, parameters: ReadonlySet<Value> | undefined): 'leaf' | 'input' | 'parameter' {
  if (parameters === undefined) return 'leaf'
  return parameters.has(leaf) ? 'parameter' : 'input'
}

function bundleContent(bundle: Bundle, gradients: Gradients, parameters: ReadonlySet<Value> | undefined): Content {
  const { kind, group, symbols, outputs, nodes } = bundle
  const isLeaf = kind === 'fold' && symbols.length === 0
  const label = kind === 'group' ? visible(group!.name.slice(0, LONG_LENGTH)) : labelOf(outputs)
  const words = kind === 'group' ? '' : isLeaf ? leavesOf(bundle, parameters) : symbolOf(bundle)
  return {
    ...EMPTY,
    kind: kind === 'group' ? 'group' : isLeaf ? leafKind(outputs[0]!, parameters) : 'fold',
    nodes,
    label,
    symbol: words,
    header: [label, words].filter((text) => text !== '').map(cut),
    data: range(outputs.map(({ data }) => data)),
    gradients: range(outputs.map((value) => gradients.at(value)).filter((gradient) => gradient !== undefined)),
    inside: kind === 'group' ? insideOf(bundle, parameters) : symbols.length > 1 ? counted(symbols.length, 'op') : '',
    tooltip: [`stands for ${counted(nodes, 'node')}`],
  }
}

/** The first and the last label. */
function labelOf(values: readonly Value[]): string {
  const labels = values.map(({ label }) => visible(label.slice(0, LONG_LENGTH))).filter((text) => text !== '')
  const short = (text: string) => cutToWidth(text, 80, FONT_SIZE)
  const [first, last] = [labels[0] ?? '', labels.at(-1) ?? '']
  return first === last ? first : `${short(first)} … ${short(last)}`
}

function symbolOf({ symbols, times }: Bundle): string {
  const chain = symbols.length > 3 ? [symbols[0]!, '…', symbols.at(-1)!] : symbols
  return `${chain.map(visible).join(' → ')}${times > 1 ? ` × ${whole(times)}` : ''}`
}

function leavesOf({ outputs, times }: Bundle, parameters: ReadonlySet<Value> | undefined): string {
  const kind = leafKind(outputs[0]!, parameters)
  return `× ${whole(times)}${kind === 'leaf' ? '' : ` ${kind}s`}`
}

function insideOf({ nodes, leaves, numbers: constants }: Bundle, parameters: ReadonlySet<Value> | undefined): string {
  const parts = [
    [nodes - leaves - constants, 'op', 'ops'],
    [leaves, ...(parameters === undefined ? ['leaf', 'leaves'] : ['parameter', 'parameters'])],
    [constants, 'constant', 'constants'],
  ] as [number, string, string][]
  return parts
    .filter(([n]) => n > 0)
    .map(([n, one, many]) => counted(n, one, many))
    .join(', ')
}

const format = new Intl.NumberFormat('en-US')

/** A whole number with commas: 1,000,000. */
export const whole = (n: number): string => format.format(n)

/** A number of things: 1 node, 2 nodes. */
export const counted = (n: number, one: string, many = `${one}s`): string => `${whole(n)} ${n === 1 ? one : many}`

/** The smallest and the largest number, then those that are not finite, once each. */
function range(numbers: readonly number[]): number[] {
  const finite = numbers.filter(Number.isFinite)
  const [low, high] = [
    finite.reduce((a, b) => Math.min(a, b), Infinity),
    finite.reduce((a, b) => Math.max(a, b), -Infinity),
  ]
  const ends = finite.length === 0 ? [] : low === high ? [low] : [low, high]
  return [...ends, ...new Set(numbers.filter((x) => !Number.isFinite(x)))]
}

/** A field for each operand. None if the order of the operands does not matter. */
function portsOf({ op, arity, operand }: Drawn['form']): Port[] {
  if (op === undefined || arity < 2 || arity > MAX_PORTS || op.commutes) return []
  return Array.from({ length: arity }, (_, place) => {
    const { index } = operand(place)
    if (op.arity !== 'paired') return { index, text: `${index + 1}` }
    const half = arity / 2
    return { index, text: index < half ? `a${index + 1}` : `b${index + 1 - half}` }
  })
}

/** Lines for the tooltip, for numbers that the box does not show in full. */
const exact = (numbers: readonly (readonly [name: string, x: number])[], digits: number): string[] =>
  numbers.filter(([, x]) => Number.isFinite(x) && Number(x.toPrecision(digits)) !== x).map(([name, x]) => `${name}${x}`)

const cut = (text: string): string => cutToWidth(text, LABEL_WIDTH, FONT_SIZE)

/** The text, cut to LONG_LENGTH characters. */
export function shorten(text: string): string {
  const head = Array.from(text.slice(0, 2 * LONG_LENGTH + 2)) // enough code units for LONG_LENGTH + 1 characters
  return head.length <= LONG_LENGTH ? text : `${head.slice(0, LONG_LENGTH - 1).join('')}…`
}

/** One number, or a range, as text. */
export const numbers = (xs: readonly number[], digits: number): string =>
  xs.map((x) => formatNumber(x, digits)).join(' … ')
