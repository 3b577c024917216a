import { describe, expect, test } from '@jest/globals'
import { dataOf, gradient, hessian, table, topologicalOrder, Value } from '@gradus/engine'
import { constants, ExpressionError, parseExpression } from '@gradus/expression'

const value = (text: string, values: Record<string, number> = {}) => parseExpression(text).evaluate(values)

describe('the language', () => {
  test.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['7 - 4 - 2', 1],
    ['8 / 4 / 2', 1],
    ['2^3^2', 512],
    ['-2^2', -4],
    ['2^-1', 0.5],
    ['--3', 3],
    ['+-+3', -3],
    ['2 * -3', -6],
    ['1.5e-3 + .5 + 2.', 2.5015],
    ['1E3', 1000],
    ['sin(pi)', Math.sin(Math.PI)],
    ['e', Math.E],
    ['1 / Infinity', 0],
    ['NaN', NaN],
    ['max(1, 5, 3)', 5],
    ['sum(1, 2, 3) + mean(1, 2, 3)', 8],
    ['dot(1, 2, 3, 4)', 11],
    ['where(gt(2, 1), 10, 20)', 10],
    ['leakyRelu(-2)', -0.02],
    ['leakyRelu(-2, 0.5)', -1],
    [' \t1\n+ 1 ', 2],
    ['hypot(2, 3, 6)', 7],
    // What people paste.
    ['7 − 4 – 2', 1],
    ['2·3 + 2⋅3 + 2∙3 + 2×3 + 2∗3', 30],
    ['8 ÷ 4 ∕ 2', 1],
    ['2**3**2', 512],
    ['−2²', -4],
    ['(1 + 2)³', 27],
    ['2⁻¹', 0.5],
    ['10¹²', 1e12],
    ['2^−1', 0.5],
    ['√16 + ∛8', 6],
    ['√(9) * 2', 6],
    ['|2 − 5| + |-1|', 4],
    ['2 > 1', 1],
    ['1 + 1 ≥ 3', 0],
    ['1 ≤ 1', 1],
    ['2 <= 1', 0],
    ['1 < 2', 1],
    ['1 = 1', 1],
    ['1 == 2', 0],
    ['(2 > 1) * 5', 5],
    ['where(2 > 1, 10, 20)', 10],
    ['π', Math.PI],
  ])('%s is %d', (text, expected) => expect(value(text)).toBe(expected))

  test('names may have letters of any language, digits and underscores', () => {
    expect(value('α_1 * x2 + x₃', { α_1: 3, x2: 4, 'x₃': 1 })).toBe(13)
  })
  test.each([
    ['t1 = x + 1\nt1 * t1', 9],
    ['a = 2; b = a^x\n  c = a + b ; a * b * c', 48],
    ['sin = 3; sin * x', 6],
    ['a = x = 2; a + 1', 2],
    ['x = 2\n', 1],
    ['x == 2\n', 1],
    ['1\n+ x', 3],
  ])('definitions: %j', (text, expected) => {
    expect(parseExpression(text).names).toEqual(['x'])
    expect(value(text, { x: 2 })).toBe(expected)
  })
  test('what is defined is one Value', () => {
    const x = new Value(2)
    const product = parseExpression('t = sin(x)\nt * t').evaluate({ x }) as Value
    expect(product.inputs[0]).toBe(product.inputs[1])
  })
  test('what is defined has the name as its label, unless it is a leaf or was there before', () => {
    const [x, y] = [new Value(2, 'x'), new Value(3).sin()]
    const product = parseExpression('q = x + 1; u = x; v = y; w = q; q * u * v * w').evaluate({ x, y }) as Value
    const labels = topologicalOrder(product).map(({ label }) => label)
    expect(labels.filter((label) => label !== '')).toEqual(['x', 'q'])
  })
  test('knows every op of the engine', () => {
    for (const [name, op] of Object.entries(table)) {
      const count = op.arity === 'variadic' || op.arity === 'paired' ? 2 : op.arity
      const args = Array.from({ length: count }, (_, i) => (op.domain[i] ?? op.domain[0]!)[1] * 0.9)
      const direct = op.evaluate(args)
      expect({ name, value: value(`${name}(${args.join(', ')})`) }).toEqual({ name, value: direct })
    }
  })
  test('a sum of 20,000 terms and 200 parentheses are no problem; 100,000 parentheses are an error, no crash', () => {
    expect(value(Array.from({ length: 20_000 }, () => 'x').join('+'), { x: 1 })).toBe(20_000)
    expect(value(`${'('.repeat(200)}1${')'.repeat(200)}`)).toBe(1)
    expect(() => value(`${'('.repeat(100_000)}1${')'.repeat(100_000)}`)).toThrow(
      'parseExpression: the expression is nested too deeply at column 1. Use fewer parentheses:',
    )
  })
  test.each([
    ['(x + ) * z', 6, '")" is not expected here'],
    ['x *** 2', 5, '"*" is not expected here'],
    ['a < x < b', 7, '"<" is not expected here'],
    ['x²^3', 3, '"^" is not expected here'],
    ['|x', 3, 'the expression ends too early'],
    ['√', 2, 'the expression ends too early'],
    ['x ≠ 2', 3, '"≠" does not belong in an expression'],
    ['0,5', 2, '"," is not expected here'],
    ['max(1)', 1, 'the function max takes two arguments or more, not 1,'],
    ['softmax(1, 2)', 1, 'there is no function softmax'],
    ['2x', 2, '"x" is not expected here'],
    ['sin(x', 6, 'the expression ends too early'],
    ['', 1, 'the expression ends too early'],
    ['2 # 3', 3, '"#" does not belong in an expression'],
    ['tanh', 1, 'the function tanh has no arguments'],
    ['1 + tanh(x, 2)', 5, 'the function tanh takes 1 argument, not 2,'],
    ['clamp(1, 2)', 1, 'the function clamp takes 3 arguments, not 2,'],
    ['dot(1, 2, 3)', 1, 'the function dot takes two lists of one length, one after the other, not 3,'],
    ['sum()', 1, 'the function sum takes one argument or more, not 0,'],
    ['1 + foo(x)', 5, 'there is no function foo'],
    ['x + constructor', 5, 'constructor has no value'],
    ['toString(1)', 1, 'there is no function toString'],
    ['pi = 3; pi', 1, 'the name pi is a constant'],
    ['a = x; a = 2; a', 8, 'the name a is defined twice'],
    ['a = b; b = 2; a', 8, 'the name b is used before it is defined'],
    ['a = x; a *', 11, 'the expression ends too early'],
    ['a = ; x', 4, 'the expression ends too early'],
    ['a = x; tan', 8, 'the function tan has no arguments'],
    ['x = 2;', 6, '";" does not belong in an expression'],
  ])('%s is refused at column %d', (text, column, what) => {
    const error = (() => {
      try {
        return value(text, { x: 1, z: 2 })
      } catch (e) {
        return (e as Error).message
      }
    })() as string
    const [first, shown, caret] = error.split('\n')
    expect(first).toMatch(/^(parseExpression|evaluate): /)
    expect(first).toContain(`: ${what} at column ${column}. `)
    expect(shown).toBe(`  ${text}`)
    expect(caret).toBe(`  ${' '.repeat(column - 1)}^`)
  })
})

