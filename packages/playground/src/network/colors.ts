/** Colors of maps and points, from the custom properties of the page, as numbers for a canvas. */
import { computed } from '@preact/signals'
import { theme } from '../state/theme.js'
import { SHADES, type Shades } from './pixels.js'

type Rgb = readonly [red: number, green: number, blue: number]

export interface MapColors extends Shades {
  /** The colors of points: two classes have the colors of negative and positive numbers, as the map has. */
  readonly negative: string
  readonly positive: string
  readonly leaves: readonly string[]
}

const NAMES = ['positive', 'negative', 'zero', 'background', 'text'] as const

/** The colors of the present theme. */
export const mapColors = computed<MapColors>(() => {
  void theme.value // it decides the custom properties
  const style = getComputedStyle(document.documentElement)
  const get = (name: string): Rgb => rgb(style.getPropertyValue(`--gradus-${name}`))
  const [positive, negative, zero, background, text] = NAMES.map(get) as Rgb[]
  const leaves = Array.from({ length: 8 }, (_, i) => get(`leaf${i + 1}`))
  return {
    signs: shades((t) => mixed(zero!, t < 0.5 ? negative! : positive!, 0.85 * Math.abs(2 * t - 1))),
    ink: shades((t) => mixed(background!, text!, t)),
    classes: leaves.map((leaf) => shades((t) => mixed(background!, leaf, 0.6 * t))),
    negative: css(negative!),
    positive: css(positive!),
    leaves: leaves.map(css),
  }
})

/** The color of the points of a class. */
export function classColor({ negative, positive, leaves }: MapColors, index: number, count: number): string {
  if (count === 2) return index === 0 ? negative : positive
  return leaves[index % leaves.length]!
}

const shades = (color: (t: number) => Rgb): Uint32Array =>
  Uint32Array.from({ length: SHADES }, (_, i) => packed(color(i / (SHADES - 1))))

/** As image data has it in memory, which is little-endian on all machines that browsers run on. */
const packed = ([r, g, b]: Rgb): number => ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0

const mixed = (from: Rgb, to: Rgb, t: number): Rgb => [0, 1, 2].map((i) => Math.round(from[i]! + (to[i]! - from[i]!) * t)) as unknown as Rgb // oxfmt-ignore

const css = ([r, g, b]: Rgb): string => `rgb(${r} ${g} ${b})`

function rgb(hex: string): Rgb {
  const digits = hex.trim().slice(1)
  return [0, 2, 4].map((i) => parseInt(digits.slice(i, i + 2), 16)) as unknown as Rgb
}
