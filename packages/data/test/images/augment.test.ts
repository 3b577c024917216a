import { describe, expect, test } from '@jest/globals'
import { elastic, noise, type Picture, rotate, shift } from '../../src/images/augment.js'
import { picture } from './picture.js'

const mass = ({ pixels }: Picture) => pixels.reduce((sum, value) => sum + value, 0)
const centre = ({ pixels, width }: Picture) => {
  const total = mass({ pixels, width, height: 0 })
  const mean = (of: (i: number) => number) => pixels.reduce((sum, value, i) => sum + value * of(i), 0) / total
  return [mean((i) => i % width), mean((i) => Math.floor(i / width))]
}
const worst = (a: Picture, b: Picture) => Math.max(...a.pixels.map((value, i) => Math.abs(value - b.pixels[i]!)))

const changes: [name: string, change: (image: Picture) => Picture][] = [
  ['shift', (image) => shift(image, 1, -0.3)],
  ['rotate', (image) => rotate(image, 33)],
  ['elastic', (image) => elastic(image, { alpha: 20, sigma: 3 })],
  ['noise', (image) => noise(image, { sd: 0.1 })],
]
test.each(changes)('%s makes a new picture and leaves its own as it is', (_, change) => {
  const image = picture(9, 7, 0)
  const before = structuredClone(image)
  const changed = change(image)
  expect(image).toEqual(before)
  expect(changed).toEqual({ pixels: expect.any(Array), width: 9, height: 7 })
  expect(changed.pixels).toHaveLength(63)
  expect(changed.pixels).not.toEqual(before.pixels)
  expect(change(image)).toEqual(changed)
})

describe('shift', () => {
  const small = { pixels: [1, 2, 3, 4, 5, 6], width: 3, height: 2 }
  test.each([
    [0, 0, [1, 2, 3, 4, 5, 6]],
    [1, 0, [0, 1, 2, 0, 4, 5]],
    [-1, 0, [2, 3, 0, 5, 6, 0]],
    [0, 1, [0, 0, 0, 1, 2, 3]],
    [-2, -1, [6, 0, 0, 0, 0, 0]],
    [3, 0, [0, 0, 0, 0, 0, 0]],
    [1e9, -1e9, [0, 0, 0, 0, 0, 0]],
    [0.5, 0, [0.5, 1.5, 2.5, 2, 4.5, 5.5]],
    [-0.25, 0, [1.25, 2.25, 2.25, 4.25, 5.25, 4.5]],
    [0, 0.5, [0.5, 1, 1.5, 2.5, 3.5, 4.5]],
    [0.5, 0.5, [0.25, 0.75, 1.25, 1.25, 3, 4]],
  ])('by (%d, %d)', (dx, dy, pixels) => {
    expect(shift(small, dx, dy)).toEqual({ pixels, width: 3, height: 2 })
  })

  test('whole pixels within the margin: there and back is exact, and no mass is lost', () => {
    const image = picture(13, 10, 3)
    for (const [dx, dy] of [[1, 0], [0, -2], [3, 3], [-3, 2]] as const) {
      const there = shift(image, dx, dy)
      expect(there).not.toEqual(image)
      expect(mass(there)).toBeCloseTo(mass(image), 12)
      expect([...there.pixels].sort()).toEqual([...image.pixels].sort())
      expect(shift(there, -dx, -dy)).toEqual(image)
    } // oxfmt-ignore
  })

  test('moves the centre of mass by dx and dy, fractions too', () => {
    const image = picture(13, 10, 3)
    const [x, y] = centre(image)
    for (const [dx, dy] of [[0.3, 0], [1.75, -2.5], [-0.1, 2.9]] as const) {
      const [movedX, movedY] = centre(shift(image, dx, dy))
      expect(movedX! - x!).toBeCloseTo(dx, 12)
      expect(movedY! - y!).toBeCloseTo(dy, 12)
      expect(mass(shift(image, dx, dy))).toBeCloseTo(mass(image), 12)
    } // oxfmt-ignore
  })
})