describe('a call that cannot be right says what to write', () => {
  const hintOf = (text: string): string => {
    try {
      parseExpression(text)
    } catch (error) {
      if (error instanceof ExpressionError) return error.reason.split(/at column \d+\. |:\n/)[1]!
    }
    throw new Error(`${text} was read`)
  }
  test.each([
    ['ln(x)', 'Use log, the natural logarithm'],
    ['Ln(x)', 'Use log, the natural logarithm'],
    ['log10(x)', 'Use log(x) / log(10)'],
    ['arctan(x)', 'Use atan'],
    ['softmax(x, y)', 'Use logSumExp, because softmax gives a list and an expression is one number'],
    ['sine(x)', 'Use sin'],
    ['ReLU(x)', 'Use relu'],
    ['sigmod(x)', 'Use sigmoid'],
    ['sqr(x)', 'Use sqrt'],
    ['exo(x)', 'Use exp'],
    ['lo(x)', 'Use log'],
    ['tahn(x)', 'Use tan or tanh'],
    ['coshh(x)', 'Use cosh or cos'],
    ['sig(x)', 'Use sign, sigmoid or sigmoidSlope'],
    ['foo(x)', 'Use a function such as exp, log, sqrt, sin, tanh, max or where; the page docs/ops.md lists all'],
    ['toString(x)', 'Use a function such as exp, log, sqrt, sin, tanh, max or where; the page docs/ops.md lists all'],
    ['clamp(x)', 'Write clamp(x, low, high)'],
    ['where(x, 1)', 'Write where(condition, a, b)'],
    ['max(x)', 'Write max(a, b, c)'],
    ['atan2(x)', 'Write atan2(y, x)'],
    ['tanh()', 'Write tanh(x)'],
    ['x + sub(x)', 'Write sub(a, b)'],
  ])('%s: %s', (text, hint) => expect(hintOf(text)).toBe(hint))

  test('what it says to write can be read, for each function', () => {
    for (const name of Object.keys(table)) {
      const tooMany = name === 'dot' ? 'dot(1, 2, 3)' : `${name}()`
      expect(() => parseExpression(hintOf(tooMany).replace('Write ', ''))).not.toThrow()
    }
  })
})

