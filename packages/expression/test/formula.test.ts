import { describe, expect, test } from '@jest/globals'
import type * as engine from '@gradus/engine'
import { binary, callFlat, dataOf, grad, table, unary, Value, variadic } from '@gradus/engine'
import { parseExpression } from '@gradus/expression'
import { formulaLatex, formulaText } from '@gradus/expression/formula'
import { randomProgram, run, samplePoints } from '@gradus/testkit'

const [a, b, c] = [new Value(0.5, 'a'), new Value(-2, 'b'), new Value(3, 'c')]
const values = { a, b, c }
const built = (text: string) => parseExpression(text).evaluate(values) as Value

describe('parentheses', () => {
  /** Each is written as the shortest text that means it. */
  test.each([
    'a + b + c',
    'a - b - c',
    'a - (b - c)',
    'a + (b + c)',
    '(a + b) * c',
    'a * b + c',
    'a * (b * c)',
    'a / b / c',
    'a / (b / c)',
    'a / (b * c)',
    'a^b^c',
    '(a^b)^c',
    '(a * b)^c',
    'a^(b * c)',
    '-a^2',
    '(-a)^2',
    '-a + b',
    'a + (-b)',
    'a * (-b)',
    'a^(-b)',
    '-(a + b)',
    '-(-a)',
    'a > b',
    '(a > b) * c',
    'a + b <= c',
    '(a > b) > c',
    'tanh(a + b)',
    'max(a, b)',
    'where(a > b, a, b)',
    'abs(-a)',
  ])('%s', (text) => {
    expect(formulaText(built(text))).toBe(text)
    // No pair can be left out, except those around a negative operand.
    for (const fewer of withoutOnePair(text)) expect(rewritten(fewer)).not.toBe(text)
  })

  /** The text of what is read, or the error if it cannot be read. */
  function rewritten(text: string): string {
    try {
      return formulaText(built(text))
    } catch (error) {
      return (error as Error).message
    }
  }

  /** The text without one of its pairs, for each pair that encloses no argument list and no negative operand. */
  function withoutOnePair(text: string): string[] {
    return [...text.matchAll(/\(/g)].flatMap(({ index: open }) => {
      let [close, depth] = [open, 0]
      do depth += { '(': 1, ')': -1 }[text[close++]!] ?? 0
      while (depth > 0)
      if (/\w/.test(text[open - 1] ?? ' ') || (open > 0 && text[open + 1] === '-')) return []
      return [text.slice(0, open) + text.slice(open + 1, close - 1) + text.slice(close)]
    })
  }
})

describe('every op', () => {
  test.each(Object.entries(table))('%s is written in the language that is read, and means the same', (_, op) => {
    for (const point of samplePoints(op)) {
      const leaves = point.map((x, i) => new Value(x, `x${i + 1}`))
      const y = callFlat(op, leaves) as Value
      const again = parseExpression(formulaText(y)).evaluate(Object.fromEntries(leaves.map((x) => [x.label, x])))
      expect(dataOf(again)).toBeCloseTo(y.data, 12)
      expect(formulaText(again as Value)).toBe(formulaText(y))
    }
  })
  test.each(Object.entries(table))('%s is written in LaTeX with its operands in order', (_, op) => {
    const point = samplePoints(op).at(-1)!
    const text = formulaLatex(
      callFlat(
        op,
        point.map((x, i) => new Value(x, `x${i + 1}`)),
      ) as Value,
    )
    expect(balanced(text)).toBe(true)
    point.forEach((_, i) => expect(text).toContain(`x_{${i + 1}}`))
  })
  test('an operator that is read is written', () => {
    for (const [name, { print, arity }] of Object.entries(table)) {
      if (arity !== 2 || print.operator === undefined) continue
      expect(formulaText(built(`${name}(a, c)`))).toMatch(/^a ?\W+ ?c$/)
      expect(built(`a ${print.operator} c`).op!.name).toBe(name)
    }
  })
})

/** Braces nest, and each \left has its \right. */
function balanced(text: string): boolean {
  const open: string[] = []
  for (const [token] of text.matchAll(/\\left|\\right|\\.|[{}]/g)) {
    if (token === '{' || token === '\\left') open.push(token)
    else if (token === '}' && open.pop() !== '{') return false
    else if (token === '\\right' && open.pop() !== '\\left') return false
  }
  return open.length === 0
}

test('500 random programs mean the same when their text is read again', () => {
  for (let seed = 1; seed <= 500; seed++) {
    const program = randomProgram(seed)
    const leaves = program.at.map((x, i) => new Value(x, `x${i}`))
    const y = run(program, leaves) as Value
    const text = formulaText(y, { limit: 1e6 })
    const again = parseExpression(text).evaluate(Object.fromEntries(leaves.map((x) => [x.label, x]))) as Value
    expect(Math.abs(again.data - y.data)).toBeLessThanOrEqual(1e-10 * Math.max(1, Math.abs(y.data)))
    expect(balanced(formulaLatex(y, { limit: 1e6 }))).toBe(true)
  }
})

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
    ['norm(a, b)', '\\left\\|a, b\\right\\|'],
    ['sum(a, b * c)', 'a + b \\cdot c'],
    ['dot(a, b, c, a)', 'a \\cdot c + b \\cdot a'],
    ['2e-7 * a', '2 \\cdot 10^{-7} \\cdot a'],
    ['a^1e300', 'a^{10^{300}}'],
  ])('%s', (text, latex) => expect(formulaLatex(built(text))).toBe(latex))

  test.each([
    ['x', 'x'],
    ['α', 'α'],
    ['x1', 'x_{1}'],
    ['w_12', 'w_{12}'],
    ['loss', '\\mathrm{loss}'],
    ['layer1', '\\mathrm{layer}_{1}'],
    ['12', '\\mathrm{12}'],
    ['50 %', '\\mathrm{50\\ \\%}'],
    ['a{b}\\c^~#$&_d', '\\mathrm{a\\{b\\}\\backslash{}c\\hat{}\\sim{}\\#\\$\\&\\_d}'],
  ])('the label %s', (label, latex) => expect(formulaLatex(new Value(1, label))).toBe(latex))

  test.each([
    [2.5, '2.5'],
    [-2, '-2'],
    [-0, '-0'],
    [1e-7, '10^{-7}'],
    [-1.5e21, '-1.5 \\cdot 10^{21}'],
    [NaN, '\\mathrm{NaN}'],
    [-Infinity, '-\\infty'],
  ])('the number %d', (x, latex) => expect(formulaLatex(new Value(x))).toBe(latex))
})

