import { describe, expect, test } from '@jest/globals'
import { abs, add, binary, defineOp, grad, gradient, hessian, log, mul, neg, paired, reciprocal } from '@gradus/engine'
import { square, sub, table, ternary, unary, Value, variadic } from '@gradus/engine'

const DOMAIN = [-3, 3] as const

describe('a right op', () => {
  const softsign = defineOp(
    unary('softsign', {
      f: (x) => x / (1 + Math.abs(x)),
      d: (x) => reciprocal(square(add(1, abs(x)))),
      domain: DOMAIN,
    }),
  )

  test('works on numbers and Values, forward, backward and to second order', () => {
    expect([softsign(1), softsign(new Value(1)).data]).toEqual([0.5, 0.5])
    expect(gradient(([x]) => softsign(x!), [1])).toEqual([0.25])
    expect(hessian(([x]) => softsign(x!), [1])).toEqual([[-0.25]])
    const x = new Value(1)
    expect(grad(softsign(x), [x])[0]!.data).toBe(0.25)
  })

  test('is not put into the table and is no method', () => {
    expect('softsign' in table).toBe(false)
    expect('softsign' in Value.prototype).toBe(false)
  })

  test('is handed back as it is', () => {
    const op = unary('twice', { f: (x) => 2 * x, d: 2, domain: DOMAIN })
    expect(defineOp(op)).toBe(op)
  })

  test('of every arity', () => {
    defineOp(binary('plus', { f: (a, b) => a + b, d: [1, 1], domain: [DOMAIN, DOMAIN] }))
    const fma = ternary('fma', {
      f: (a, b, c) => a * b + c,
      d: [(_, b) => b, (a) => a, 1],
      domain: [DOMAIN, DOMAIN, DOMAIN],
    })
    defineOp(fma)
    const squares = variadic('squares', {
      f: (xs) => xs.reduce((s, x) => s + x * x, 0),
      d: (x) => mul(2, x),
      domain: DOMAIN,
    })
    expect(gradient((xs) => defineOp(squares)(xs), [1, 2])).toEqual([2, 4])
    const distance = paired('distance', {
      f: (as, bs) => as.reduce((s, a, i) => s + (a - bs[i]!) ** 2, 0),
      d: [(a, b) => mul(2, sub(a, b)), (a, b) => mul(2, sub(b, a))],
      domain: DOMAIN,
    })
    expect(gradient(([a, b]) => defineOp(distance)([a!], [b!]), [3, 1])).toEqual([4, -4])
  })
})

describe('a wrong op', () => {
  const wrong = unary('wrong', { f: Math.sin, d: (x) => mul(2, x), domain: DOMAIN })

  test('is refused with the point and both numbers', () => {
    expect(() => defineOp(wrong)).toThrow(
      /^defineOp: a derivative of "wrong" is wrong at \(-?\d\.\d+\)\. gradcheck: .* disagree\. At worst ∂.* Correct f or d, or pass \{ check: false \}\.$/,
    )
  })

  test('passes unchecked when told so', () => {
    expect(defineOp(wrong, { check: false })).toBe(wrong)
  })

  test('is refused in any one operand, also of lists', () => {
    expect(() => defineOp(binary('minus', { f: (a, b) => a - b, d: [1, 1], domain: [DOMAIN, DOMAIN] }))).toThrow(
      'minus',
    )
    expect(() => defineOp(variadic('total', { f: (xs) => xs.length * xs[0]!, d: 1, domain: DOMAIN }))).toThrow('total')
  })

  test('is refused for its second derivative alone', () => {
    const op = unary('cube', {
      f: (x) => x ** 3,
      d: (x) => 3 * (typeof x === 'number' ? x : x.data) ** 2,
      domain: DOMAIN,
    })
    expect(() => defineOp(op)).toThrow('∂²f')
  })

  test('is refused when it is wrong on the negative half only', () => {
    expect(() => defineOp(unary('half', { f: (x) => x * x, d: (x) => mul(2, abs(x)), domain: DOMAIN }))).toThrow('half')
  })
})

