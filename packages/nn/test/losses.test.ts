import { describe, expect, test } from '@jest/globals'
import { gradcheck, Value } from '@gradus/engine'
import {
  binaryCrossEntropyWithLogits,
  crossEntropy,
  hinge,
  huber,
  mae,
  mse,
  quadratic,
  sigmoidCrossEntropy,
} from '../src/index.js'

const values = (...xs: number[]) => xs.map((x) => new Value(x))

/** Loss and gradient with respect to the outputs. */
function both(loss: typeof mse, outputs: number[], target: number | number[]) {
  const zs = values(...outputs)
  const y = loss(zs, target)
  y.backward()
  return [y.data, ...zs.map((z) => z.grad)]
}

describe('mse', () => {
  test('is the mean over the outputs', () => {
    expect(both(mse, [1, 4], [3, 3])).toEqual([(4 + 1) / 2, -2, 1])
    expect(both(mse, [2], 5)).toEqual([9, -6])
  })
  test('refuses another number of targets', () => {
    expect(() => mse(values(1, 2), [1])).toThrow('mse: 2 outputs and 1 targets. Pass one target per output.')
    expect(() => mse(values(1, 2), 'x' as never)).toThrow('mse: the target is "x". Pass an array of numbers.')
  })
})

describe('crossEntropy', () => {
  test('is −log softmax at the class; the gradient is softmax minus one-hot', () => {
    const [loss, ...gradient] = both(crossEntropy, [1, 2, 3], 1)
    expect(loss).toBeCloseTo(1.4076059644443804, 15) // log(1 + e + e²) − 1
    const p = [0.09003057317038046, 0.24472847105479764, 0.6652409557748219] // softmax of 1, 2, 3
    gradient.forEach((g, i) => expect(g).toBeCloseTo(p[i]! - (i === 1 ? 1 : 0), 15))
  })
  test('probabilities: one-hot equals the class index, and soft targets pull to themselves', () => {
    const hard = both(crossEntropy, [1, 2, 3], 1)
    both(crossEntropy, [1, 2, 3], [0, 1, 0]).forEach((x, i) => expect(x).toBeCloseTo(hard[i]!, 15))
    const [, ...gradient] = both(crossEntropy, [0, 0], [0.5, 0.5])
    expect(gradient).toEqual([0, 0])
  })
  test('far out: fully right costs nothing, fully wrong the whole distance with a full-size gradient', () => {
    expect(both(crossEntropy, [1000, -1000], 0)).toEqual([0, 0, 0])
    expect(both(crossEntropy, [1000, -1000], 1)).toEqual([2000, 1, -1])
  })
  test('refuses a class that is not there and numbers that are no probabilities', () => {
    expect(() => crossEntropy(values(1, 2), 2)).toThrow(
      'crossEntropy: the target is 2. Pass a class index from 0 to 1, or probabilities.',
    )
    expect(() => crossEntropy(values(1, 2), 0.5)).toThrow('crossEntropy: the target is 0.5.')
    expect(() => crossEntropy(values(1, 2), [0.5, 0.6])).toThrow('crossEntropy: the probabilities sum to 1.1.')
    expect(() => crossEntropy(values(1, 2), [-0.5, 1.5])).toThrow('crossEntropy: a probability is -0.5. Pass numbers')
    expect(() => crossEntropy(values(1), 0)).toThrow('crossEntropy: there is one logit. Pass one per class;')
  })
})

describe('binaryCrossEntropyWithLogits', () => {
  test('has loss and gradient of the formula', () => {
    const [loss, gradient] = both(binaryCrossEntropyWithLogits, [0.7], [0.25])
    const p = 1 / (1 + Math.exp(-0.7))
    expect(loss).toBeCloseTo(-0.25 * Math.log(p) - 0.75 * Math.log(1 - p), 14)
    expect(gradient).toBeCloseTo(p - 0.25, 14)
  })
  test('far out on both sides', () => {
    expect(both(binaryCrossEntropyWithLogits, [1000], [0])).toEqual([1000, 1])
    expect(both(binaryCrossEntropyWithLogits, [-1000], [1])).toEqual([1000, -1])
    expect(both(binaryCrossEntropyWithLogits, [1000], [1])).toEqual([0, 0])
    expect(both(binaryCrossEntropyWithLogits, [40], [1])[0]).toBeCloseTo(Math.exp(-40), 30)
  })
  test('is the mean over the outputs', () => {
    expect(both(binaryCrossEntropyWithLogits, [0, 0], [1, 0])).toEqual([Math.log(2), -0.25, 0.25])
  })
  test('refuses targets outside [0, 1]', () => {
    expect(() => binaryCrossEntropyWithLogits(values(1), 2)).toThrow(
      'binaryCrossEntropyWithLogits: target 0 is 2. Pass numbers from 0 to 1.',
    )
  })
})

test('mae, huber, hinge and the quadratic cost: values and slopes at ordinary points, far out and at their kinks', () => {
  expect(both(mae, [1, 5, 2], [3, 3, 2])).toEqual([4 / 3, -1 / 3, 1 / 3, 0])
  expect(both(huber, [0.5], [0])).toEqual([0.125, 0.5])
  expect(both(huber, [3], [0])).toEqual([2.5, 1])
  expect(both(huber, [-1000], [0])).toEqual([999.5, -1])
  expect(both(huber, [1], [0])).toEqual([0.5, 1]) // where the parabola meets the line
  expect(both((o, t) => huber(o, t, 2), [-2], [0])).toEqual([2, -2])
  expect(both(hinge, [0.25, -3], [1, -1])).toEqual([0.375, -0.5, 0])
  expect(both(hinge, [-1000], [1])).toEqual([1001, -1])
  expect(both(hinge, [1], [1])).toEqual([0, 0])
  expect(both(quadratic, [3, 1], [1, 1])).toEqual([2, 2, 0])
  expect(() => huber(values(1), 1, 0)).toThrow('huber: delta is 0. Pass a positive number.')
  expect(() => hinge(values(1), 0)).toThrow('hinge: target 0 is 0. Pass 1 or -1.')
})

test('sigmoidCrossEntropy is the sum where binaryCrossEntropyWithLogits is the mean', () => {
  const mean = both(binaryCrossEntropyWithLogits, [0.3, -2], [1, 0.4])
  both(sigmoidCrossEntropy, [0.3, -2], [1, 0.4]).forEach((x, i) => expect(x).toBeCloseTo(2 * mean[i]!, 15))
})

test('every loss passes gradcheck, second order included', () => {
  expect(gradcheck((zs) => mse(zs, [0.2, -1]), [0.5, 2]).message).toMatch(/agree/)
  expect(gradcheck((zs) => crossEntropy(zs, 2), [0.5, 2, -1]).message).toMatch(/agree/)
  expect(gradcheck((zs) => crossEntropy(zs, [0.2, 0.5, 0.3]), [0.5, 2, -1]).message).toMatch(/agree/)
  expect(gradcheck((zs) => binaryCrossEntropyWithLogits(zs, [0.3, 1]), [0.5, -2]).message).toMatch(/agree/)
})
