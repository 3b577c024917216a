import { describe, expect, test } from '@jest/globals'
import { callFlat, dot, mean, sum, table, Value } from '@gradus/engine'
import { derive, parseExpression } from '@gradus/expression'
import { formula } from '@gradus/expression/formula'
import { samplePoints } from '@gradus/testkit'

const [a, b, c] = [new Value(0.5, 'a'), new Value(-2, 'b'), new Value(3, 'c')]
const latexOf = (text: string) =>
  formula(parseExpression(text).evaluate({ a, b, c }) as Value, { simplify: false, language: 'latex' }).text

describe('LaTeX', () => {
  test.each([
    ['a + b', 'a + b'],
    ['a * (b + c)', 'a \\cdot \\left(b + c\\right)'],
    ['a * (b / c)', 'a \\cdot \\frac{b}{c}'],
    ['(a / b)^c', '\\left(\\frac{a}{b}\\right)^{c}'],
    ['(a + b) / c', '\\frac{a + b}{c}'],
    ['a^(-b)', 'a^{-b}'],
    ['(a^b)^c', '\\left(a^{b}\\right)^{c}'],
    ['-(a / b)', '-\\frac{a}{b}'],
    ['a + (-b)', 'a + \\left(-b\\right)'],
    ['sqrt(a + b)', '\\sqrt{a + b}'],
    ['cbrt(a)', '\\sqrt[3]{a}'],
    ['|a - b|', '\\left|a - b\\right|'],
    ['hypot(a + b, c)', '\\sqrt{\\left(a + b\\right)^{2} + c^{2}}'],
    ['reciprocal(a)^2', '\\left(\\frac{1}{a}\\right)^{2}'],
    ['square(a + b)', '\\left(a + b\\right)^{2}'],
    ['sin(a) * erf(b)', '\\sin\\left(a\\right) \\cdot \\operatorname{erf}\\left(b\\right)'],
    ['sigmoid(a)', '\\sigma\\left(a\\right)'],
    ['where(a >= b, a, b)', '\\begin{cases}a & \\text{if } a \\ge b\\\\b & \\text{otherwise}\\end{cases}'],
    ['where(a >= b, a > c, 0)', '\\begin{cases}\\left[a > c\\right] & \\text{if } a \\ge b\\\\0 & \\text{otherwise}\\end{cases}'],
    ['a > b', '\\left[a > b\\right]'],
    ['a * (b <= -c)', 'a \\cdot \\left[b \\le -c\\right]'],
    ['max(a > b, c)', '\\max\\left(\\left[a > b\\right], c\\right)'],
    ['norm(a, b)', '\\left\\|a, b\\right\\|'],
    ['sum(a, b * c)', 'a + b \\cdot c'],
    ['dot(a, b, c, a)', 'a \\cdot c + b \\cdot a'],
    ['azmul(a, b)', 'a \\cdot b'],
    ['2e-7 * a', '2 \\cdot 10^{-7} \\cdot a'],
    ['a^1e300', 'a^{10^{300}}'],
    ['(-1e300)^a', '\\left(-10^{300}\\right)^{a}'],
    ['1e300^a', '\\left(10^{300}\\right)^{a}'],
    ['1e300 * a', '10^{300} \\cdot a'],
    ['a * pi * e', 'a \\cdot \\pi \\cdot e'],
    ['a * Infinity + NaN', 'a \\cdot \\infty + \\mathrm{NaN}'],
  ])('%s', (text, latex) => expect(latexOf(text)).toBe(latex)) // oxfmt-ignore

  test.each(Object.entries(table))('%s has its operands in order', (_, op) => {
    const leaves = samplePoints(op).at(-1)!.map((x, i) => new Value(x, `x${i + 1}`)) // oxfmt-ignore
    const text = formula(callFlat(op, leaves) as Value, { simplify: false, language: 'latex' }).text
    const places = leaves.map((_, i) => text.indexOf(`x_{${i + 1}}`))
    expect(places).not.toContain(-1)
    if (typeof op.arity !== 'number' || op.arity > 2) return // dot and where have an order of their own
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })
})

const [x, y] = [new Value(-2, 'x'), new Value(3, 'y')]
const plain = (root: Value): string => formula(root, { language: 'plain', simplify: false }).text

test.each<[Value, string]>([
  [x.mul(y).sub(1), 'x · y − 1'],
  [x.square().neg(), '−x^2'],
  [dot([x, y], [2, -3]) as Value, 'x · 2 + y · (−3)'],
  [sum([x, y]), 'x + y'],
  [mean([x, y]), 'mean(x, y)'],
  [x.ge(y).add(x.lt(y)), '(x ≥ y) + (x < y)'],
  [x.eq(y), 'x = y'],
  [x.sub(-Infinity), 'x − (−∞)'],
  [x.pow(-1e-9), 'x^(−1e−9)'],
  [x.mul(Math.PI), 'x · π'],
])('plain text for people: %# %s', (root, text) => {
  expect(plain(root)).toBe(text)
})

test('plain text may be simplified, and has no colors', () => {
  expect(formula(x.mul(x).mul(-2), { language: 'plain' }).text).toBe('−2 · x^2')
  expect(derive('erf(x)', { language: 'plain' })).toEqual({ x: '2 · exp(−x^2) / sqrt(π)' })
  expect(() => formula(x, { language: 'plain', colors: new Map([[x, 'red']]) })).toThrow(
    /^formula: the text of a formula has no colors\./,
  )
})
