/** A function that is being recorded must not read the numbers of its Values, because compiled code would freeze them. */
import { describe, expect, test } from '@jest/globals'
import { dataOf, mul, Value, withoutGraph } from '@gradus/engine'
import { compile, RecordingError } from '../../src/index.js'
import { expectError } from '../expect-error.js'

describe('a function must not use the number of an argument', () => {
  const loose = (x: Value) => x as unknown as number
  const takes: [what: string, take: (x: Value) => unknown][] = [
    ['reads the data', (x) => x.data],
    ['reads the data', (x) => x.exp().data],
    ['sets the data', (x) => (x.data = 1)],
    ['reads the grad', (x) => x.grad],
    ['sets the grad', (x) => (x.grad = 1)],
    ['reads the grad', (x) => x.hasGrad],
    ['reads the data', (x) => x.square().backward()],
    ['sets the grad', (x) => x.zeroGrad()],
    ['reads the text', (x) => `${x}`],
    ['reads the text', (x) => x.toString()],
    ['reads the JSON', (x) => JSON.stringify([x])],
    ['compares or converts the number', (x) => loose(x) < 1],
    ['compares or converts the number', (x) => loose(x) === 1 || x == (1 as unknown)], // oxlint-disable-line eqeqeq
    ['compares or converts the number', (x) => loose(x) + 1],
    ['compares or converts the number', (x) => Number(x)],
    ['compares or converts the number', (x) => Math.max(loose(x), 0)],
    ['compares or converts the number', (x) => loose(x.valueOf() as Value) * 2],
    ['reads the text', (x) => ({ [loose(x)]: 1 })],
  ]

  test.each(takes)('a function that %s is refused', (what, take) => {
    const f = (x: Value) => {
      take(x)
      return x.square()
    }
    expectError(
      () => compile(f, ['scalar']),
      RecordingError,
      `compile: the function ${what} of a Value while it is recorded, which would freeze a number. Compute with the ops; use where(cond, a, b) to branch.`,
    )
  })

  test('a debugger can show the Value without its number', () => {
    const shown: string[] = []
    const inspect = Symbol.for('nodejs.util.inspect.custom')
    compile(
      (x: Value) => {
        for (const y of [x, x.exp()]) shown.push((y as unknown as Record<symbol, () => string>)[inspect]!())
        return x
      },
      ['scalar'],
    )
    expect(shown.slice(0, 2)).toEqual(['Value(recorded)', 'Value(recorded, op exp)'])
  })
})

describe('a function must not read the number of a parameter', () => {
  const v = new Value(2.5)
  const w = new Value(2, 'w')
  const parameters = [v, w]
  const message =
    'compile: the function reads the data of a Value while it is recorded, which would freeze a number. Compute with the ops; use where(cond, a, b) to branch.'

  test.each<[name: string, read: () => unknown]>([
    ['|w| > 1', () => Math.abs(w.data) > 1],
    ['w = 0', () => w.data === 0],
    ['|w| < 1e-12', () => Math.abs(w.data) < 1e-12],
    ['min(1, |w|)', () => Math.min(1, Math.abs(w.data))],
    ['whether w is a whole number', () => Number.isInteger(w.data)],
    ['whether w is finite', () => Number.isFinite(w.data)],
    ['|v| > |w|', () => Math.abs(v.data) > Math.abs(w.data)],
    ['w > 1e7', () => w.data > 1e7],
    ['the text of w', () => `${w}`],
    ['dataOf(w)', () => dataOf(w)],
    ['an op on numbers', () => mul.evaluate([w, 2])],
    ['the result of an op without a graph', () => withoutGraph(() => w.mul(2).data)],
    ['the text in a message', () => expect(() => w.add('3' as never)).toThrow(`${w}`)],
  ])('%s is refused', (_, read) => {
    const f = (x: Value) => {
      read()
      return x.mul(w)
    }
    expectError(() => compile(f, ['scalar'], { parameters }), RecordingError, message)
    expect([w.data, w.grad, w.hasGrad]).toEqual([2, 0, false])
  })

  test('setting it is refused too', () => {
    const f = (x: Value) => x.mul((w.data = 1))
    expectError(() => compile(f, ['scalar'], { parameters }), RecordingError, message.replace('reads', 'sets'))
    expect(w.data).toBe(2)
  })

  test('copies and JSON do not contain it', () => {
    for (const copy of [{ ...w }, JSON.parse(JSON.stringify(w)), structuredClone(Object.assign({}, w, { op: null }))]) {
      expect(Object.values(copy)).not.toContain(2)
    }
  })

  test('a debugger can show the Value without its number', () => {
    const inspect = Symbol.for('nodejs.util.inspect.custom')
    const shown: string[] = []
    const f = (x: Value) => {
      shown.push((w as unknown as Record<symbol, () => string>)[inspect]!())
      return x.mul(w)
    }
    compile(f, ['scalar'], { parameters })
    expect(shown[0]).toBe('Value(w: 2)')
  })

  test('a Value made in the function may be read', () => {
    const f = compile((x: Value) => x.mul(new Value(3).data), ['scalar'], { parameters })
    expect(f.value([2])).toBe(6)
  })

  test('a function that is compiled inside another one must not read it either', () => {
    const inner = new Value(3)
    const f = (x: Value) => {
      compile((y: Value) => y.mul(inner).mul(w.data), ['scalar'], { parameters: [inner] })
      return x.mul(w)
    }
    expectError(() => compile(f, ['scalar'], { parameters: [w] }), RecordingError, message)
  })
})

test.each<[string, (w: Value) => number, number]>([
  ['the sign', (w) => (w.data > 0 ? 1 : 2), 3],
  ['the size', (w) => (w.data > -100 ? 1 : 2), 3],
  ['the number, a negative one,', (w) => w.data, -2],
  ['the number, an infinite one,', (w) => w.data, Infinity],
  ['the gradient', (w) => w.grad, 3],
  ['whether there is a gradient', (w) => (w.hasGrad ? 1 : 2), 3],
])('a function that reads %s of a parameter is refused', (_, read, start) => {
  const w = new Value(start)
  w.grad = 5
  expect(() => compile((x: Value) => x.mul(read(w)).add(w), ['scalar'], { parameters: [w] })).toThrow(RecordingError)
  expect([w.data, w.grad, w.hasGrad]).toEqual([start, 5, true])
})

test('a function that sets the gradient of a parameter is refused, and does not set it', () => {
  const w = new Value(3)
  const f = (x: Value) => {
    w.grad = 5
    return x.mul(w)
  }
  const message =
    'compile: the function sets the grad of a Value while it is recorded, which would freeze a number. Compute with the ops; use where(cond, a, b) to branch.'
  expectError(() => compile(f, ['scalar'], { parameters: [w] }), RecordingError, message)
  expect(w.hasGrad).toBe(false)
})

describe('a frozen Value', () => {
  const frozen = 'compile: the function uses a frozen Value. Leave out Object.freeze.'
  const freeze = (x: Value): Value => Object.freeze(x) as Value
  const outside = freeze(new Value(2))
  test.each<[string, (x: Value) => Value]>([
    ['made outside', (x) => x.mul(outside)],
    ['made inside', (x) => x.mul(freeze(new Value(2)))],
    ['the argument', (x) => freeze(x).mul(2)],
    ['a result', (x) => freeze(x.mul(2))],
  ])('%s is refused', (_, f) => expectError(() => compile(f, ['scalar']), TypeError, frozen))
})
