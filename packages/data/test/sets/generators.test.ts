import { describe, expect, test } from '@jest/globals'
import { blobs, circles, type Dataset, moons, spirals, xor } from '../../src/sets/generators.js'

type Generator = (options?: Record<string, unknown>) => Dataset
const generators: [name: string, make: Generator, classes: number][] = [
  ['moons', moons, 2],
  ['circles', circles, 2],
  ['spirals', spirals, 2],
  ['spirals', (options) => spirals({ ...options, arms: 5 }), 5],
  ['blobs', blobs, 3],
  ['blobs', (options) => blobs({ ...options, classes: 7 }), 7],
  ['xor', xor, 2],
]

describe.each(generators)('%s', (name, make, classes) => {
  test('makes count points, 200 unless told, with classes of equal size to within 1', () => {
    expect(make().inputs).toHaveLength(200)
    for (const count of [1, 2, 3, 10, 99, 200]) {
      const { inputs, targets } = make({ count })
      expect(inputs).toHaveLength(count)
      expect(inputs.every((point) => point.length === 2 && point.every(Number.isFinite))).toBe(true)
      const sizes = Array.from({ length: classes }, (_, label) => targets.filter((target) => target === label).length)
      expect(sizes.reduce((sum, n) => sum + n, 0)).toBe(count)
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
    }
  })

  test('gives the same bits for the same seed, which is 1 by default', () => {
    expect(make({ seed: 5 })).toEqual(make({ seed: 5 }))
    expect(make({ seed: 5 })).not.toEqual(make({ seed: 6 }))
    expect(make()).toEqual(make({ seed: 1 }))
  })

  test('adds normal noise of the given size to the points without noise', () => {
    const exact = make({ count: 4000, noise: 0 }).inputs.flat()
    const noisy = make({ count: 4000, noise: 0.3, seed: 9 }).inputs.flat()
    const noise = noisy.map((x, i) => (x - exact[i]!) / 0.3)
    const mean = noise.reduce((sum, z) => sum + z, 0) / 8000
    expect(Math.abs(mean)).toBeLessThan(0.05)
    expect(Math.abs(noise.reduce((sum, z) => sum + z * z, 0) / 8000 - 1)).toBeLessThan(0.08)
    expect(make({ noise: 0, seed: 1 })).toEqual(make({ noise: 0, seed: 2 }))
  })

  test('refuses wrong options', () => {
    const least = 'Pass a whole number, 1 or more.'
    const cases: [options: unknown, error: RegExp | string][] = [
      [{ count: 0 }, `${name}: count is 0. ${least}`],
      [{ count: 1.5 }, `${name}: count is 1.5. ${least}`],
      [{ noise: -0.1 }, `${name}: noise is -0.1. Pass a number of at least 0.`],
      [{ noise: NaN }, `${name}: noise is NaN. Pass a number of at least 0.`],
      [{ noise: '1' }, `${name}: noise is "1". Pass a number of at least 0.`],
      [{ seed: 1.5 }, `${name}: seed is 1.5. Pass a whole number of size below 2^53.`],
      [{ seed: 2 ** 60 }, `${name}: seed is 1152921504606847000. Pass a whole number of size below 2^53.`],
      [{ n: 5 }, new RegExp(`^${name}: unknown option "n". The options are count, noise, seed`)],
    ]
    for (const [options, error] of cases) {
      expect(() => make(options as Record<string, unknown>)).toThrow(
        typeof error === 'string' ? new Error(error) : error,
      )
    }
  })
})

