/** Packed pixels for numbers, from the shades of a theme. */

/** The shades of a scale from −1 over 0 to 1, or from 0 to 1. */
export const SHADES = 256

/** Packed pixels. */
export interface Shades {
  /** From negative over zero to positive. */
  readonly signs: Uint32Array
  /** From the background to the color of texts. */
  readonly ink: Uint32Array
  /** For each class, from the background to its color. */
  readonly classes: readonly Uint32Array[]
}

/** The packed pixel of a number from −1 to 1. What lies beyond has the strongest color, NaN that of 0. */
export const signPixel = ({ signs }: Shades, x: number): number => signs[shade(Number.isNaN(x) ? 0.5 : (x + 1) / 2)]!

/** The packed pixel of a class, for a probability. */
export const classPixel = ({ classes }: Shades, index: number, p: number): number =>
  classes[index % classes.length]![shade(p)]!

/** The packed pixel of an image, for ink from 0 to 1. */
export const inkPixel = ({ ink }: Shades, x: number): number => ink[shade(x)]!

const shade = (t: number): number => (t >= 0 ? Math.min(SHADES - 1, Math.floor(t * SHADES)) : 0)
