/**
 * One box in DOT. It is a record, and in a record a brace changes from rows to columns or back. If the order of the operands
 * matters, the edges end at numbered ports:
 *
 *     ┌───────┐      ┌───┬───────┐
 *     │   x   │      │ 1 │ f │ − │
 *     │ data 3│      ├───┤ data 5│
 *     │ grad 1│      │ 2 │       │
 *     └───────┘      ├───┴───────┤
 *                    │   grad 1  │
 *                    └───────────┘
 */
import type { Palette } from '../colors.js'
import type { Box, Cell, Description } from '../describe/description.js'
import { field, tooltip } from './escape.js'

/** The DOT statement that draws a box. */
export function node(box: Box, direction: Description['direction'], palette: Palette): string {
  const { id, kind, border, fill, gradientFill, width, height, lines } = box
  const { text, split } =
    kind === 'constant' || kind === 'rest'
      ? { text: field(lines[0]!.cells[0]!.text), split: 1 }
      : record(box, direction)
  const colors = [
    ...(fill === undefined ? [] : [palette[fill]]),
    ...(gradientFill === undefined ? [] : [palette[gradientFill]]),
  ]
  const attributes = [`label="${text}"`, `width=${inches(width)}`]
  if (kind === 'constant' || kind === 'rest') attributes.push(`shape=box height=${inches(height)}`)
  const styles = [
    ...(colors.length > 0 ? ['filled'] : []),
    ...(border.isRound ? ['rounded'] : []),
    ...(border.isDashed ? ['dashed'] : []),
  ]
  if (styles.join() !== 'filled') attributes.push(`style="${styles.length === 0 ? 'solid' : styles.join(',')}"`)
  if (colors.length > 0)
    attributes.push(
      `fillcolor="${colors.length === 1 ? colors[0]! : `${colors[0]!};${split.toFixed(3)}:${colors[1]!}`}"`,
    )
  if (border.color !== 'border') attributes.push(`color="${palette[border.color]}"`)
  if (border.width !== 1) attributes.push(`penwidth=${border.width}`)
  if (box.tooltip.length > 0) attributes.push(`tooltip="${box.tooltip.map(tooltip).join('\\n')}"`)
  return `${id} [${attributes.join(' ')}]`
}

const inches = (pixels: number): string => String(Number((pixels / 72).toFixed(2)))

/** The text of a record, and the share of its height above the line with the gradient. */
function record({ lines, ports }: Box, direction: Description['direction']): { text: string; split: number } {
  const texts = lines.map(({ cells }) => (cells.length > 1 ? `{${cells.map(cell).join('|')}}` : cell(cells[0]!)))
  const [upper, last] = [texts.slice(0, -1), texts.at(-1)!]
  const fields = ports.map(({ index, text }) => `<i${index}> ${text}`)
  if (direction === 'TB') {
    const all = fields.length === 0 ? upper : [`{${fields.join('|')}}`, ...upper]
    return { text: `{${[...all, last].join('|')}}`, split: all.length / (all.length + 1) }
  }
  const above = fields.length === 0 ? upper.join('|') : `{{${fields.join('|')}}|{${upper.join('|')}}}`
  const height = Math.max(upper.length, fields.length)
  return { text: above === '' ? last : `${above}|${last}`, split: height / (height + 1) }
}

const cell = ({ text, mark }: Cell): string => field(mark === '' ? text : `${text} [${mark}]`)
