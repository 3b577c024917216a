/** What tells classes and curves apart: a color and a shape, or a color and a dash pattern. */
import type { Theme } from '@gradus/svg'
import { leafColors } from '@gradus/svg'

/** Closed shapes of radius 1 around the current point, as relative path commands. All have about the same area. */
const SHAPES: readonly (readonly [command: string, ...numbers: number[]][])[] = [
  [['m', -1, 0], ['a', 1, 1, 0, 1, 0, 2, 0], ['a', 1, 1, 0, 1, 0, -2, 0]], // circle
  [['m', -0.9, -0.9], ['h', 1.8], ['v', 1.8], ['h', -1.8]], // square
  [['m', 0, -1.3], ['l', 1.2, 2.1], ['h', -2.4]], // triangle
  [['m', 0, -1.35], ['l', 1.25, 1.35], ['l', -1.25, 1.35], ['l', -1.25, -1.35]], // diamond
  [['m', -1.2, -0.8], ['h', 2.4], ['l', -1.2, 2.1]], // triangle that points down
  [['m', -0.45, -1.3], ['h', 0.9], ['v', 0.85], ['h', 0.85], ['v', 0.9], ['h', -0.85], ['v', 0.85], ['h', -0.9], ['v', -0.85], ['h', -0.85], ['v', -0.9], ['h', 0.85]], // plus
  [['m', 0, -0.64], ['l', 0.6, -0.6], ['l', 0.64, 0.64], ['l', -0.6, 0.6], ['l', 0.6, 0.6], ['l', -0.64, 0.64], ['l', -0.6, -0.6], ['l', -0.6, 0.6], ['l', -0.64, -0.64], ['l', 0.6, -0.6], ['l', -0.6, -0.6], ['l', 0.64, -0.64]], // cross
  [['m', -0.55, -1.2], ['h', 1.1], ['l', 0.7, 1.2], ['l', -0.7, 1.2], ['h', -1.1], ['l', -0.7, -1.2]], // hexagon
] // oxfmt-ignore

/** Classes 0 to 7 differ in color and shape. Class 8 has the color of class 0 and another shape, and so on up to class 63. */
export const colorOf = (theme: Theme, i: number): string => leafColors(theme)[i % 8]!
const shapeOf = (i: number) => SHAPES[(i + Math.floor(i / 8)) % SHAPES.length]!

/** The path of one symbol of a class at a point. Several can follow each other in one `d`. */
export function symbolPath(i: number, x: number, y: number, radius: number): string {
  const short = (n: number) => String(Math.round(n * 10) / 10 + 0)
  const relative = shapeOf(i).map(([command, ...numbers]) => {
    // The flags of an arc are not lengths.
    const lengths = numbers.map((n, k) => (command === 'a' && k > 1 && k < 5 ? String(n) : short(n * radius)))
    return command + lengths.join(' ')
  })
  return `M${short(x)} ${short(y)}${relative.join('')}z`
}

const DASHES = [undefined, '7 4', '2 3', '9 3 2 3'] as const

/** Curves 0 to 7 are solid. From 8 on the colors repeat with dashes. */
export const dashOf = (i: number): string | undefined => DASHES[Math.floor(i / 8) % DASHES.length]
