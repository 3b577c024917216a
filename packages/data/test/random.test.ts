import { describe, expect, test } from '@jest/globals'
import { createRandom } from '../src/random.js'

const take = (n: number, draw: () => number) => Array.from({ length: n }, draw)

describe('createRandom', () => {
  test('gives the recorded numbers for seed 1', () => {
    const random = createRandom(1)
    expect(take(3, random.uniform)).toEqual([0.3120669185880347, 0.22691370682104717, 0.9454395263415739])
    expect(take(3, random.normal)).toEqual([-0.1930653828189691, -2.1470905424614446, 1.7581271610989273])
    expect(take(10, () => random.below(10))).toEqual([6, 0, 5, 8, 8, 3, 2, 8, 9, 4])
    expect(random.shuffled([0, 1, 2, 3, 4, 5])).toEqual([3, 0, 2, 1, 5, 4])
  })

  test('gives the same bits for the same seed, and other bits for another', () => {
    for (const seed of [0, 1, -1, 2 ** 31, 2 ** 32, 2 ** 32 + 1, Date.UTC(2030, 0), Number.MIN_SAFE_INTEGER]) {
      const first = take(20, createRandom(seed).uniform)
      expect(take(20, createRandom(seed).uniform)).toEqual(first)
      expect(take(20, createRandom(seed + 1).uniform)).not.toEqual(first)
      expect(take(20, createRandom(seed + 2 ** 32).uniform)).not.toEqual(first)
    }
  })

  test('uniform numbers lie in [0, 1), use 53 bits and fill all tenths alike', () => {
    const values = take(100_000, createRandom(2).uniform)
    expect(values.every((u) => u >= 0 && u < 1 && Number.isInteger(u * 2 ** 53))).toBe(true)
    expect(values.some((u) => !Number.isInteger(u * 2 ** 50))).toBe(true)
    const tenths = Array.from({ length: 10 }, (_, k) => values.filter((u) => Math.floor(u * 10) === k).length)
    for (const n of tenths) expect(Math.abs(n - 10_000)).toBeLessThan(5 * Math.sqrt(9000))
  })

  test('neighboring seeds begin unlike each other', () => {
    const firsts = Array.from({ length: 10_000 }, (_, seed) => createRandom(seed).uniform() - 0.5)
    const covariance = firsts.slice(1).reduce((sum, u, i) => sum + u * firsts[i]!, 0) / 10_000
    expect(Math.abs(covariance * 12)).toBeLessThan(0.05)
    const tenths = Array.from({ length: 10 }, (_, k) => firsts.filter((u) => Math.floor((u + 0.5) * 10) === k).length)
    for (const n of tenths) expect(Math.abs(n - 1000)).toBeLessThan(5 * Math.sqrt(900))
  })

  test('normal numbers have the moments 0, 1, 0, 3', () => {
    const values = take(200_000, createRandom(3).normal)
    const moment = (k: number) => values.reduce((sum, z) => sum + z ** k, 0) / values.length
    expect(Math.abs(moment(1))).toBeLessThan(0.01)
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.015)
    expect(Math.abs(moment(3))).toBeLessThan(0.04)
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.1)
  })

  test('below reaches every integer, and only those', () => {
    const random = createRandom(4)
    expect([...new Set(take(300, () => random.below(7)))].sort()).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(random.below(1)).toBe(0)
  })

  test('shuffled keeps the items, leaves the original alone, and makes each order equally likely', () => {
    const random = createRandom(5)
    const original = ['a', 'b', 'c']
    const seen = new Map<string, number>()
    for (let i = 0; i < 6000; i++) {
      const order = random.shuffled(original).join('')
      seen.set(order, (seen.get(order) ?? 0) + 1)
    }
    expect(original).toEqual(['a', 'b', 'c'])
    expect([...seen.keys()].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba'])
    for (const n of seen.values()) expect(Math.abs(n - 1000)).toBeLessThan(150)
    expect(random.shuffled([])).toEqual([])
  })
})
