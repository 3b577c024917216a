import { describe, expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { Adam, SGD } from '../../src/index.js'

/** The path of p under an optimizer on J = p⁴ − 2p², from p = 1.5. */
function path(make: (parameters: Value[]) => { step(): void; zeroGrad(): void }, steps: number): number[] {
  const p = new Value(1.5)
  const optimizer = make([p])
  return Array.from({ length: steps }, () => {
    optimizer.zeroGrad()
    p.pow(4).sub(p.square().mul(2)).backward()
    optimizer.step()
    return p.data
  })
}

const slope = (p: number) => 4 * p ** 3 - 4 * p

describe('SGD', () => {
  test('plain: p − lr·g', () => {
    const first = 1.5 - 0.02 * slope(1.5)
    expect(path((p) => new SGD(p, { lr: 0.02 }), 2)).toEqual([first, first - 0.02 * slope(first)])
  })
  test('momentum and Nesterov follow their recurrences', () => {
    for (const nesterov of [false, true]) {
      let [p, v] = [1.5, 0]
      const expected = Array.from({ length: 8 }, () => {
        const g = slope(p)
        v = 0.9 * v + g
        p -= 0.01 * (nesterov ? g + 0.9 * v : v)
        return p
      })
      const actual = path((ps) => new SGD(ps, { lr: 0.01, momentum: 0.9, nesterov }), 8)
      actual.forEach((x, i) => expect(x).toBeCloseTo(expected[i]!, 13))
    }
  })
  test('weight decay pulls towards 0 by lr·λ·p', () => {
    const p = new Value(2)
    new SGD([p], { lr: 0.5, weightDecay: 0.1 }).step()
    expect(p.data).toBe(2 - 0.5 * 0.1 * 2)
  })
  test('refuses options out of range, unknown or without effect', () => {
    expect(() => new SGD([], { lr: -1 })).toThrow('SGD: lr is -1. Pass a number of at least 0.')
    expect(() => new SGD([], { momentum: 1 })).toThrow('SGD: momentum is 1. Pass a number in [0, 1).')
    expect(() => new SGD([], { nesterov: true })).toThrow('SGD: nesterov is on and momentum is 0.')
    expect(() => new SGD([], { rate: 1 } as never)).toThrow(
      'SGD: unknown option "rate". The options are lr, momentum, nesterov, weightDecay.',
    )
    expect(() => new SGD([], 0.5 as never)).toThrow('SGD: the options are 0.5. Pass an object.')
  })
  test('refuses the state of another optimizer', () => {
    const p = new Value(1)
    expect(() => (new SGD([p]).state = new Adam([p]).state)).toThrow(
      /^SGD: the state has "\w+", which belongs to another/,
    )
  })
})

describe('Adam', () => {
  test('the first step is lr long whatever the gradient: both corrections divide', () => {
    for (const scale of [1e-4, 1, 1e4]) {
      const p = new Value(0)
      p.mul(scale).backward()
      new Adam([p], { lr: 0.1 }).step()
      expect(p.data).toBeCloseTo(-0.1, 4)
    }
  })
  test('follows algorithm 1 of the paper', () => {
    let [p, m, v] = [1.5, 0, 0]
    const expected = Array.from({ length: 20 }, (_, k) => {
      const g = slope(p)
      m = 0.8 * m + 0.2 * g
      v = 0.95 * v + 0.05 * g * g
      p -= (0.05 * (m / (1 - 0.8 ** (k + 1)))) / (Math.sqrt(v / (1 - 0.95 ** (k + 1))) + 1e-3)
      return p
    })
    const actual = path((ps) => new Adam(ps, { lr: 0.05, beta1: 0.8, beta2: 0.95, eps: 1e-3 }), 20)
    actual.forEach((x, i) => expect(x).toBeCloseTo(expected[i]!, 13))
  })
  test('every parameter has moments of its own', () => {
    const [a, b] = [new Value(1), new Value(1)]
    const adam = new Adam([a, b], { lr: 0.1 })
    for (let i = 0; i < 3; i++) {
      adam.zeroGrad()
      a.mul(2).add(b.square()).backward()
      adam.step()
    }
    expect(a.data).not.toBe(b.data)
  })
  test('refuses options out of range', () => {
    expect(() => new Adam([], { beta2: 1 })).toThrow('Adam: beta2 is 1. Pass a number in [0, 1).')
    expect(() => new Adam([], { lr: NaN })).toThrow('Adam: lr is NaN. Pass a number of at least 0.')
  })
})
