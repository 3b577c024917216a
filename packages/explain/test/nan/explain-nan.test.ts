import { describe, expect, test } from '@jest/globals'
import { atanh, type Op, dot, max, sum, unary, Value, where } from '@gradus/engine'
import { explainNaN, type NaNExplanation } from '@gradus/explain'
import { parseExpression } from '@gradus/expression'
import { ADVISERS } from '../../src/nan/advice.js'

const value = (data: number, label: string): Value => new Value(data, label)
function labeled(node: Value, label: string): Value {
  node.label = label
  return node
}
const explained = (root: Value): NaNExplanation => {
  const explanation = explainNaN(root)
  if (explanation === undefined) throw new Error('nothing was found')
  return explanation
}

describe('programs in which anomaly detection that looks at the backward pass only points elsewhere', () => {
  test('the first of two roots made the NaN, not the second', () => {
    const x = value(1, 'x')
    const first = labeled(x.sub(2).sqrt(), 'first')
    const second = labeled(first.sqrt(), 'second')
    expect(explained(second)).toMatchObject({
      pass: 'forward',
      node: first,
      name: 'first',
      result: NaN,
      operands: [{ name: 'v1', value: -1 }],
      chains: [['first', 'v1', 'x']],
      spread: ['first', 'second'],
      cause: 'sqrt(−1) has no value among the real numbers.',
    })
  })

  test('a loss that is NaN although its gradients are finite', () => {
    const input = value(1, 'input')
    const loss = labeled(input.neg().log(), 'loss')
    loss.backward()
    expect(input.grad).toBe(1)
    expect(explained(loss)).toMatchObject({
      pass: 'forward',
      name: 'loss',
      cause: 'log(−1) has no value among the real numbers.',
    })
  })
})

test('the whole text', () => {
  const x = value(1, 'x')
  expect(explained(labeled(x.sub(2).sqrt(), 'first').sqrt().add(1)).text).toBe(`\
The first number that is not finite is first = sqrt(v1) = NaN, in the forward pass.
  operands: v1 = −1
  depends on x = 1: first ← v1 ← x
  spreads to: first → v2 → f
Cause: sqrt(−1) has no value among the real numbers.
Cure: Keep the operand at 0 or above. A variance may fall below 0 by a rounding error:
use max(x, 0).`)
  expect(explained(labeled(x.sub(1), 'd').sqrt().mul(3)).text).toBe(`\
All values are finite. The first gradient that is not finite is that of d, in the backward pass.
It is made at v1 = sqrt(d): 3 · ∞ = ∞, gradient times slope.
  operands: d = 0
  depends on x = 1: v1 ← d ← x
Cause: The slope of sqrt in d is infinite at sqrt(0).
Cure: For a length use norm or hypot, whose slope at 0 is 0. Otherwise add a small
number under the root.`)
})

