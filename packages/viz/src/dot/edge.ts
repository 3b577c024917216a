/** One edge in DOT. */
import type { Palette } from '../colors.js'
import type { Description, Edge } from '../describe/description.js'

export function edgeStatement(
  { from, to, port, text, color, width, isDashed, isHollow }: Edge,
  direction: Description['direction'],
  palette: Palette,
): string {
  const attributes: string[] = []
  if (text !== '') attributes.push(`label=" ${text.replace('\n', ' \\n ')} "`)
  if (color !== 'muted')
    attributes.push(`color="${palette[color]}"`, ...(text === '' ? [] : [`fontcolor="${palette[color]}"`]))
  if (width !== 1) attributes.push(`penwidth=${Number(width.toFixed(2))}`)
  if (isDashed) attributes.push('style=dashed')
  if (isHollow) attributes.push('arrowhead=empty')
  const end = port === undefined ? to : `${to}:i${port}:${direction === 'LR' ? 'w' : 'n'}`
  return `${from} -> ${end}${attributes.length === 0 ? '' : ` [${attributes.join(' ')}]`}`
}
