/** Functions that cannot be recorded, with the whole text of each error. */
import { describe, expect, test } from '@jest/globals'
import { sum, unary, Value, where } from '@gradus/engine'
import { compile, RecordingError } from '../../src/index.js'
import { expectError } from '../expect-error.js'

const square = (x: Value) => x.square()
const anyCompile = compile as (...args: unknown[]) => unknown

describe('a function that builds a different graph the second time', () => {
  const changing = (...results: ((x: Value, w: Value) => Value | Value[])[]) => {
    let runs = 0
    const w = new Value(1)
    return () => compile((x: Value) => results[runs++ % results.length]!(x, w), ['scalar'], { parameters: [w] })
  }
  const text = (first: string, second: string) =>
    `compile: the function built a different graph when it ran again: first "${first}", then "${second}". Take numbers from arguments and parameters only through ops, with where(cond, a, b) to branch, and draw nothing at random.`

  test.each<[string, string, () => unknown]>([
    ['%0 = exp %x[0]', '%0 = log %x[0]', changing((x) => x.exp(), (x) => x.log())], // oxfmt-ignore
    ['%0 = mul %x[0], 2', '%0 = mul %x[0], 3', changing((x) => x.mul(2), (x) => x.mul(3))], // oxfmt-ignore
    ['%0 = mul %x[0], 0', '%0 = mul %x[0], -0', changing((x) => x.mul(0), (x) => x.mul(-0))], // oxfmt-ignore
    ['%1 = exp %0', 'outputs %0', changing((x) => x.square().exp(), square)], // oxfmt-ignore
    ['%0 = sub %x[0], %w[0]', '%0 = sub %w[0], %x[0]', changing((x, w) => x.sub(w), (x, w) => w.sub(x))], // oxfmt-ignore
    ['outputs %x[0]', 'outputs %x[0], %w[0]', changing((x) => x, (x, w) => [x, w])], // oxfmt-ignore
    ['outputs %x[0]', 'outputs %w[0]', changing((x) => x, (_, w) => w)], // oxfmt-ignore
  ])('is refused: %s, then %s', (first, second, action) => {
    expectError(action, RecordingError, text(first, second))
  })

  test('is refused if it makes an op', () => {
    const f = (x: Value) => unary('own', { f: (x) => 2 * x, d: 2, domain: [-1, 1] })(x)
    const message = 'compile: the function makes a new op each time it runs. Make the op once, outside the function.'
    expectError(() => compile(f, ['scalar']), RecordingError, message)
  })

  test('is refused with only the beginning of a long line', () => {
    let runs = 0
    const f = (xs: Value[]) => sum([...xs.filter((_, i) => i % 2 === 0), xs[runs++]!])
    const line = '%0 = sum %x[0], %x[2], %x[4], %x[6], %x[8], %x[10], %x[12], %x[14], %x[16], %x[18], %x[20], %x[22], …'
    expectError(() => compile(f, [40]), RecordingError, text(line, line))
  })
})

test('a Value of an earlier run is refused', () => {
  let kept: Value | undefined
  compile((x: Value) => (kept = x).exp(), ['scalar'])
  expect(() => compile((a: Value, b: Value) => a.add(b.mul(kept!)), ['scalar', 'scalar'])).toThrow(
    new RecordingError(
      'compile: the function uses a Value from an earlier run. Use only the arguments of the current run.',
    ),
  )
})

describe('Values that are not arguments', () => {
  test('are refused if they are not listed in parameters', () => {
    const w = new Value(2, 'w')
    expectError(
      () => compile((x: Value) => x.mul(w), ['scalar']),
      RecordingError,
      'compile: the function uses Value(w: 2), which is made outside of it. List it in parameters, or pass its number as an argument.',
    )
    expectError(
      () => compile(() => w, []),
      RecordingError,
      'compile: the function uses Value(w: 2), which is made outside of it. List it in parameters, or pass its number as an argument.',
    )
  })

  test('are refused if an op made them, also from parameters', () => {
    const w = new Value(2)
    const made = w.mul(3)
    expectError(
      () => compile((x: Value) => x.mul(made), ['scalar'], { parameters: [w] }),
      RecordingError,
      'compile: the function uses Value(6, op mul), which is made outside of it and would be frozen. Make it inside the function.',
    )
  })

  test('made in the function are constants', () => {
    const f = compile((x: Value) => where(x.gt(new Value(1)), new Value(5), x), ['scalar'])
    expect([f.value([2]), f.value([0.5])]).toEqual([5, 0.5])
  })
})

test.each([
  [undefined, 'undefined'],
  [null, 'null'],
  ['3', '"3"'],
  [{ data: 1 }, 'an object'],
  [new Float64Array(2), 'a Float64Array object'],
  [[new Value(1), undefined], 'an array whose item 1 is undefined'],
  [new Array(1), 'an array whose item 0 is undefined'],
  [[[new Value(1)]], 'an array whose item 0 is an array of length 1'],
])('a function that returns %p is refused', (result, shown) => {
  const message = `compile: the function returned ${shown}. Return a Value or an array of Values.`
  expectError(() => anyCompile(() => result, ['scalar']), TypeError, message)
})

test('an empty array, a promise, and an argument that is not a function are refused', () => {
  const empty = 'compile: the function returned an empty array. Return a Value.'
  expectError(() => compile(() => [], ['scalar']), RangeError, empty)
  const promise = 'compile: the function returned a promise. Pass a synchronous function.'
  expectError(() => anyCompile(async (x: Value) => x, ['scalar']), TypeError, promise)
  expectError(() => anyCompile('f', []), TypeError, 'compile: the first argument is "f". Pass a function.')
})