describe('planted in the middle of a program, the node that made it is named with cause and cure', () => {
  const [zero, one, big] = [value(0, 'zero'), value(1, 'one'), value(800, 'big')]
  const infinite = value(Infinity, 'infinite')
  const missing = value(NaN, 'age')
  const tiny = value(1e-300, 'x')
  const after = (node: Value): Value => node.mul(one).add(2)

  test.each<[string, Value, string, RegExp, RegExp]>([
    ['0 / 0', zero.div(zero.mul(one)), 'bad', /^0 \/ 0 has no value/, /divisor away from 0/],
    ['1 / 0', one.div(zero), 'bad', /^1 \/ 0 is infinite: the operation has a pole/, /divisor away from 0/],
    ['1 / x at 0', zero.reciprocal(), 'bad', /^1 \/ 0 is infinite/, /divisor away from 0/],
    ['0⁻²', zero.pow(-2), 'bad', /^0\^\(−2\) is infinite/, /base away from 0/],
    ['log −1', one.neg().log(), 'bad', /^log\(−1\) has no value/, /logits/],
    ['log 0', zero.log(), 'bad', /^log\(0\) is infinite/, /logits/],
    ['log1p −1', one.neg().log1p(), 'bad', /^log1p\(−1\) is infinite/, /above −1/],
    ['√ of a negative', one.sub(1.5).sqrt(), 'bad', /^sqrt\(−0\.5\) has no value/, /max\(x, 0\)/],
    ['(−2)^0.5', value(-2, 'x').pow(0.5), 'bad', /^\(−2\)\^0\.5 has no value/, /whole number/],
    ['asin 1.1', value(1.1, 'x').asin(), 'bad', /^asin\(1\.1\) has no value/, /inside of −1 … 1/],
    ['acosh 0.5', value(0.5, 'x').acosh(), 'bad', /^acosh\(0\.5\) has no value/, /1 or above/],
    ['atanh 1', atanh(one), 'bad', /^atanh\(1\) is infinite/, /inside of −1 … 1/],
    ['overflow in exp', big.exp(), 'bad', /^exp\(800\) overflows/, /logSumExp/],
    ['overflow at the edge of exp', value(709.783, 'x').exp(), 'bad', /^exp\(709\.8\) overflows/, /logSumExp/],
    ['overflow in a product', value(1e200, 'x').square(), 'bad', /^\S+\^2 overflows/, /Scale the inputs/],
    ['overflow in a sum', value(1e308, 'x').mul(10).div(10), 'v1', /overflows/, /Scale the inputs/],
    [
      'overflow in a dot',
      dot([value(1e300, 'x'), one], [value(1e10, 'w'), one]),
      'bad',
      /overflows/,
      /smaller initial weights/,
    ],
    ['NaN in the data', missing.mul(one), 'age', /NaN before any operation/, /missing values/],
    ['∞ in the data', infinite.tanh().mul(infinite), 'infinite', /infinite before any operation/, /missing values/],
    ['NaN as a constant', one.mul(NaN), 'bad', /constant NaN/, /A text that is not a number/],
    ['∞ as a constant', one.sub(Infinity), 'bad', /constant infinity/, /Look where this number comes from/],
    ['∞ − ∞', big.exp().sub(big.mul(2).exp()), 'v1', /^exp\(800\) overflows/, /logSumExp/],
    ['0 · ∞', zero.mul(zero.log()), 'v1', /^log\(0\) is infinite/, /logits/],
    ['∞ / ∞', big.exp().div(big.exp().add(1)), 'v1', /^exp\(800\) overflows/, /sigmoid/],
    ['a condition that is NaN', where(missing.gt(0), one, zero), 'age', /NaN before any operation/, /missing values/],
    ['a largest number with a NaN among them', max(zero.div(zero), one), 'v1', /^0 \/ 0 has no value/, /divisor/],
  ])('%s', (_, node, name, cause, cure) => {
    if (node.label === '') node.label = 'bad'
    const found = explained(after(node))
    expect(found).toMatchObject({ pass: 'forward', name, isHarmless: false })
    expect(found.cause).toMatch(cause)
    expect(found.cure).toMatch(cure)
  })

  test.each<[string, Value, string, RegExp, RegExp]>([
    [
      'infinite slope of √',
      zero.mul(one).sqrt().mul(3),
      'v2',
      /^The slope of sqrt in v1 is infinite at sqrt\(0\)\.$/,
      /norm or hypot/,
    ],
    ['infinite slope of ∛', zero.cbrt(), 'f', /^The slope of cbrt in zero is infinite/, /under the root/],
    ['infinite slope of x^½', zero.pow(0.5), 'f', /^The slope of pow in zero is infinite at 0\^0\.5/, /below 1/],
    ['infinite slope of asin', one.asin(), 'f', /^The slope of asin in one is infinite/, /clamp/],
    [
      'slope of a power in its exponent',
      value(-2, 'x').pow(value(3, 'n')),
      'f',
      /^pow has no slope in n at \(−2\)\^3/,
      /plain number/,
    ],
    [
      'a product of large slopes',
      tiny.mul(1e200).mul(1e150),
      'v1',
      /^The product of the gradient and the slope overflows/,
      /Clipping gradients/,
    ],
    [
      'a sum of large arrivals',
      tiny.mul(1e308).add(tiny.mul(1e308)),
      'v1',
      /^The sum of the arrivals overflows/,
      /Scale/,
    ],
  ])('%s', (_, root, name, cause, cure) => {
    expect(Number.isFinite(root.data)).toBe(true)
    const found = explained(root)
    expect(found).toMatchObject({ pass: 'backward', name, isHarmless: false })
    expect(found.cause).toMatch(cause)
    expect(found.cure).toMatch(cure)
  })
})