describe('leaves', () => {
  test('are written by label, otherwise as numbers', () => {
    expect(formulaText(a.mul(new Value(-2.5)).add(1e-7))).toBe('a * (-2.5) + 1e-7')
  })
  test('a label that is no name, or the name of a constant, is quoted', () => {
    expect(formulaText(new Value(1, 'a + b').mul(new Value(2, 'e')))).toBe('"a + b" * "e"')
  })
})

test('a derivative is a formula too', () => {
  const [slope] = grad(a.square().mul(b), [a])
  expect(formulaText(slope!)).toBe('b * (2 * a)')
})

describe("a user's op", () => {
  const op = unary('soft_sign', { f: (x) => x, d: 1, domain: [-1, 1] })
  test('is a call of its name', () => {
    expect(formulaText(op(a))).toBe('soft_sign(a)')
    expect(formulaLatex(op(a))).toBe('\\operatorname{soft\\_sign}\\left(a\\right)')
  })
  test('is written as its row says', () => {
    const { print } = table['mul']!
    const star = binary('star', { f: (x) => x, d: [1, 0], domain: [[-1, 1], [-1, 1]], print }) // prettier-ignore
    expect(formulaText(star(a.add(b), c))).toBe('(a + b) * c')
    const products = variadic('products', {
      f: (xs) => xs[0]!,
      d: 0,
      domain: [-1, 1],
      print: { text: { joinedBy: (print as { text: engine.Form }).text } },
    })
    expect(formulaText(products([a.add(b), b, c]))).toBe('(a + b) * b * c')
  })
})

describe('size', () => {
  const doubled = (times: number) => {
    let y: Value = a
    for (let i = 0; i < times; i++) y = y.add(y)
    return y
  }
  test('a formula that would be too long is refused at once', () => {
    expect(() => formulaText(doubled(1000))).toThrow(
      new RangeError(
        'formulaText: the formula is longer than 10000 characters. Write a smaller part of the graph, or raise the limit.',
      ),
    )
    expect(() => formulaLatex(a.add(b), { limit: 4 })).toThrow('formulaLatex: the formula is longer than 4 characters.')
    expect(formulaText(a.add(b), { limit: 5 })).toBe('a + b')
  })
  test('a chain of 100,000 nodes needs no call stack', () => {
    let y: Value = a
    for (let i = 0; i < 100_000; i++) y = y.neg()
    expect(() => formulaText(y)).toThrow(RangeError)
  })
})

test.each<[() => unknown, Error]>([
  [() => formulaText(3 as never), new TypeError('formulaText: the argument is 3. Pass a Value.')],
  [
    () => formulaText(a, { limit: 0 }),
    new RangeError('formulaText: limit is 0. Pass a number of characters, 1 or more.'),
  ],
  [
    () => formulaLatex(a, { most: 1 } as never),
    new TypeError('formulaLatex: unknown option "most". The options are limit.'),
  ],
])('%s', (call, error) => expect(call).toThrow(error))
