import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { Random } from '../src/index.js'

interface Reference {
  seed: number
  state: number[]
  uint32: number[]
  uniform: number[]
  normal: number[]
}
/** Written by testkit/references/xoshiro.py. */
const references = JSON.parse(
  readFileSync(new URL('../../testkit/references/xoshiro.json', import.meta.url), 'utf8'),
) as Reference[]

describe('Random', () => {
  test('gives recorded numbers for a seed, on every machine', () => {
    const random = new Random(1)
    expect([random.uint32(), random.uint32(), random.uint32()]).toEqual([3103873459, 181218647, 3002039413])
  })
  test('gives recorded normal numbers too', () => {
    const random = new Random(1)
    expect([random.normal(), random.normal()]).toEqual([-0.5048019087684517, -0.2967912727748763])
  })
  test.each(references)(
    'agrees with another implementation: seed $seed',
    ({ seed, state, uint32, uniform, normal }) => {
      expect(new Random(seed).state).toEqual(state)
      const [bits, flat, bell] = [new Random(seed), new Random(seed), new Random(seed)]
      expect(uint32.map(() => bits.uint32())).toEqual(uint32)
      expect(uniform.map(() => flat.uniform())).toEqual(uniform)
      normal.forEach((x) => expect(Math.abs(bell.normal() - x)).toBeLessThanOrEqual(1e-15 * Math.abs(x)))
    },
  )
  test('follows xoshiro128**: the reference state 1, 2, 3, 4 gives the published first numbers', () => {
    const random = new Random(0)
    random.state = [1, 2, 3, 4]
    expect([random.uint32(), random.uint32(), random.uint32(), random.uint32()]).toEqual([11520, 0, 5927040, 70819200])
  })
  test('goes on from a saved state', () => {
    const random = new Random(5)
    random.normal()
    const { state } = random
    const next = [random.uniform(), random.normal(), random.integer(10)]
    random.state = state
    expect([random.uniform(), random.normal(), random.integer(10)]).toEqual(next)
  })
  test('uniform numbers fill [0, 1) evenly, normal ones have mean 0 and variance 1', () => {
    const random = new Random(3)
    const counts = new Array<number>(10).fill(0)
    const normals: number[] = []
    for (let i = 0; i < 100_000; i++) {
      counts[Math.floor(random.uniform() * 10)]!++
      normals.push(random.normal())
    }
    const chiSquare = counts.reduce((s, c) => s + (c - 10_000) ** 2 / 10_000, 0)
    expect(chiSquare).toBeLessThan(27.9) // 9 degrees of freedom, 0.1 %
    const mean = normals.reduce((s, x) => s + x, 0) / normals.length
    const variance = normals.reduce((s, x) => s + x * x, 0) / normals.length
    expect(Math.abs(mean)).toBeLessThan(0.013)
    expect(Math.abs(variance - 1)).toBeLessThan(0.02)
  })
  test('shuffled keeps the items, changes a copy, and each item goes everywhere', () => {
    const random = new Random(8)
    const items = Object.freeze([0, 1, 2, 3])
    const seen = items.map(() => new Set<number>())
    for (let i = 0; i < 200; i++) {
      const shuffled = random.shuffled(items)
      expect([...shuffled].sort()).toEqual(items)
      shuffled.forEach((item, place) => seen[item]!.add(place))
    }
    expect(seen.map((places) => places.size)).toEqual([4, 4, 4, 4])
  })
  test('seeds beyond 32 bits and negative ones differ; a seed that is no whole number is refused', () => {
    const first = [0, 1, -1, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER].map((seed) => new Random(seed).uint32())
    expect(new Set(first).size).toBe(first.length)
    expect(() => new Random(0.5)).toThrow('Random: the seed is 0.5. Pass a whole number.')
  })
})