describe('explainNaN', () => {
  const [x, zero] = [value(2, 'x'), value(0, 'zero')]

  test('finds nothing where everything is finite', () => {
    expect(explainNaN(x.mul(3).sqrt())).toBeUndefined()
    expect(explainNaN(x)).toBeUndefined()
    // The slope is infinite, but the gradient that arrives is 0.
    expect(explainNaN(zero.sqrt().mul(0).add(x))).toBeUndefined()
  })

  test('leaves gradients alone', () => {
    explainNaN(zero.sqrt())
    expect([zero.grad, zero.hasGrad]).toEqual([0, false])
  })

  test('says where an infinity became NaN', () => {
    const big = value(800, 'big')
    const { text, spread } = explained(
      labeled(big.exp(), 'e')
        .sub(labeled(big.mul(2).exp(), 'e2'))
        .mul(x),
    )
    expect(text).toContain('\nIt becomes NaN in v2 = e − e2 = ∞ − ∞.\n')
    expect(spread).toEqual(['e', 'v2', 'f'])
  })

  test('of two faults names the first in the order of the forward pass', () => {
    const second = labeled(x.neg().sqrt(), 'second')
    const first = labeled(x.neg().log(), 'first')
    expect(explained(first.mul(second)).name).toBe('first')
    expect(explained(second.mul(first)).name).toBe('second')
    expect(explained(second.mul(1).mul(1).mul(first)).name).toBe('second')
  })

  test('an infinity that a finite number was made of is not the cause of a later NaN', () => {
    const hidden = zero.log().exp() // e^−∞ is 0
    expect(explained(hidden.add(labeled(x.neg().sqrt(), 'root'))).name).toBe('root')
    expect(explained(value(Infinity, 'mask').add(labeled(x.neg().sqrt(), 'root'))).name).toBe('root')
    expect(explainNaN(hidden.add(x))).toMatchObject({ name: 'v1', isHarmless: true, pass: 'forward' })
  })

  test('a NaN that where hides does no harm, and the text says so', () => {
    const found = explained(where(x.gt(0), x, labeled(x.neg().log(), 'log')))
    expect(found).toMatchObject({ name: 'log', isHarmless: true, spread: ['log'] })
    expect(found.text).toContain(
      '\nIt does no harm here: f = where(v1, x, log) hides it, and the result and all gradients are finite.\n',
    )
  })

  test('a slope that is NaN because of a value: the fault is in the forward pass although the result is finite', () => {
    // step(NaN) is 0 here, and its slope is NaN.
    const step = unary('step', { f: (a) => (a > 0 ? 1 : 0), d: (a) => a, domain: [-1, 1] } as Parameters<
      typeof unary
    >[1])
    const root = (step as (x: Value) => Value)(labeled(x.neg().log(), 'log')).add(1)
    expect(root.data).toBe(1)
    expect(explained(root)).toMatchObject({ pass: 'forward', name: 'log', isHarmless: false })
  })

  test('an operation that the table of causes does not know gets general advice', () => {
    const only: Op = unary('lambert', { f: (a) => (a < 0 ? NaN : a), d: () => 1, domain: [0, 1] })
    expect(explained((only as unknown as (x: Value) => Value)(x.neg()))).toMatchObject({
      cause: 'lambert(−2) has no value among the real numbers.',
      cure: 'Keep the operands where lambert is defined, for example with clamp(x, low, high) or where(condition, a, b).',
    })
  })

  test('at most three chains to leaves, the nearest first; long ones are cut in the text', () => {
    let deep = value(-1, 'deep')
    for (let i = 0; i < 20; i++) deep = deep.mul(1)
    const leaves = ['a', 'b', 'c'].map((label) => value(-1, label))
    const found = explained(sum([deep, ...leaves]).log())
    expect(found.chains.map((chain) => chain.at(-1))).toEqual(['a', 'b', 'c'])
    expect(explained(deep.log()).chains[0]).toHaveLength(22)
    expect(explained(deep.log()).text).toContain(
      'depends on deep = −1: f ← v20 ← v19 ← v18 ← … ← v3 ← v2 ← v1 ← deep\n',
    )
  })

  test('many operands are cut in the text', () => {
    const found = explained(sum([value(NaN, 'x0'), ...Array.from({ length: 20 }, () => x)]).mul(x))
    expect(found.operands).toEqual([])
    const overflow = explained(sum(Array.from({ length: 20 }, (_, i) => value(1e308, `x${i}`))))
    expect(overflow.operands).toHaveLength(20)
    expect(overflow.text).toContain('x7 = 1e+308, 12 more\n')
  })

  test('100,000 nodes', () => {
    let y = x.neg().sqrt()
    for (let i = 0; i < 100_000; i++) y = y.add(1)
    const found = explained(y)
    expect(found.name).toBe('v2')
    expect(found.spread).toHaveLength(100_001)
    expect(found.text.length).toBeLessThan(1000)
  })

  test('refuses anything but a Value, and other options', () => {
    expect(() => explainNaN(NaN as never)).toThrow(new TypeError('explainNaN: the root is NaN. Pass a Value.'))
    expect(() => explainNaN(x, { reader: 'child' } as never)).toThrow(
      new RangeError('explainNaN: the option reader is "child". Pass "program" or "expression".'),
    )
    expect(() => explainNaN(x, { readers: 1 } as never)).toThrow(/readers/)
  })
})

