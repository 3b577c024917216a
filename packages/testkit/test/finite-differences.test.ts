import { describe, expect, test } from '@jest/globals'
import { slopes } from '@gradus/testkit'

describe('slopes', () => {
  test('of smooth functions are right to 1e-11, and say so', () => {
    for (const [f, slope] of [
      [Math.exp, 1],
      [Math.sin, 1],
      [(h: number) => (2 + h) ** 3, 12],
      [(h: number) => Math.log(0.2 + h), 5],
    ] as const) {
      const [estimate] = slopes((h) => [f(h)])!
      expect(Math.abs(estimate!.value - slope)).toBeLessThan(1e-11)
      expect(estimate!.noise).toBeLessThan(1e-10)
    }
  })

  test('come one per component', () => {
    const estimates = slopes((h) => [3 * h, h * h, 7])!
    expect(estimates.map(({ value }) => Math.round(value * 1e9) / 1e9)).toEqual([3, 0, 0])
  })

  test('pass over steps that leave the smooth piece', () => {
    const [estimate] = slopes((h) => (Math.abs(h) < 0.01 ? [Math.exp(h)] : undefined))!
    expect(estimate!.value).toBeCloseTo(1, 10)
  })

  test('are undefined where no two steps stay on it', () => {
    expect(slopes((h) => (h > 0 ? [h] : undefined))).toBeUndefined()
    expect(slopes((h) => [h], 1, 1)).toBeUndefined()
  })

  test('are noisy where the function is rough', () => {
    const [estimate] = slopes((h) => [Math.sign(h)])!
    expect(estimate!.noise).toBeGreaterThan(1)
  })
})
