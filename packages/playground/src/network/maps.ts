/** Painting the maps: one unit, or the answer of the network. */
import { type DataNews, MAP_SIZE } from '../training/messages.js'
import { classPixel, type Shades, signPixel } from './pixels.js'

const PLACES = MAP_SIZE * MAP_SIZE

/** The part of the map that belongs to one unit. Layers count from 1. */
export function unitMap(map: Float32Array, sizes: readonly number[], layer: number, unit: number): Float32Array {
  const before = sizes.slice(1, layer).reduce((sum, size) => sum + size, 0)
  return map.subarray((before + unit) * PLACES, (before + unit + 1) * PLACES)
}

/** The map of a unit is small, so that every second place of every second row is enough. */
export const UNIT_MAP_SIZE = MAP_SIZE / 2

/** Paints what a unit answers, scaled by its largest finite answer. */
export function paintUnit(pixels: Uint32Array, colors: Shades, answers: Float32Array): void {
  const scale = scaleOf(answers)
  for (let row = 0, i = 0; row < MAP_SIZE; row += 2) {
    for (let at = row * MAP_SIZE, end = at + MAP_SIZE; at < end; at += 2) {
      pixels[i++] = signPixel(colors, answers[at]! / scale)
    }
  }
}

/** Paints numbers of either sign, one for each pixel, scaled by the largest finite one. */
export function paintSigns(pixels: Uint32Array, colors: Shades, numbers: ArrayLike<number>): void {
  const scale = scaleOf(numbers)
  for (let i = 0; i < pixels.length; i++) pixels[i] = signPixel(colors, numbers[i]! / scale)
}

/** The largest finite size, or 1 if all numbers are 0. */
function scaleOf(numbers: ArrayLike<number>): number {
  let largest = 0
  for (let i = 0; i < numbers.length; i++) {
    const size = Math.abs(numbers[i]!)
    if (size > largest && size < Infinity) largest = size
  }
  return largest === 0 ? 1 : largest
}

/** Paints the answer of the network: the probability of a class, or a number. */
export function paintAnswer(pixels: Uint32Array, colors: Shades, map: Float32Array, data: DataNews): void {
  const { sizes, task, outputs, targets } = data
  const layer = sizes.length - 1
  const count = sizes.at(-1)!
  const answers = Array.from({ length: count }, (_, k) => unitMap(map, sizes, layer, k))
  if (count > 1) return paintClasses(pixels, colors, answers)
  const answer = answers[0]!
  if (task === 'classes' && outputs.length === 2) {
    for (let i = 0; i < PLACES; i++) pixels[i] = signPixel(colors, Math.tanh(answer[i]! / 2)) // 2p − 1
    return
  }
  const { middle, half } = rangeOf(targets)
  for (let i = 0; i < PLACES; i++) pixels[i] = signPixel(colors, (answer[i]! - middle) / half)
}

/** The largest logit decides the class, and its probability by softmax the strength of the color. */
function paintClasses(pixels: Uint32Array, colors: Shades, answers: readonly Float32Array[]): void {
  for (let i = 0; i < PLACES; i++) {
    let best = 0
    for (let k = 1; k < answers.length; k++) if (answers[k]![i]! > answers[best]![i]!) best = k
    let sum = 0
    for (const answer of answers) sum += Math.exp(answer[i]! - answers[best]![i]!)
    pixels[i] = classPixel(colors, best, 1 / sum)
  }
}

/** The middle of the numbers, and half of their range. */
export function rangeOf(numbers: ArrayLike<number>): { middle: number; half: number } {
  let [low, high] = [Infinity, -Infinity]
  for (let i = 0; i < numbers.length; i++) {
    low = Math.min(low, numbers[i]!)
    high = Math.max(high, numbers[i]!)
  }
  return { middle: (low + high) / 2, half: high > low ? (high - low) / 2 : 1 }
}
