import { describe, expect, test } from '@jest/globals'
import { binary, type Form, grad, table, unary, Value, variadic } from '@gradus/engine'
import { parseExpression } from '@gradus/expression'
import { formula } from '@gradus/expression/formula'

const [a, b, c] = [new Value(0.5, 'a'), new Value(-2, 'b'), new Value(3, 'c')]
const built = (text: string) => parseExpression(text).evaluate({ a, b, c }) as Value
const exact = (x: Value) => formula(x, { simplify: false }).text

describe('without simplification', () => {
  /** Each is written as it is read: as the shortest text that means it. */
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
    'a > -b',
    '(a > b) * c',
    'a + b <= c',
    '(a > b) > c',
    'tanh(a + b)',
    'max(a, b)',
    'where(a > b, a, b)',
    'abs(-a)',
    'square(a)',
    'reciprocal(a) * azmul(a, b)',
    'sum(a, b, c) + mean(a, b)',
    'dot(a, b, c, a)',
    'leakyRelu(a) + leakyRelu(b, 0.5)',
    'pi * a + e',
    'a * 5e-324 + 1e+21',
    'a + Infinity + NaN + (-Infinity) + (-0)',
  ])('%s', (text) => {
    expect(exact(built(text))).toBe(text)
    // No pair can be left out, except those around a negative operand.
    for (const fewer of withoutOnePair(text)) expect(rewritten(fewer)).not.toBe(text)
  })

  /** The text of what is read, or the error if it cannot be read. */
  function rewritten(text: string): string {
    try {
      return exact(built(text))
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

  test('an operator that is read is written', () => {
    for (const [name, { print, arity }] of Object.entries(table)) {
      if (arity !== 2 || print.operator === undefined) continue
      expect(exact(built(`${name}(a, c)`))).toMatch(/^a ?\W+ ?c$/)
      expect(built(`a ${print.operator} c`).op!.name).toBe(name)
    }
  })
})

describe("a user's op", () => {
  const op = unary('soft_sign', { f: (x) => x, d: 1, domain: [-1, 1] })
  test('is a call of its name', () => {
    expect(formula(op(a)).text).toBe('soft_sign(a)')
    expect(formula(op(a), { language: 'latex' }).text).toBe('\\operatorname{\\text{soft\\_sign}}\\left(a\\right)')
  })
  test('is written as its row says', () => {
    const { print } = table['mul']!
    const star = binary('star', { f: (x) => x, d: [1, 0], domain: [[-1, 1], [-1, 1]], print }) // oxfmt-ignore
    expect(formula(star(a.add(b), c)).text).toBe('(a + b) * c')
    const products = variadic('products', {
      f: (xs) => xs[0]!,
      d: 0,
      domain: [-1, 1],
      print: { text: { joinedBy: (print as { text: Form }).text } },
    })
    expect(formula(products([a.add(b), b, c])).text).toBe('(a + b) * b * c')
  })
  test('with the name of an op of the table is not taken for it', () => {
    const sin = unary('sin', { f: Math.cos, d: 1, domain: [-1, 1] })
    expect(formula(sin(a.neg())).text).toBe('sin(-a)')
  })
})

