/**
 * What the compiler lets through and what it refuses. `npm run types` checks this file; each `@ts-expect-error` must
 * stand over an error. The tests run the same calls, so that what is refused is refused at run time too.
 */
import { describe, expect, test } from '@jest/globals'
import type { BinaryOp, Op, Scalar, TernaryOp, UnaryOp, VariadicOp } from '@gradus/engine'
import { add, clamp, dataOf, defineOp, derivative, dot, grad, gradient, hessian, jacobian } from '@gradus/engine'
import { leakyRelu, softmax, sum, table, tanh, unary, Value, where } from '@gradus/engine'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
/** Accepts a value only if its static type is exactly T. */
const exactly =
  <T>() =>
  <U>(value: U, ..._proof: Same<T, U> extends true ? [] : ['the types differ']): U =>
    value

const x = new Value(2)
const n = 2 as number
const s = x as Scalar

describe('the type of a result', () => {
  test('numbers give a number', () => {
    exactly<number>()(tanh(n))
    exactly<number>()(add(n, 1))
    exactly<number>()(clamp(n, 0, 1))
    exactly<number>()(sum([1, 2]))
    exactly<number>()(dot([1, 2], [3, 4]))
    exactly<number>()(leakyRelu(n))
    exactly<number[]>()(softmax([1, 2]))
    expect(exactly<number>()(where(1, 2, 3))).toBe(2)
  })

  test('a Value anywhere gives a Value', () => {
    exactly<Value>()(tanh(x))
    exactly<Value>()(add(x, 1))
    exactly<Value>()(add(1, x))
    exactly<Value>()(add(x, x))
    exactly<Value>()(clamp(1, x, 2))
    exactly<Value>()(where(n, 2, x))
    exactly<Value>()(sum([x, x]))
    exactly<Value>()(dot([x], [1]))
    exactly<Value>()(dot([1], [x]))
    exactly<Value>()(leakyRelu(x))
    exactly<Value>()(leakyRelu(x, 0.1))
    exactly<Value>()(leakyRelu(1, x))
    expect(exactly<Value[]>()(softmax([x, x]))).toHaveLength(2)
  })

  test('either gives either', () => {
    exactly<Scalar>()(tanh(s))
    exactly<Scalar>()(add(s, s))
    exactly<Scalar>()(sum([1, x]))
    exactly<Scalar[]>()(softmax([1, x]))
    expect(dataOf(exactly<Scalar>()(add(s, 1)))).toBe(3)
  })

  test('methods give Values', () => {
    exactly<Value>()(x.add(1).tanh().clamp(0, x).leakyRelu().leakyRelu(0.2).elu(s).where(1, 2))
    exactly<number>()(x.data)
    exactly<Op | null>()(x.op)
    expect(exactly<readonly Scalar[]>()(x.inputs)).toEqual([])
  })

  test('derivatives give plain numbers, grad gives Values', () => {
    exactly<number>()(derivative((v) => v.tanh(), 1))
    exactly<number[]>()(gradient(([v]) => v!.tanh(), [1]))
    exactly<number[][]>()(hessian(([v]) => v!.tanh(), [1]))
    exactly<number[][]>()(jacobian(([v]) => [v!], [1]))
    expect(exactly<Value[]>()(grad(x.exp(), [x]))).toHaveLength(1)
  })

  test('ops have their kinds', () => {
    const kinds: [UnaryOp, BinaryOp, TernaryOp, VariadicOp] = [tanh, add, clamp, sum]
    exactly<1>()(tanh.arity)
    exactly<'variadic'>()(sum.arity)
    exactly<number>()(leakyRelu.defaultLast)
    exactly<Op | undefined>()(table['tanh'])
    expect(exactly<UnaryOp>()(defineOp(unary('same', { f: (v) => v, d: 1, domain: [0, 1] })))(1)).toBe(kinds[0](0) + 1)
  })
})

describe('refused by the compiler and at run time', () => {
  test('what is neither number nor Value', () => {
    // @ts-expect-error a string is no operand
    expect(() => x.add('3')).toThrow(TypeError)
    // @ts-expect-error a string is no operand
    expect(() => add('3', x)).toThrow(TypeError)
    // @ts-expect-error no operand at all
    expect(() => x.add()).toThrow(TypeError)
    // @ts-expect-error null is no operand
    expect(() => tanh(null)).toThrow(TypeError)
    // @ts-expect-error a list where one is wanted
    expect(() => x.add([1])).toThrow(TypeError)
    // @ts-expect-error a string is no number
    expect(() => new Value('3')).toThrow(TypeError)
    // @ts-expect-error null is no slope
    expect(() => x.leakyRelu(null)).toThrow(TypeError)
  })

  test('too few arguments', () => {
    // @ts-expect-error one bound missing
    expect(() => x.clamp(1)).toThrow(TypeError)
    // @ts-expect-error one bound missing
    expect(() => clamp(1, 2)).toThrow(TypeError)
    // @ts-expect-error one operand missing
    expect(() => add(1)).toThrow(TypeError)
  })

  test('one where a list is wanted', () => {
    // @ts-expect-error not a list
    expect(() => sum(x)).toThrow(TypeError)
    // @ts-expect-error a list of strings
    expect(() => sum(['1'])).toThrow(TypeError)
    // @ts-expect-error the second list missing
    expect(() => dot([x])).toThrow(TypeError)
  })

  test("JavaScript's operators", () => {
    // @ts-expect-error arithmetic on a Value
    expect(() => x * 2).toThrow(TypeError)
    // @ts-expect-error arithmetic on a Value
    expect(() => 1 - x).toThrow(TypeError)
    // @ts-expect-error a Value is not a number
    expect(() => Math.tanh(x)).toThrow(TypeError)
  })

  test('functions that return something else', () => {
    // @ts-expect-error a string is no Value
    expect(() => gradient(() => 'y', [1])).toThrow(TypeError)
    // @ts-expect-error a Value where a list is wanted
    expect(() => jacobian(([v]) => v!, [1])).toThrow(TypeError)
    // @ts-expect-error numbers where Values are wanted
    expect(() => grad(x.exp(), [1])).toThrow(TypeError)
  })
})

describe('refused by the compiler, harmless at run time', () => {
  test('arguments too many', () => {
    // @ts-expect-error tanh takes none
    expect(x.tanh(1).data).toBe(Math.tanh(2))
    // @ts-expect-error one too many
    expect(x.add(1, 2).data).toBe(3)
  })

  test('ops on lists are no methods', () => {
    // @ts-expect-error not a method
    expect(x.sum).toBeUndefined()
    // @ts-expect-error not a method
    expect(x.dot).toBeUndefined()
    // @ts-expect-error a typing mistake
    expect(x.tahn).toBeUndefined()
  })
})
