/** The arrays that a compiled function returns: a caller may pass them in again, and may transfer them. */
import { expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { compile, type Backend } from '../../src/index.js'

const BACKENDS: Backend[] = ['interpreter', 'wasm']

test.each(BACKENDS)('%s: the results of a call may be the points of the next call', (backend) => {
  const f = compile((x: Value) => x.mul(x).sqrt(), ['scalar'], { backend })
  const r = f.gradient([0.5, 2, -3])
  r.set([0, 2, -3])
  expect([...f.gradient(r)]).toEqual([0, 1, -1])
  const values = f.values([1, 2])
  expect([...f.values(values)]).toEqual([1, 2])
})

test.each(BACKENDS)('%s: results may be transferred to another thread, also empty ones', (backend) => {
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