describe('shared parts', () => {
  const u = built('tanh(a * b + c)')
  const long = u.mul(u.add(c)).add(u.exp().mul(u.sin()))
  test('are lines of their own where the formula is long', () => {
    const short = 'tanh(a * b + c) * (c + tanh(a * b + c)) + exp(tanh(a * b + c)) * sin(tanh(a * b + c))'
    expect(formula(long)).toEqual({ text: short, result: short, parts: [], renamed: [] })
    expect(formula(long, { shareAbove: short.length })).toEqual(formula(long))
    expect(formula(long, { shareAbove: short.length - 1 })).toEqual({
      text: 't1 = tanh(a * b + c)\nt1 * (c + t1) + exp(t1) * sin(t1)',
      parts: [{ name: 't1', text: 'tanh(a * b + c)' }],
      result: 't1 * (c + t1) + exp(t1) * sin(t1)',
      renamed: [],
    })
    const [t, latex] = ['t_{1}', { language: 'latex', shareAbove: 0 } as const]
    expect(formula(long, latex).text).toBe(
      `\\begin{aligned}${t} &= \\tanh\\left(a \\cdot b + c\\right)\\\\& ${formula(long, latex).result}\\end{aligned}`,
    )
    expect(formula(long, latex).result).toContain(`${t} \\cdot \\left(c + ${t}\\right) + `)
  })
  test('a part that makes nothing shorter is none, however often it is used', () => {
    const s = a.add(b)
    expect(formula(s.sin().mul(s.cos()), { shareAbove: 0 }).text).toBe('sin(a + b) * cos(a + b)')
  })
  test('a part takes no name of a leaf', () => {
    const t1 = new Value(1, 't1')
    expect(formula(long.add(t1), { shareAbove: 0 }).text).toMatch(/^t2 = tanh\(a \* b \+ c\)\nt1 \+ t2 /)
  })
  test('equal parts are found, also where they are different nodes', () => {
    const [p, q] = [built('exp(a * b + c * a)'), built('exp(c * a + b * a)')]
    expect(formula(p.sin().sub(q.cos()), { shareAbove: 0 }).text).toBe('t1 = exp(a * b + a * c)\nsin(t1) - cos(t1)')
  })
})

describe('leaves', () => {
  test('are written by label, otherwise as numbers', () => {
    expect(exact(a.mul(new Value(-2.5)).add(1e-7))).toBe('a * (-2.5) + 1e-7')
    expect(formula(new Value(2.5)).text).toBe('2.5')
  })
  test('a label that cannot be used is replaced and listed', () => {
    const labels = ['a b', 'e', 'sin', '50 %', 'w', 'w', 'w_1', 'x²', '😀', '', 'a_b', 'softmax', 'α_1']
    const leaves = labels.map((label) => new Value(2, label))
    const { text, renamed } = formula(leaves.reduce((x, y) => x.sub(y)), { simplify: false }) // oxfmt-ignore
    expect(text).toBe('a_b_1 - e_1 - sin_1 - x50 - w - w_2 - w_1 - x2 - x - 2 - a_b - softmax_1 - α_1')
    expect(renamed.map(({ label, name, leaf }) => [label, name, labels[leaves.indexOf(leaf)]])).toEqual(
      ['a b a_b_1', 'e e_1', 'sin sin_1', '50 % x50', 'w w_2', 'x² x2', '😀 x', 'softmax softmax_1'].map((line) => {
        const at = line.lastIndexOf(' ')
        return [line.slice(0, at), line.slice(at + 1), line.slice(0, at)]
      }),
    )
  })
  test('in LaTeX, a label is replaced if another is written in the same way', () => {
    const leaves = ['50 %', 'w1', 'w_1', 'alpha', 'α', 'pi', 'sin'].map((label) => new Value(2, label))
    const { text, renamed } = formula(leaves.reduce((x, y) => x.sub(y)), { simplify: false, language: 'latex' }) // oxfmt-ignore
    expect(text).toBe(
      '\\text{50 \\%} - w_{1} - w_{\\text{1\\_1}} - \\alpha - \\alpha_{1} - \\pi_{1} - \\mathrm{sin}_{1}',
    )
    expect(renamed.map(({ name }) => name)).toEqual(['w_1_1', 'α_1', 'pi_1', 'sin_1'])
  })
  test('have colors in LaTeX', () => {
    const colors = new Map([[a, '#d55e00'], [c, 'teal']]) // oxfmt-ignore
    expect(formula(built('a^2 * b / c'), { language: 'latex', colors }).text).toBe(
      '\\frac{\\textcolor{#d55e00}{a}^{2} \\cdot b}{\\textcolor{teal}{c}}',
    )
  })
})

test('a derivative is a formula too', () => {
  const [slope] = grad(a.square().mul(b), [a])
  expect(formula(slope!).text).toBe('2 * a * b')
  expect(exact(slope!)).toBe('azmul(b, 2 * a)')
})