describe('rotate', () => {
  test('goes counter-clockwise, exactly at multiples of 90°', () => {
    const small = { pixels: [1, 2, 3, 4, 5, 6, 7, 8, 9], width: 3, height: 3 }
    expect(rotate(small, 90).pixels).toEqual([3, 6, 9, 2, 5, 8, 1, 4, 7])
    expect(rotate(small, -90).pixels).toEqual([7, 4, 1, 8, 5, 2, 9, 6, 3])
    expect(rotate(small, 180).pixels).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1])
    expect(rotate(small, 450)).toEqual(rotate(small, 90))
    expect(rotate({ pixels: [1, 2, 3, 4, 5, 6], width: 3, height: 2 }, 180).pixels).toEqual([6, 5, 4, 3, 2, 1])
  })

  test('whole turns change nothing', () => {
    for (const image of [picture(8, 8, 0), picture(9, 5, 0)]) {
      for (const degrees of [0, -0, 360, -360, 720]) expect(rotate(image, degrees)).toEqual(image)
    }
  })

  test('four quarters and two halves are the identity', () => {
    for (const size of [1, 8, 9]) {
      const image = picture(size, size, 0)
      let turned = image
      for (let i = 0; i < 4; i++) turned = rotate(turned, 90)
      expect(turned).toEqual(image)
      expect(rotate(rotate(image, 180), -180)).toEqual(image)
    }
  })

  test('turns the centre of mass of a blob around the centre of the frame', () => {
    const pixels = Array.from({ length: 41 * 31 }, (_, i) =>
      Math.exp(-(((i % 41) - 28) ** 2 + (Math.floor(i / 41) - 17) ** 2) / 8),
    )
    const image = { pixels, width: 41, height: 31 }
    for (const degrees of [10, 45, 89, 200, -30]) {
      const turned = rotate(image, degrees)
      const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
      const [x, y] = centre(turned)
      expect(x).toBeCloseTo(20 + 8 * cos + 2 * sin, 2)
      expect(y).toBeCloseTo(15 - 8 * sin + 2 * cos, 2)
      expect(mass(turned)).toBeCloseTo(mass(image), 1)
      expect(worst(rotate(turned, -degrees), image)).toBeLessThan(0.15)
    }
  })
})

describe('noise', () => {
  const gray = { pixels: Array<number>(40_000).fill(0.5), width: 200, height: 200 }
  test('has the deviation it is given, and stays in [0, 1]', () => {
    const differences = noise(gray, { sd: 0.1, seed: 3 }).pixels.map((value) => value - 0.5)
    const mean = differences.reduce((sum, d) => sum + d, 0) / 40_000
    const sd = Math.sqrt(differences.reduce((sum, d) => sum + d * d, 0) / 40_000)
    expect(Math.abs(mean)).toBeLessThan(0.0025)
    expect(Math.abs(sd - 0.1)).toBeLessThan(0.002)
    const wild = noise(gray, { sd: 5 }).pixels
    expect(wild.every((value) => value >= 0 && value <= 1)).toBe(true)
    expect(wild).toContain(0)
    expect(wild).toContain(1)
  })

  test('sd 0 changes nothing, and the seed decides', () => {
    const image = picture(5, 5, 0)
    expect(noise(image, { sd: 0 })).toEqual(image)
    expect(noise(image, { sd: 0.1, seed: 1 })).toEqual(noise(image, { sd: 0.1 }))
    expect(noise(image, { sd: 0.1, seed: 2 })).not.toEqual(noise(image, { sd: 0.1 }))
  })
})

describe('complaints', () => {
  const image = { pixels: [1, 2], width: 2, height: 1 }
  const type = TypeError
  const range = RangeError
  test.each([
    [() => shift(image, NaN, 0), new range('shift: dx is NaN. Pass a finite number.')],
    [() => shift(image, 0, '1' as unknown as number), new range('shift: dy is "1". Pass a finite number.')],
    [() => rotate(image, Infinity), new range('rotate: degrees is Infinity. Pass a finite number.')],
    [() => elastic(image, { alpha: -1, sigma: 4 }), new range('elastic: alpha is -1. Pass a number of at least 0.')],
    [() => elastic(image, { alpha: 1, sigma: 0 }), new range('elastic: sigma is 0. Pass a number above 0.')],
    [() => elastic(image, { alpha: 1, sigma: 1, seed: 0.5 }), new range('elastic: seed is 0.5. Pass a whole number of size below 2^53.')],
    [() => elastic(image, { strength: 1 } as never), new type('elastic: unknown option "strength". The options are alpha, sigma, seed.')],
    [() => noise(image, { sd: -0.1 }), new range('noise: sd is -0.1. Pass a number of at least 0.')],
    [() => noise(image, 0.1 as never), new type('noise: the options are 0.1. Pass an object.')],
    [() => shift({ ...image, width: 3 }, 1, 0), new range('shift: pixels has 2 numbers. Pass 3, for 3 × 1 pixels.')],
    [() => rotate({ ...image, height: 0 }, 1), new range('rotate: height is 0. Pass a whole number, 1 or more.')],
    [() => noise({ ...image, pixels: [0, NaN] }, { sd: 1 }), new range('noise: pixels[1] is NaN. Pass a finite number.')],
    [() => shift({ ...image, pixels: new Float64Array(2) as never }, 1, 0), new type('shift: pixels is a Float64Array object. Pass an array of numbers, row after row.')],
  ])('%#', (run, error) => {
    expect(run).toThrow(error)
    expect(run).toThrow(error.constructor as typeof Error)
  }) // oxfmt-ignore
})

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
    const moved = [(x: number) => x, (_: number, y: number) => y].map((of) => elastic(ramp(size, of), { alpha, sigma, seed })) // oxfmt-ignore
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
  }) // oxfmt-ignore

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
