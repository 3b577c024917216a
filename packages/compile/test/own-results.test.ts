/** Results as points, and numbers read from parameters. */
import { expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { compile, type Backend, RecordingError } from '../src/index.js'

const ENGINES: Backend[] = ['interpreter', 'wasm']

test.each(ENGINES)('%s: results may be the points of the next call', (backend) => {
  const f = compile((x: Value) => x.mul(x).sqrt(), ['scalar'], { backend })
  const r = f.gradient([0.5, 2, -3])
  r.set([0, 2, -3])
  expect([...f.gradient(r)]).toEqual([0, 1, -1])
  const values = f.values([1, 2])
  expect([...f.values(values)]).toEqual([1, 2])
})

test.each<[string, (w: Value) => number, number]>([
  ['its sign', (w) => (w.data > 0 ? 1 : 2), 3],
  ['its size', (w) => (w.data > -100 ? 1 : 2), 3],
  ['its number, a negative one', (w) => w.data, -2],
  ['its number, an infinite one', (w) => w.data, Infinity],
  ['its gradient', (w) => w.grad, 3],
  ['whether it has one', (w) => (w.hasGrad ? 1 : 2), 3],
])('a function must not read of a parameter %s', (_, read, start) => {
  const w = new Value(start)
  expect(() => compile((x: Value) => x.mul(read(w)).add(w), ['scalar'], { parameters: [w] })).toThrow(RecordingError)
  expect([w.data, w.grad, w.hasGrad]).toEqual([start, 0, false])
})

test.each(ENGINES)('%s: results may be transferred, those without numbers too', (backend) => {
  const transfer = (array: Float64Array): number[] => [
    ...structuredClone(array, { transfer: [array.buffer as ArrayBuffer] }),
  ]
  const constant = compile(() => new Value(3), [], { backend })
  const line = compile((x: Value) => x.mul(2), ['scalar'], { backend })
  const none = new Float64Array(0)
  transfer(none)
  for (let i = 0; i < 3; i++) {
    for (const points of [[], none]) {
      expect(transfer(constant.gradient(points))).toEqual([])
      expect(transfer(constant.jacobian(points))).toEqual([])
      expect(transfer(constant.hvp(points, points))).toEqual([])
      expect(transfer(constant.values(points))).toEqual([3])
    }
    const { value, values, gradient, parameterGradient } = line.valueAndGradient([1])
    expect([value, ...[values, gradient, parameterGradient].map(transfer)]).toEqual([2, [2], [2], []])
  }
})