describe('size', () => {
  const repeated = (times: number, f: (y: Value, i: number) => Value, y: Value = a) => {
    for (let i = 0; i < times; i++) y = f(y, i)
    return y
  }
  test('a formula that would be too long is refused before it is written', () => {
    expect(() =>
      formula(
        repeated(1000, (y) => y.sin().add(y)),
        { shareAbove: Infinity },
      ),
    ).toThrow(
      new RangeError(
        'formula: the formula is longer than 10000 characters. Write a smaller part of the graph, or raise the limit.',
      ),
    )
    expect(() => formula(a.add(b), { limit: 4 })).toThrow('formula: the formula is longer than 4 characters.')
    expect(formula(a.add(b), { limit: 5 }).text).toBe('a + b')
    expect(formula(repeated(1000, (y) => y.add(y))).text).toBe(`${2 ** 1000} * a`)
  })
  test('the limit counts the lines of the parts', () => {
    const y = repeated(6, (y) => y.sin().add(y.cos()))
    const { text, parts } = formula(y, { shareAbove: 0 })
    expect(parts.length).toBeGreaterThan(2)
    expect(formula(y, { shareAbove: 0, limit: text.length }).text).toBe(text)
    expect(() => formula(y, { shareAbove: 0, limit: text.length - 1 })).toThrow(RangeError)
  })
  /** Graphs on which a simpler method would need the square of the time, or the call stack. */
  test.each<[string, (times: number) => Value]>([
    ['a chain of signs', (n) => repeated(n, (y) => y.neg())],
    ['a chain of functions', (n) => repeated(n, (y) => y.tanh())],
    ['a sum', (n) => repeated(n, (y, i) => y.add(new Value(i, `x${i}`)))],
    ['a product', (n) => repeated(n, (y, i) => y.mul(new Value(i, `x${i}`)))],
    ['sums that are used again', (n) => { let s = a; return repeated(n / 2, (y, i) => (s = s.add(new Value(i, `x${i}`)), y.add(s))) }],
    ['products that are used again', (n) => { let s = a; return repeated(n / 3, (y, i) => (s = s.mul(new Value(i, `x${i}`)), y.add(s.sin()))) }],
    ['powers of powers', (n) => repeated(n, (y) => y.pow(1.5))],
    ['nested choices', (n) => repeated(n / 3, (y, i) => y.gt(i).where(y.mul(b), 0))],
    ['a polynomial', (n) => repeated(n / 2, (y) => y.mul(a).add(b))],
    ['a derivative', (n) => grad(repeated(n / 8, (y) => y.mul(b).tanh()), [a])[0]!],
  ])('%s of 30,000 nodes gets an answer', (_, make) => {
    const [large, medium] = [make(30_000), make(10_000)]
    for (const simplify of [true, false]) {
      const isAnswered = simplify && _ === 'a chain of signs'
      if (isAnswered) expect(formula(large).text).toBe('a')
      else expect(() => formula(large, { simplify })).toThrow('formula: the formula is longer than 10000 characters.')
      expect(formula(medium, { simplify, limit: Infinity }).text.length).toBeGreaterThan(isAnswered ? 0 : 10_000)
    }
  }) // oxfmt-ignore
})

test.each<[() => unknown, Error]>([
  [() => formula(3 as never), new TypeError('formula: the argument is 3. Pass a Value.')],
  [() => formula(a, { limit: 0 }), new RangeError('formula: limit is 0. Pass a number of characters, 1 or more.')],
  [() => formula(a, { shareAbove: NaN }), new RangeError('formula: shareAbove is NaN. Pass a number of characters, 0 or more.')],
  [() => formula(a, { language: 'tex' as never }), new RangeError('formula: language is "tex". Pass "text" or "plain" or "latex".')],
  [() => formula(a, { simplify: 1 as never }), new TypeError('formula: simplify is 1. Pass true or false.')],
  [() => formula(a, { most: 1 } as never), new TypeError('formula: unknown option "most". The options are language, simplify, shareAbove, limit, colors.')],
  [() => formula(a, { colors: new Map() }), new RangeError("formula: the text of a formula has no colors. Pass language: 'latex', or leave colors out.")],
  [() => formula(a, { language: 'latex', colors: {} as never }), new TypeError('formula: colors is an object. Pass a Map of leaves to colors.')],
  [() => formula(a, { language: 'latex', colors: new Map([[a, '}\\input{x']]) }), new RangeError('formula: a color is "}\\\\input{x". Pass a name such as red, or # and six digits.')],
])('%s', (call, error) => expect(call).toThrow(error)) // oxfmt-ignore