describe('for someone who types an expression', () => {
  const cureOf = (text: string, x = 1) =>
    explainNaN(parseExpression(text).graph({ x: value(x, 'x') }), { reader: 'expression' })!

  test.each([
    ['log(-1)', /^log\(−1\) has no value/, /logSigmoid\(z\)/],
    ['log(-1) * x', /^log\(−1\) has no value/, /above 0/],
    ['x - log(0)', /^log\(0\) is infinite/, /above 0/],
    ['exp(800 * x)', /^exp\(800\) overflows/, /logSumExp, sigmoid or softplus/],
    ['NaN * x', /constant NaN/, /^Write a finite number instead\.$/],
    ['NaN', /a variable or a constant of the expression/, /^Give it a finite number\.$/],
    ['1e308 * x * 10', /overflows/, /^Use smaller numbers/],
  ])('%s', (text, cause, cure) => {
    const found = cureOf(text)
    expect(found.cause).toMatch(cause)
    expect(found.cure).toMatch(cure)
  })

  test('the advice names only functions that can be typed, with the arguments that they take', () => {
    const { operations, ...other } = ADVISERS.expression
    const sentences = [...Object.values(operations).flatMap((advice) => Object.values(advice)), ...Object.values(other)]
    const calls = sentences.flatMap((text) => text.match(/\b\w+\([^()]*\)/g) ?? [])
    expect(calls).toContain('clamp(x, low, high)')
    for (const call of calls) expect(() => parseExpression(call)).not.toThrow()
    expect(sentences.join(' ')).not.toMatch(/crossEntropy|CrossEntropy|softmax|learning rate|parameter/)
  })
})
