/** Parts of a picture, one below the other. */
import { element, svgDocument } from '@gradus/svg'
import type { Palette } from '../colors.js'

/** In pixels. */
export interface Block {
  readonly width: number
  readonly height: number
  /** Draws the block from a height downwards. */
  draw(y: number): string
}

/** Something that is drawn from its upper left corner. */
export const placed = (width: number, height: number, content: string): Block => ({
  width,
  height,
  draw: (y) => element('g', y === 0 ? {} : { transform: `translate(0 ${y})` }, content),
})

/** A document with the blocks from top to bottom. */
export function stacked(blocks: readonly Block[], title: string, desc: string, palette: Palette): string {
  let height = 0
  const drawn = blocks.map((block) => {
    const content = block.draw(height)
    height += block.height
    return content
  })
  const width = Math.ceil(Math.max(...blocks.map((block) => block.width)))
  return svgDocument({ width, height: Math.ceil(height), title, desc, background: palette.background }, ...drawn)
}