describe('without noise the points lie on the curves', () => {
  const byClass = ({ inputs, targets }: Dataset, label: number) => inputs.filter((_, i) => targets[i] === label)
  const angle = ([x, y]: number[]) => (Math.atan2(y!, x!) / (2 * Math.PI) + 1) % 1

  test('moons: two half circles of radius 1, around (0, 0) and (1, ½), from end to end', () => {
    const data = moons({ count: 41, noise: 0 })
    for (const [x, y] of byClass(data, 0)) {
      expect(Math.hypot(x!, y!)).toBeCloseTo(1, 14)
      expect(y).toBeGreaterThanOrEqual(0)
    }
    for (const [x, y] of byClass(data, 1)) {
      expect(Math.hypot(x! - 1, y! - 0.5)).toBeCloseTo(1, 14)
      expect(y).toBeLessThanOrEqual(0.5)
    }
    expect(byClass(data, 0)[0]).toEqual([1, 0])
    expect(byClass(data, 0)[20]![0]).toBe(-1)
    expect(byClass(data, 0)[10]![1]).toBe(1)
    expect(byClass(data, 1)[0]).toEqual([0, 0.5])
    expect(byClass(data, 1)[19]![0]).toBe(2)
  })

  test('circles: radius 1 and factor, in equal steps', () => {
    for (const factor of [undefined, 0.3]) {
      const data = circles({ count: 20, noise: 0, ...(factor === undefined ? {} : { factor }) })
      for (const [label, radius] of [[0, 1], [1, factor ?? 0.5]] as const) {
        byClass(data, label).forEach((point, j) => {
          expect(Math.hypot(...point)).toBeCloseTo(radius, 14)
          expect(angle(point)).toBeCloseTo(j / 10, 14)
        })
      }
    }
  }) // oxfmt-ignore

  test('spirals: the angle grows with the radius, and the arms are turned against each other', () => {
    for (const { arms, turns } of [{ arms: 2, turns: 1 }, { arms: 3, turns: 2.25 }]) {
      const data = spirals({ count: 30 * arms, noise: 0, arms, turns })
      for (let arm = 0; arm < arms; arm++) {
        byClass(data, arm).forEach((point, j) => {
          const r = (j + 1) / 30
          expect(Math.hypot(...point)).toBeCloseTo(r, 14)
          const turn = turns * r + arm / arms
          expect(Math.cos(2 * Math.PI * (angle(point) - turn))).toBeCloseTo(1, 12)
        })
      }
    }
    expect(spirals({ noise: 0 })).toEqual(spirals({ noise: 0, arms: 2, turns: 1 }))
  }) // oxfmt-ignore

  test('blobs: the centres, on the unit circle', () => {
    const data = blobs({ count: 40, noise: 0, classes: 4 })
    const centres = [[1, 0], [0, 1], [-1, 0], [0, -1]]
    data.inputs.forEach((point, i) => {
      expect(point[0]).toBeCloseTo(centres[data.targets[i]!]![0]!, 14)
      expect(point[1]).toBeCloseTo(centres[data.targets[i]!]![1]!, 14)
    })
  }) // oxfmt-ignore

  test('xor: the truth table, again and again', () => {
    const { inputs, targets } = xor({ count: 12, noise: 0 })
    expect(inputs.slice(0, 4)).toEqual([[0, 0], [0, 1], [1, 1], [1, 0]])
    expect(inputs.slice(8)).toEqual(inputs.slice(0, 4))
    inputs.forEach(([x, y], i) => expect(targets[i]).toBe(x! ^ y!))
  }) // oxfmt-ignore
})

test('the first points for seed 1 are as recorded', () => {
  const first = [moons, circles, spirals, blobs, xor].map((make) => make().inputs[0])
  expect(first).toEqual([
    [1.0125025266141394, 0.2334148406628927],
    [1.0125025266141394, 0.2334148406628927],
    [0.012480772607110592, 0.04731087332787167],
    [1.0250050532282788, 0.4668296813257854],
    [0.012502526614139376, 0.2334148406628927],
  ])
})

test.each<[run: () => unknown, error: Error]>([
  [() => circles({ factor: 1 }), new RangeError('circles: factor is 1. Pass the inner radius, between 0 and 1.')],
  [() => circles({ factor: 0 }), new RangeError('circles: factor is 0. Pass the inner radius, between 0 and 1.')],
  [() => circles({ factor: '0.5' as unknown as number }), new RangeError('circles: factor is "0.5". Pass the inner radius, between 0 and 1.')],
  [() => spirals({ arms: 1 }), new RangeError('spirals: arms is 1. Pass a whole number, 2 or more.')],
  [() => spirals({ turns: 0 }), new RangeError('spirals: turns is 0. Pass a number above 0.')],
  [() => spirals({ turns: Infinity }), new RangeError('spirals: turns is Infinity. Pass a number above 0.')],
  [() => blobs({ classes: 1 }), new RangeError('blobs: classes is 1. Pass a whole number, 2 or more.')],
  [() => blobs({ arms: 2 } as object), new TypeError('blobs: unknown option "arms". The options are count, noise, seed, classes.')],
  [() => moons(7 as unknown as object), new TypeError('moons: the options are 7. Pass an object.')],
])('%s is refused', (run, error) => {
  expect(run).toThrow(error)
}) // oxfmt-ignore
