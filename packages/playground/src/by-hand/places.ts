/** Where the boxes of the network stand: layers from left to right, or from top to bottom where the page is narrow. */
import { signal } from '@preact/signals'

export interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Places {
  readonly width: number
  readonly height: number
  /** The digits of a term that fit into a line of a box. Other numbers have all of theirs. */
  readonly digits: number
  /** Layer 0 are the inputs, the last the targets. */
  place(layer: number, unit: number): Place
  /** The ends of a link, and where its field stands on it. */
  link(from: Place, to: Place, isStraight: boolean): { from: [number, number]; to: [number, number]; at: number }
}

const media = window.matchMedia('(min-width: 1030px)')
export const isWide = signal(media.matches)
media.addEventListener('change', ({ matches }) => (isWide.value = matches))

/** The height of a unit: title, bias, two terms, z, a, δ, and the next bias. */
const [UNIT_HEIGHT, SMALL_HEIGHT] = [196, 66]

/**
 * @param layers for each layer, whether it has units with sums, and the number of its boxes
 */
export function placesOf(layers: readonly { isUnit: boolean; count: number }[], wide: boolean): Places {
  const most = Math.max(...layers.map(({ count }) => count))
  const hasRows = layers.some(({ isUnit, count }) => isUnit && count > 1)
  const [unitWidth, smallWidth] = wide ? [216, 126] : [160, 126]
  const [row, column] = [hasRows ? UNIT_HEIGHT + 34 : 130, 172]
  /** Along the direction of the links: the middle of each layer, and the end. */
  const middles: number[] = []
  let end = 0
  layers.forEach(({ isUnit }, l) => {
    const size = wide ? (isUnit ? unitWidth : smallWidth) : isUnit ? UNIT_HEIGHT : SMALL_HEIGHT
    const gap = l === 0 ? 0 : isUnit ? (wide ? 150 : 132) : 34
    middles.push(end + gap + size / 2)
    end += gap + size
  })
  const across = wide ? Math.max(row * most - 34, UNIT_HEIGHT) : column * most - 12
  return {
    width: (wide ? end : across) + 2,
    height: (wide ? across : end) + 2,
    digits: wide ? 6 : 4,
    place(layer, unit) {
      const { isUnit, count } = layers[layer]!
      const pitch = wide ? row : column
      const other = across / 2 + (unit - (count - 1) / 2) * pitch
      const [x, y] = wide ? [middles[layer]!, other] : [other, middles[layer]!]
      return { x: x + 1, y: y + 1, width: isUnit ? unitWidth : smallWidth, height: isUnit ? UNIT_HEIGHT : SMALL_HEIGHT }
    },
    link: (from, to, isStraight) =>
      wide
        ? {
            from: [from.x + from.width / 2, from.y],
            to: [to.x - to.width / 2, to.y],
            at: isStraight ? 0.5 : 0.3,
          }
        : {
            from: [from.x, from.y + from.height / 2],
            to: [to.x, to.y - to.height / 2],
            at: isStraight ? 0.7 : 0.24,
          },
  }
}