describe('graph', () => {
  test('keeps an operation on constants that has no finite result', () => {
    const f = parseExpression('log(-1) * x').graph({ x: new Value(2, 'x') })
    const log = f.inputs[0] as Value
    expect([f.data, log.op!.name, log.inputs]).toEqual([NaN, 'log', [-1]])
    expect(parseExpression('bad = 1 / 0; bad + 1').graph().inputs[0]).toMatchObject({ label: 'bad', data: Infinity })
    expect(parseExpression('max(1, log(-1), 2)').graph().op!.name).toBe('max')
    expect((parseExpression('1e308 * 10 - 5').graph().inputs[0] as Value).op!.name).toBe('mul')
  })

  test('makes a number of other constants, and of what a constant NaN or infinity is passed on to', () => {
    expect(parseExpression('2 + 3').graph()).toMatchObject({ data: 5, op: null })
    expect(parseExpression('2 * NaN').graph()).toMatchObject({ data: NaN, op: null })
    expect(parseExpression('2 * Infinity').graph()).toMatchObject({ data: Infinity, op: null })
    expect(parseExpression('Infinity - Infinity').graph().op!.name).toBe('sub')
    expect(parseExpression('2 * x').graph({ x: 3 })).toMatchObject({ data: 6, op: null })
  })

  test('evaluate and f still make a number of such an operation', () => {
    const { evaluate, f } = parseExpression('log(-1)')
    expect(evaluate()).toBe(NaN)
    expect(f([]).op).toBeNull()
  })

  test('refuses what evaluate refuses', () => {
    const { graph } = parseExpression('x')
    expect(() => graph()).toThrow('graph: x has no value at column 1. Give it one, such as x=3:')
    expect(() => graph({ x: '3' } as never)).toThrow('graph: x is "3". Pass a number or a Value.')
  })
})

describe('parseExpression', () => {
  test('gives the names in the order of their first appearance, without constants', () => {
    expect(parseExpression('tanh(w2*x + w1*x + b) + pi - e').names).toEqual(['w2', 'x', 'w1', 'b'])
  })
  test('builds a graph of Values, whose leaves are the given ones', () => {
    const [x, y] = [new Value(3), new Value(4)]
    const z = parseExpression('x^2 * y').evaluate({ x, y }) as Value
    z.backward()
    expect([z.data, x.grad, y.grad]).toEqual([36, 24, 9])
    expect(dataOf(parseExpression('x + y').evaluate({ x, y: 1 }))).toBe(4)
  })
  test('f takes a list in the order of the names', () => {
    const { f } = parseExpression('x^2 * y')
    expect(gradient(f, [3, 4])).toEqual([24, 9])
    expect(hessian(f, [3, 4])).toEqual([
      [8, 6],
      [6, 0],
    ])
    expect(gradient(parseExpression('2 + 3').f, [])).toEqual([])
  })
  test('reads again what it has read: nothing is left over from one expression in the next', () => {
    expect(() => parseExpression('1 +')).toThrow(ExpressionError)
    expect(value('1 + 2')).toBe(3)
  })
  test('never runs text, and knows no property that every object has', () => {
    for (const text of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      expect(() => value(text)).toThrow(`evaluate: ${text} has no value at column 1. Give it one, such as ${text}=3:`)
    }
    expect(value('toString + 1', { toString: 1 } as never)).toBe(2)
  })
  test.each<[() => unknown, Error]>([
    [() => parseExpression(3 as never), new TypeError('parseExpression: the text is 3. Pass a string.')],
    [
      () => parseExpression('x').evaluate(3 as never),
      new TypeError('evaluate: the values are 3. Pass an object with one entry for each name.'),
    ],
    [
      () => parseExpression('x').evaluate({ x: '3' as never }),
      new TypeError('evaluate: x is "3". Pass a number or a Value.'),
    ],
    [
      () => parseExpression('x + e').evaluate({ x: 1, e: 1 }),
      new RangeError('evaluate: e is a constant. Choose another name for the variable.'),
    ],
    [
      () => parseExpression('x + y').f([1]),
      new RangeError('f: the argument is an array of length 1. Pass an array of 2 numbers or Values: x, y.'),
    ],
  ])('%s', (run, error) => expect(run).toThrow(error))

  test('an error has the place and the reason apart', () => {
    const error = (() => {
      try {
        return parseExpression('2x')
      } catch (e) {
        return e
      }
    })() as ExpressionError
    expect(error).toBeInstanceOf(ExpressionError)
    const reason = '"x" is not expected here at column 2. Write * for a product, such as 2 * x:\n  2x\n   ^'
    expect([error.text, error.column, error.reason]).toEqual(['2x', 2, reason])
    expect(error.message).toBe(`parseExpression: ${reason}`)
  })
  test('an error shows the line that it is in', () => {
    expect(() => parseExpression('a = x\nb = a +\na * b')).toThrow(
      'at column 14. Correct the expression:\n  b = a +\n         ^',
    )
    expect(() => value('a = 1\n  a + y')).toThrow(
      'y has no value at column 13. Give it one, such as y=3:\n    a + y\n        ^',
    )
  })
  test('constants', () => expect(constants).toEqual({ pi: Math.PI, π: Math.PI, e: Math.E, Infinity, NaN }))
})
