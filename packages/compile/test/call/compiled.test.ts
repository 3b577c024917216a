/** Calls of a compiled function that are refused, with the whole text of each error. */
import { describe, expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { compile, type Derivation } from '../../src/index.js'

const product = compile((x: Value, y: Value) => x.mul(y), ['scalar', 'scalar'])
const METHODS = ['value', 'values', 'gradient', 'valueAndGradient', 'jacobian', 'hvp'] as const
const call = (name: (typeof METHODS)[number], points: unknown, compiled = product) => {
  const method = compiled[name] as (points: unknown, vectors: unknown) => unknown
  return () => method.call(compiled, points, [1, 1])
}

test('a function without inputs takes an empty point, and no other', () => {
  const w = new Value(3)
  const constant = compile(() => w.mul(2), [], { parameters: [w] })
  expect(constant.value([])).toBe(6)
  expect(() => constant.value([1, 2, 3])).toThrow(
    new RangeError('value: the length of the points is 3. Pass 0 numbers for each point.'),
  )
})

describe.each(METHODS)('%s', (name) => {
  test.each([
    [undefined, TypeError, 'the points are undefined. Pass a flat array of numbers.'],
    [3, TypeError, 'the points are 3. Pass a flat array of numbers.'],
    ['12', TypeError, 'the points are "12". Pass a flat array of numbers.'],
    [{ x: 1 }, TypeError, 'the points are an object. Pass a flat array of numbers.'],
    [[], RangeError, 'the length of the points is 0. Pass 2 numbers for each point.'],
    [[1, 2, 3], RangeError, 'the length of the points is 3. Pass 2 numbers for each point.'],
    [new Float64Array(1), RangeError, 'the length of the points is 1. Pass 2 numbers for each point.'],
    [[1, '2'], TypeError, 'item 1 of the points is "2". Pass a number.'],
    [[[1, 2], [3, 4]], TypeError, 'item 0 of the points is an array of length 2. Pass a number.'], // oxfmt-ignore
    [new Array(2), TypeError, 'item 0 of the points is undefined. Pass a number.'],
    [new BigInt64Array(2), TypeError, 'item 0 of the points is 0n. Pass a number.'],
  ])('refuses the points %p', (points, type, message) => {
    expect(call(name, points)).toThrow(new type(`${name}: ${message}`))
    expect(call(name, points)).toThrow(type)
  })

  test('refuses to run after dispose', () => {
    const compiled = compile((x: Value, y: Value) => x.mul(y), ['scalar', 'scalar'])
    call(name, [1, 2], compiled)()
    compiled.dispose()
    const message = `${name}: this function was disposed of. Compile it again.`
    expect(call(name, [1, 2], compiled)).toThrow(new Error(message))
    compiled.dispose() // a second call does nothing
  })
})

test.each([
  [[1], RangeError, 'the length of the vectors is 1. Pass 2 numbers for each point.'],
  [null, TypeError, 'the vectors are null. Pass a flat array of numbers.'],
  [[1, null], TypeError, 'item 1 of the vectors is null. Pass a number.'],
  [[1, 2, 3, 4], RangeError, 'the points have 2 numbers and the vectors 4. Pass as many of each.'],
])('hvp refuses the vectors %p', (vectors, type, message) => {
  const action = () => product.hvp([1, 2], vectors as number[])
  expect(action).toThrow(new type(`hvp: ${message}`))
  expect(action).toThrow(type)
})

test.each(['value', 'gradient', 'valueAndGradient', 'hvp'] as const)(
  '%s refuses a function that returns an array',
  (name) => {
    const list = compile((x: Value) => [x, x.exp()], ['scalar'])
    const message = `${name}: the function returns an array of length 2. Use values() and jacobian(), or return one Value.`
    expect(call(name, [1], list)).toThrow(new TypeError(message))
  },
)

test.each(['report', 'listing'] as const)(
  '%s refuses an unknown derivation, a wrong number of examples, and a function that was disposed of',
  (name) => {
    const message = `${name}: the derivation is "slope". Pass "outputs" or "gradient" or "hvp" or "jacobian".`
    expect(() => product[name]('slope' as Derivation)).toThrow(new RangeError(message))
    for (const examples of [0, 1.5, -1, NaN]) {
      const message = `${name}: the number of examples is ${examples}. Pass a whole number, 1 or more.`
      expect(() => product[name]('gradient', examples)).toThrow(new RangeError(message))
    }
    const disposed = compile((x: Value) => x, ['scalar'])
    disposed.dispose()
    expect(() => disposed[name]()).toThrow(new Error(`${name}: this function was disposed of. Compile it again.`))
  },
)
