import { describe, expect, test } from '@jest/globals'
import { derivative } from '@gradus/engine'
import { derive, ExpressionError, parseExpression } from '@gradus/expression'

describe('derive', () => {
  test.each<[string, Record<string, string>]>([
    ['x^2 * y', { x: '2 * x * y', y: 'x^2' }],
    ['(x + y) * z', { x: 'z', y: 'z', z: 'x + y' }],
    ['m * c^2', { m: 'c^2', c: '2 * m * c' }],
    ['x / y', { x: '1 / y', y: '-x / y^2' }],
    ['(x + 1) / (x - 1)', { x: '1 / (x - 1) - (x + 1) / (x - 1)^2' }],
    ['sin(x) / x', { x: 'cos(x) / x - sin(x) / x^2' }],
    ['x^3 - 2 * x^2 + x - 5', { x: '3 * x^2 - 4 * x + 1' }],
    ['x^n', { x: 'n * x^(n - 1)', n: 'x^n * log(x)' }],
    ['x^x', { x: 'x^x + x^x * log(x)' }],
    ['2^x', { x: '2^x * log(2)' }],
    ['log(x) / log(10)', { x: '1 / (x * log(10))' }],
    ['sqrt(x)', { x: '1 / (2 * sqrt(x))' }],
    ['cbrt(x)', { x: '1 / (3 * cbrt(x)^2)' }],
    ['sqrt(x^2 + 1)', { x: 'x / sqrt(x^2 + 1)' }],
    ['a * exp(-b * x)', { a: 'exp(-b * x)', b: '-a * x * exp(-b * x)', x: '-a * b * exp(-b * x)' }],
    ['exp(-x^2 / 2) / sqrt(2 * pi)', { x: '-x * exp(-x^2 / 2) / sqrt(2 * pi)' }],
    ['1 / (1 + exp(-x))', { x: 'exp(-x) / (1 + exp(-x))^2' }],
    ['log(1 + exp(x))', { x: 'exp(x) / (1 + exp(x))' }],
    ['tanh(w * x + b)', { w: 'x / cosh(w * x + b)^2', x: 'w / cosh(w * x + b)^2', b: '1 / cosh(w * x + b)^2' }],
    ['sigmoid(x)', { x: 'sigmoid(x) * sigmoid(-x)' }],
    ['softplus(x)', { x: 'sigmoid(x)' }],
    ['silu(x)', { x: 'sigmoid(x) * (1 + x * sigmoid(-x))' }],
    ['erf(x)', { x: '2 * exp(-x^2) / sqrt(pi)' }],
    ['gelu(x)', { x: 'erfc(-x / sqrt(2)) / 2 + x * exp(-x^2 / 2) / sqrt(2 * pi)' }],
    ['asin(x)', { x: '1 / sqrt((1 - x) * (1 + x))' }],
    ['asinh(x)', { x: '1 / sqrt(x^2 + 1)' }],
    ['hypot(x, y)', { x: 'x / sqrt(x^2 + y^2)', y: 'y / sqrt(x^2 + y^2)' }],
    ['norm(x, y, z)', { x: 'x / norm(x, y, z)', y: 'y / norm(x, y, z)', z: 'z / norm(x, y, z)' }],
    ['atan2(y, x)', { y: 'x / (y^2 + x^2)', x: '-y / (y^2 + x^2)' }],
    ['logSumExp(x, y)', { x: 'exp(x - logSumExp(x, y))', y: 'exp(y - logSumExp(x, y))' }],
    ['relu(w * x + b)', { w: 'x * (w * x + b > 0)', x: 'w * (w * x + b > 0)', b: 'w * x + b > 0' }],
    ['leakyRelu(x)', { x: 'where(x >= 0, 1, 0.01)' }],
    ['clamp(x, -1, 1)', { x: '(x >= -1) * (x <= 1)' }],
    ['max(x, y)', { x: 'where(x == y, 0.5, x > y)', y: 'where(x == y, 0.5, x < y)' }],
    ['where(x > 0, x^2, 3 * x)', { x: 'where(x > 0, 2 * x, 3)' }],
    ['where(x == 0, 1, sin(x) / x)', { x: 'where(x == 0, 0, cos(x) / x - sin(x) / x^2)' }],
    ['|x|', { x: 'sign(x)' }],
    ['3', {}],
    ['x - x', { x: '0' }],
  ])('%s', (text, derivatives) => {
    expect(derive(text)).toEqual(derivatives)
    expect(Object.keys(derive(text))).toEqual(Object.keys(derivatives))
  })
  test('a derivative can be derived again', () => {
    expect(derive(derive('x^3 * sin(y)').x!)).toEqual({ x: '6 * x * sin(y)', y: '3 * x^2 * cos(y)' })
  })
  test('also where the text has lines for shared parts', () => {
    const text = 'exp(tanh(x)) * sin(tanh(x)) + tanh(x)'
    const slope = derive(text, { shareAbove: 20 }).x!
    expect(slope).toMatch(/^t1 = /)
    const second = parseExpression(derive(slope).x!).evaluate({ x: 0.7 })
    expect(second).toBeCloseTo(
      derivative((x) => parseExpression(text).f([x]), 0.7, 2),
      12,
    )
  })
  test('takes the options of formula, except colors', () => {
    expect(derive('x^2 * y', { language: 'latex' })).toEqual({ x: '2 \\cdot x \\cdot y', y: 'x^{2}' })
    expect(derive('x^2 * y', { simplify: false }).x).toBe('azmul(y, azmul(2, x^1))')
  })
  test.each<[() => unknown, Error]>([
    [() => derive('x', { colors: new Map() } as never), new TypeError('derive: unknown option "colors". The options are language, simplify, shareAbove, limit.')],
    [() => derive('x * tanh'), new RangeError('derive: the function tanh has no arguments. Write tanh(…), or choose another name for the variable.')],
    [() => derive('x^3', { limit: 3 }), new RangeError('derive: the formula is longer than 3 characters. Write a smaller part of the graph, or raise the limit.')],
  ])('%s', (call, error) => expect(call).toThrow(error)) // oxfmt-ignore
  test('an expression that cannot be read', () => expect(() => derive('2x')).toThrow(ExpressionError))
})
