/** Arguments of `compile` that are refused, with the whole text of each error. */
import { describe, expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { compile } from '../../src/index.js'
import { expectError } from '../expect-error.js'

const square = (x: Value) => x.square()
const anyCompile = compile as (...args: unknown[]) => unknown

test.each([null, 3, 'wasm'])('compile refuses the options %p', (options) => {
  expect(() => compile((x: Value) => x, ['scalar'], options as never)).toThrow(
    new TypeError(`compile: the options are ${JSON.stringify(options)}. Pass an object.`),
  )
})

describe('compile refuses', () => {
  test.each([
    ['scalar', TypeError, `the shape is "scalar". Pass one entry per argument: 'scalar', or the length of an array.`],
    [undefined, TypeError, `the shape is undefined. Pass one entry per argument: 'scalar', or the length of an array.`],
    [['scalar', 0], RangeError, `entry 1 of the shape is 0. Pass 'scalar', or a length of 1 or more.`],
    [[2.5], RangeError, `entry 0 of the shape is 2.5. Pass 'scalar', or a length of 1 or more.`],
    [['vector'], RangeError, `entry 0 of the shape is "vector". Pass 'scalar', or a length of 1 or more.`],
    [[[3]], RangeError, `entry 0 of the shape is an array of length 1. Pass 'scalar', or a length of 1 or more.`],
  ] as const)('the shape %p', (shape, type, message) => {
    expectError(() => anyCompile(square, shape), type, `compile: ${message}`)
  })

  const w = new Value(2, 'w')
  test.each([
    [
      { parms: [] },
      TypeError,
      'unknown option "parms". The options are parameters, precision, backend, mustMatchEngine.',
    ],
    [{ precision: 'f16' }, RangeError, 'precision is "f16". Pass "f64" or "f32".'],
    [{ backend: 'gpu' }, RangeError, 'backend is "gpu". Pass "wasm" or "interpreter".'],
    [{ parameters: w }, TypeError, 'parameters is a Value object. Pass an array of Values.'],
    [{ parameters: [w, 3] }, TypeError, 'parameter 1 is 3. Pass a Value.'],
    [{ parameters: [null] }, TypeError, 'parameter 0 is null. Pass a Value.'],
    [{ parameters: new Array(1) }, TypeError, 'parameter 0 is undefined. Pass a Value.'],
    [{ mustMatchEngine: 'no' }, TypeError, 'mustMatchEngine is "no". Pass true or false.'],
    [{ backend: null }, RangeError, 'backend is null. Pass "wasm" or "interpreter".'],
    [[], TypeError, 'the options are an array of length 0. Pass an object.'],
    [{ parameters: [{ op: null }] }, TypeError, 'parameter 0 is an object. Pass a Value.'],
    [{ parameters: [w.mul(3)] }, TypeError, 'parameter 0 is Value(6, op mul). Pass a Value that no op has made.'],
    [
      { parameters: [Object.freeze(new Value(3))] },
      TypeError,
      'parameter 0 is Value(3), which is frozen. Pass one that is not.',
    ],
    [{ parameters: [w, w] }, RangeError, 'parameter 1 is Value(w: 2), which is listed twice. Pass it once.'],
  ])('the options %o', (options, type, message) => {
    expectError(() => anyCompile(square, ['scalar'], options), type, `compile: ${message}`)
  })
})

test('a parameter that is frozen after compile is refused when a call is compared with the engine', () => {
  const w = new Value(3)
  const f = compile((x: Value) => x.mul(w), ['scalar'], { parameters: [w] })
  expect(f.value([2])).toBe(6)
  Object.freeze(w)
  expectError(
    () => f.gradient([2]),
    TypeError,
    'compile: parameter 0 is Value(3), which is frozen. Pass one that is not.',
  )
  expect(f.value([4])).toBe(12)
})
