import { describe, expect, test } from '@jest/globals'
import {
  add,
  AnomalyError,
  derivative,
  detectAnomaly,
  gradcheck,
  gradient,
  hessian,
  hvp,
  jacobian,
} from '@gradus/engine'
import { sum, tanh, Value, withoutGraph } from '@gradus/engine'

const isRecording = () => new Value(1).add(1).op !== null
const isDetecting = () => {
  try {
    new Value(0).log()
    return false
  } catch (error) {
    return error instanceof AnomalyError
  }
}

describe('withoutGraph', () => {
  test('gives the same numbers, as leaves', () => {
    const w = new Value(2)
    const y = withoutGraph(() => tanh(w.mul(3).add(w)))
    expect([y.data, y.op, y.inputs]).toEqual([Math.tanh(8), null, []])
  })

  test('no gradient flows through its results', () => {
    const w = new Value(2)
    const frozen = withoutGraph(() => w.square())
    frozen.mul(w).backward()
    expect(w.grad).toBe(4)
  })

  test('hands on whatever the function returns', () => {
    expect(withoutGraph(() => 'text')).toBe('text')
    expect(withoutGraph(() => undefined)).toBeUndefined()
    expect(withoutGraph(() => null)).toBeNull()
  })

  test('ends with the function, also by an exception, also nested', () => {
    withoutGraph(() => {
      expect(isRecording()).toBe(false)
      withoutGraph(() => expect(isRecording()).toBe(false))
      expect(isRecording()).toBe(false)
    })
    expect(isRecording()).toBe(true)
    const fails = () => {
      throw new Error('inside')
    }
    expect(() => withoutGraph(fails)).toThrow('inside')
    expect(isRecording()).toBe(true)
  })
})

describe('detectAnomaly', () => {
  test('does nothing to finite computations', () => {
    const x = new Value(2)
    const y = detectAnomaly(() => x.log().mul(3))
    y.backward()
    expect([y.data, x.grad]).toEqual([3 * Math.log(2), 1.5])
  })

  test.each<[string, () => unknown, string]>([
    ['a label', () => new Value(0, 'x').log(), 'log gave -Infinity from x = 0'],
    ['no label', () => new Value(-1).sqrt(), 'sqrt gave NaN from operand 1 = -1'],
    ['the op of an operand', () => new Value(1).sub(1).log(), 'log gave -Infinity from sub = 0'],
    ['a plain number', () => new Value(1, 'x').div(0), 'div gave Infinity from x = 1, 0'],
    ['an operand that is NaN already', () => add(NaN, new Value(1, 'x')), 'add gave NaN from NaN, x = 1'],
    ['nothing after the first', () => new Value(800, 'x').exp().mul(0), 'exp gave Infinity from x = 800'],
    [
      'at most 8 operands',
      () => sum([...Array.from({ length: 9 }, (_, i) => new Value(i, `x${i}`)), Infinity]),
      'sum gave Infinity from x0 = 0, x1 = 1, x2 = 2, x3 = 3, x4 = 4, x5 = 5, x6 = 6, x7 = 7, 2 more',
    ],
  ])('names the op and its operands: %s', (_, f, what) => {
    expect(() => detectAnomaly(f)).toThrow(`detectAnomaly: ${what}. Look at how these operands came about.`)
  })

  test('throws an AnomalyError with op, inputs and result', () => {
    const x = new Value(0, 'x')
    let caught: unknown
    try {
      detectAnomaly(() => x.log())
    } catch (error) {
      caught = error
    }
    expect(caught).toBeInstanceOf(AnomalyError)
    expect(caught).toMatchObject({ name: 'AnomalyError', inputs: [x], result: -Infinity })
    expect((caught as AnomalyError).op.name).toBe('log')
  })

  test('sees what runs inside other functions of the engine', () => {
    expect(() => detectAnomaly(() => gradient(([x]) => x!.log(), [0]))).toThrow(AnomalyError)
  })

  test('ends with the function, also by its own exception', () => {
    expect(() => detectAnomaly(() => new Value(0).log())).toThrow(AnomalyError)
    expect(isDetecting()).toBe(false)
  })
})

describe('both together', () => {
  test('withoutGraph inside detectAnomaly still detects', () => {
    detectAnomaly(() => withoutGraph(() => expect([isDetecting(), isRecording()]).toEqual([true, false])))
  })

  test('detectAnomaly inside withoutGraph still makes leaves', () => {
    withoutGraph(() => detectAnomaly(() => expect([isDetecting(), isRecording()]).toEqual([true, false])))
  })

  test('each ends where it ends', () => {
    detectAnomaly(() => {
      withoutGraph(() => undefined)
      expect([isDetecting(), isRecording()]).toEqual([true, true])
    })
    expect([isDetecting(), isRecording()]).toEqual([false, true])
    expect(() => withoutGraph(() => detectAnomaly(() => new Value(0).log()))).toThrow(AnomalyError)
    expect([isDetecting(), isRecording()]).toEqual([false, true])
  })
})

describe.each(Object.entries({ withoutGraph, detectAnomaly }))('%s', (name, run) => {
  const call = run as (fn: unknown) => unknown

  test('refuses an async function, and leaves nothing behind', async () => {
    const error = new TypeError(`${name}: the function returned a promise. Pass a synchronous function.`)
    expect(() => call(async () => new Value(0))).toThrow(error)
    expect(() => call(() => ({ then: () => undefined }))).toThrow(error)
    let during: boolean[] = []
    expect(() =>
      call(async () => {
        await Promise.resolve()
        during = [isRecording(), isDetecting()]
      }),
    ).toThrow(error)
    await new Promise((resolve) => setImmediate(resolve))
    expect(during).toEqual([true, false])
  })

  test('refuses what is no function', () => {
    expect(() => call(3)).toThrow(new TypeError(`${name}: the argument is 3. Pass a function.`))
    expect(() => call(undefined)).toThrow(new TypeError(`${name}: the argument is undefined. Pass a function.`))
    expect([isRecording(), isDetecting()]).toEqual([true, false])
  })
})

test('derivatives are right inside withoutGraph too, and the functions of the user see no graph after', () => {
  withoutGraph(() => {
    const square = ([x]: Value[]) => x!.square()
    expect(gradient(square, [3])).toEqual([6])
    expect(hessian(square, [3])).toEqual([[2]])
    expect(hvp(square, [3], [2])).toEqual([4])
    expect(jacobian((xs) => [square(xs)], [3])).toEqual([[6]])
    expect(derivative((x) => x.pow(3), 2, 2)).toBe(12)
    expect(gradcheck(square, [3]).ok).toBe(true)
    expect(isRecording()).toBe(false)
  })
  expect(isRecording()).toBe(true)
})