describe("a d in JavaScript's operators is refused, and d is named", () => {
  const hint = "In d, write ops such as mul(2, x) and square(x) instead of JavaScript's operators and Math."
  const operators =
    "fails for Values (Value: JavaScript's own operators do not work on Value(0.25). Use methods such as .add(), .mul() and .gt().)"
  const f = (x: number) => x * x
  test.each<[string, (x: never) => unknown, string]>([
    ['*', (x: number) => 2 * x, operators],
    ['Math', (x: number) => Math.exp(x), operators],
    ['+', (x: number) => x + x, operators],
    ['+ inside an op', (x: number) => add(1, x + x), operators],
    ['a text', (x: number) => `${x}`, 'gives "Value(0.25)" for Values'],
    ['NaN', (x: number) => parseFloat(`${x}`), 'gives 0.25 for numbers and NaN for Values'],
  ])('%s', (_, d, message) => {
    const rule = unary('doubled', { f, d: d as (x: unknown) => number, domain: [-1, 1] })
    expect(() => defineOp(rule)).toThrow(shown(message))
  })
  /** The point of the check differs from 0.25 in its digits only. */
  const shown = (message: string) =>
    new RegExp(`^defineOp: d of "doubled" ${literal(message).replaceAll('0\\.25', '-?[\\d.]+')}\\. ${literal(hint)}$`)
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

  test('of any operand of any kind of op', () => {
    const product = binary('product', {
      f: (a, b) => a * b,
      d: [(_, b) => b, (a) => (a as number) * 1],
      domain: [DOMAIN, DOMAIN],
    })
    expect(() => defineOp(product)).toThrow('defineOp: d of "product" fails for Values')
    const squares = variadic('squares', {
      f: (xs) => xs.reduce((s, x) => s + x * x, 0),
      d: (x) => (x as number) * 2,
      domain: DOMAIN,
    })
    expect(() => defineOp(squares)).toThrow('defineOp: d of "squares" fails for Values')
  })

  test('but a slope that is NaN for numbers too is left to the check of the derivative', () => {
    const op = unary('root', { f: (x) => x, d: (x) => log(neg(abs(x))), domain: DOMAIN })
    expect(() => defineOp(op)).toThrow('defineOp: a derivative of "root" is wrong')
  })

  test('without defineOp, grad names d', () => {
    const op = unary('plus', { f: (x) => x * x, d: (x) => (x as number) + (x as number), domain: DOMAIN })
    const x = new Value(1)
    const message = `grad: d of "plus" ${operators.replace('0.25', '1')}. ${hint}`
    expect(() => grad(op(x), [x])).toThrow(expect.objectContaining({ name: 'TypeError', message }))
    const text = unary('text', { f, d: (x) => `${x as number}` as never, domain: DOMAIN })
    expect(() => grad(text(x), [x])).toThrow(new TypeError(`grad: d of "text" gives "Value(1)" for Values. ${hint}`))
  })
})

test('a name that the table has is refused', () => {
  const op = unary('tanh', { f: Math.tanh, d: (_, y) => sub(1, square(y)), domain: DOMAIN })
  expect(() => defineOp(op)).toThrow(new RangeError('defineOp: the table has an op named "tanh". Choose another name.'))
})

test('a name that every object has is fine', () => {
  expect(defineOp(unary('valueOf', { f: (x) => x, d: 1, domain: DOMAIN })).name).toBe('valueOf')
})

test('an option that does not exist is refused', () => {
  const op = unary('same', { f: (x) => x, d: 1, domain: DOMAIN })
  expect(() => defineOp(op, { chek: false } as object)).toThrow(
    new TypeError('defineOp: unknown option "chek". The options are check.'),
  )
})

describe('a row with something missing is refused when it is made', () => {
  const f = (x: number) => x
  test.each<[() => unknown, string]>([
    [() => unary('a', { d: 1, domain: DOMAIN } as never), 'op "a": f is undefined. Pass a function of numbers.'],
    [() => unary('a', { f, d: '1' as never, domain: DOMAIN }), 'op "a": d is "1". Pass a number or a function.'],
    [() => unary('a', { f, domain: DOMAIN } as never), 'op "a": d is undefined. Pass a number or a function.'],
    [
      () => unary('a', { f, d: 1 } as never),
      'op "a": the domain is undefined. Pass an interval [low, high] inside which f is smooth, such as [-3, 3].',
    ],
    [() => unary('a', { f, d: 1, domain: [1, 1] }), 'op "a": the domain is [1,1]. Pass an interval [low, high] inside'],
    [
      () => unary('a', { f, d: 1, domain: [NaN, 1] }),
      'op "a": the domain is [NaN,1]. Pass an interval [low, high] inside',
    ],
    [
      () => binary('a', { f, d: [1, 1] } as never),
      'op "a": the domain is undefined. Pass 2 intervals [low, high], one per operand, inside which f is smooth, such as [[-3, 3], …].',
    ],
    [
      () => ternary('a', { f, d: [1, 1, 1], domain: DOMAIN } as never),
      'op "a": the domain is [-3,3]. Pass 3 intervals [low, high], one per operand, inside which f is smooth, such as [[-3, 3], …].',
    ],
    [
      () => variadic('a', { f: () => 0, d: 1 } as never),
      'op "a": the domain is undefined. Pass an interval [low, high] inside which f is smooth, such as [-3, 3].',
    ],
    [
      () => paired('a', { f: () => 0, d: [1, 1] } as never),
      'op "a": the domain is undefined. Pass an interval [low, high] inside which f is smooth, such as [-3, 3].',
    ],
    [() => unary('a', undefined as never), 'op "a": the row is undefined. Pass an object with f, d and domain.'],
    [() => unary('a', { f, d: 1, domain: DOMAIN, commutes: 1 as never }), 'op "a": commutes is 1. Pass true or false.'],
    [() => unary('a', { f, d: 1, domain: DOMAIN, kink: 0 as never }), 'op "a": kink is 0. Pass a function of numbers.'],
    [() => unary('', { f, d: 1, domain: DOMAIN }), 'op "": the name is "". Pass a text.'],
    [
      () => binary('a', { f, d: [1] as never, domain: [DOMAIN, DOMAIN] }),
      'op "a": d is an array of length 1. Pass 2 rules.',
    ],
    [
      () => binary('a', { f, d: [1, 1], domain: [DOMAIN] as never }),
      'op "a": the domain is an array of length 1. Pass 2',
    ],
    [() => defineOp(undefined as never), 'defineOp: the argument is undefined. Pass what unary, binary,'],
    [() => defineOp({} as never), 'defineOp: the argument is an object. Pass what unary, binary,'],
  ])('%p', (make, message) => expect(make).toThrow(message))
})
