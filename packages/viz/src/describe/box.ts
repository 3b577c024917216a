/** One box of the drawing: its texts in lines, its colors and its border. */
import { visible } from '@gradus/svg'
import type { ColorName } from '../colors.js'
import { type Content, counted, numbers } from './content.js'
import type { Box } from './description.js'
import { measured, type Texts } from './measure.js'
import type { NonFinite } from '../choose/non-finite.js'
import type { Settings } from '../options.js'

/** What a box needs to know about the drawing. */
export interface Surroundings {
  readonly settings: Settings
  readonly isRoot: boolean
  readonly frame: string | undefined
  readonly nonFinite: NonFinite | undefined
  /** The color of a leaf, in drawings by leaves. */
  readonly leafColor: ColorName | undefined
}

/** X for NaN, I for ∞, -I for −∞, '' for a finite number. */
export const markOf = (x: number): string =>
  Number.isNaN(x) ? 'X' : x === Infinity ? 'I' : x === -Infinity ? '-I' : ''

export function boxOf(id: string, content: Content, around: Surroundings): Box {
  const { settings, isRoot, frame, nonFinite, leafColor } = around
  const { kind, node, nodes, label, symbol, value, gradient, ports, tooltip } = content
  const isFirst = nonFinite !== undefined && node === nonFinite.first
  const lines = linesOf(content, settings, isFirst && nonFinite.isNoted ? nonFinite : undefined)
  const isLeaf = kind === 'leaf' || kind === 'input' || kind === 'parameter'
  const color: ColorName = isFirst ? 'wrong' : (leafColor ?? (isRoot ? 'rootBorder' : 'border'))
  return {
    id, kind, isRoot, node, nodes, label, symbol, value, gradient, ports, tooltip, frame,
    fill: kind === 'constant' ? undefined : isRoot ? 'rootBox' : FILLS[kind],
    gradientFill: content.gradients === undefined ? undefined : gradientFill(content.gradients, settings.color),
    border: { color, width: isFirst || leafColor !== undefined ? 4 : isRoot ? 2.5 : 1, isDashed: false, isRound: isLeaf },
    ...measured(lines, ports, kind === 'constant', settings.direction),
  } // oxfmt-ignore
}

const FILLS: Record<Content['kind'], ColorName | undefined> = {
  leaf: 'leafBox',
  input: 'leafBox',
  parameter: 'parameterBox',
  op: 'opBox',
  constant: undefined,
  group: 'groupBox',
  fold: 'groupBox',
  rest: undefined,
}

function gradientFill(gradients: readonly number[], color: Settings['color']): ColorName {
  if (gradients.length === 0) return 'noGradient'
  if (color !== 'sign') return 'gradient'
  if (gradients.every((g) => g > 0)) return 'positiveBox'
  return gradients.every((g) => g < 0) ? 'negativeBox' : 'noGradient'
}

function linesOf(
  { kind, header, data, gradients, inside }: Content,
  { digits }: Settings,
  first: NonFinite | undefined,
): Texts[] {
  const plain = (text: string) => ({ text, mark: '' })
  const marks = (xs: readonly number[]) =>
    xs
      .map(markOf)
      .filter((mark) => mark !== '')
      .join(' ')
  const lines: Texts[] = []
  if (first !== undefined) lines.push({ role: 'note', cells: [plain(`first ${first.what} not finite`)] })
  if (header.length > 0) lines.push({ role: 'header', cells: header.map(plain) })
  if (inside !== '') lines.push({ role: 'data', cells: [plain(inside)] })
  const name = kind === 'constant' ? '' : 'data '
  if (data.length > 0)
    lines.push({ role: 'data', cells: [{ text: `${name}${numbers(data, digits)}`, mark: marks(data) }] })
  if (gradients !== undefined) {
    const text = `grad ${gradients.length === 0 ? '–' : numbers(gradients, digits)}`
    lines.push({ role: 'gradient', cells: [{ text, mark: marks(gradients) }] })
  }
  return lines
}

/** A dashed box for operands or users that are not drawn. */
export function restBox(
  id: string,
  hidden: number,
  what: 'operand' | 'user',
  frame: string | undefined,
  direction: 'LR' | 'TB',
): Box {
  const text = hidden === 1 && what === 'operand' ? '…' : `… ${counted(hidden, what)}`
  return {
    id, kind: 'rest', isRoot: false, node: undefined, nodes: 0, label: '', symbol: '', value: undefined, gradient: undefined, frame,
    ports: [], tooltip: [], fill: undefined, gradientFill: undefined,
    border: { color: 'muted', width: 1, isDashed: true, isRound: true },
    ...measured([{ role: 'data', cells: [{ text: visible(text), mark: '' }] }], [], true, direction),
  } // oxfmt-ignore
}
