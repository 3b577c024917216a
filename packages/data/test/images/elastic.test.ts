import { describe, expect, test } from '@jest/globals'
import { elastic, type Picture } from '../../src/images/augment.js'
import { picture } from './picture.js'

describe('elastic', () => {
  test('alpha 0 changes nothing, and the seed decides', () => {
    const image = picture(12, 9, 2)
    expect(elastic(image, { alpha: 0, sigma: 4 })).toEqual(image)
    const options = { alpha: 30, sigma: 3 }
    expect(elastic(image, { ...options, seed: 1 })).toEqual(elastic(image, options))
    expect(elastic(image, { ...options, seed: 2 })).not.toEqual(elastic(image, options))
  })

  /** A picture whose value is the column, or the row: what it becomes shows where each pixel came from. */
  const ramp = (size: number, of: (x: number, y: number) => number): Picture => ({
    pixels: Array.from({ length: size * size }, (_, i) => of(i % size, Math.floor(i / size))),
    width: size,
    height: size,
  })
  const displacements = (size: number, alpha: number, sigma: number, seed: number) => {
    const moved = [(x: number) => x, (_: number, y: number) => y].map((of) => elastic(ramp(size, of), { alpha, sigma, seed })) // prettier-ignore
    const inner = [...Array(size * size).keys()].filter((i) =>
      [i % size, Math.floor(i / size)].every((k) => k >= 25 && k < size - 25),
    )
    return inner.map((i) => [moved[0]!.pixels[i]! - (i % size), moved[1]!.pixels[i]! - Math.floor(i / size)] as const)
  }

  test.each([[34, 4], [5, 1], [60, 8]])('alpha %d, sigma %d displaces by alpha / (√12 · √π · sigma)', (alpha, sigma) => {
    const all = [1, 2, 3, 4, 5, 6].flatMap((seed) => displacements(160, alpha, sigma, seed))
    const expected = alpha / (Math.sqrt(12 * Math.PI) * sigma)
    // Standard error of the mean of a smooth field over six squares of 110 pixels, in deviations of the field; that of
    // the deviation is half of it.
    const error = (Math.sqrt(4 * Math.PI) * sigma) / 110 / Math.sqrt(6)
    for (const k of [0, 1] as const) {
      const sd = Math.sqrt(all.reduce((sum, d) => sum + d[k] ** 2, 0) / all.length)
      expect(Math.abs(sd / expected - 1)).toBeLessThan((4 * error) / 2)
      expect(Math.abs(all.reduce((sum, d) => sum + d[k], 0) / all.length)).toBeLessThan(4 * error * expected)
    }
    // The directions are independent.
    const product = all.reduce((sum, d) => sum + d[0] * d[1], 0) / all.length
    expect(Math.abs(product)).toBeLessThan(0.25 * expected ** 2)
  }) // prettier-ignore

  test('neighbors move together, as the Gaussian has it: correlation exp(−d² / 4σ²)', () => {
    const size = 250
    const inside = size - 50
    const all = displacements(size, 10, 4, 7).map(([dx]) => dx)
    for (const d of [1, 4, 8]) {
      let product = 0
      let square = 0
      all.forEach((value, i) => {
        if (i % inside >= inside - d) return
        product += value * all[i + d]!
        square += value * value
      })
      expect(Math.abs(product / square - Math.exp(-(d * d) / 64))).toBeLessThan(0.1)
    }
  })

  test('bears a sigma far larger than the picture, and a tiny one', () => {
    for (const sigma of [1e-3, 1e6]) {
      const { pixels } = elastic(picture(6, 5, 0), { alpha: 2, sigma })
      expect(pixels.every((value) => value >= 0 && value <= 1)).toBe(true)
    }
  })
})
