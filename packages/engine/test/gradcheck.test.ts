/** A checker must pass what is right and, above all, fail what is wrong. */
import { describe, expect, test } from '@jest/globals'
import type { Op, Scalar, ScalarFunction } from '@gradus/engine'
import {
  abs,
  add,
  binary,
  cos,
  dataOf,
  detectAnomaly,
  dot,
  exp,
  ge,
  gradcheck,
  gradient,
  hessian,
  logSumExp,
  mul,
  neg,
  norm,
  reciprocal,
} from '@gradus/engine'
import { sigmoid, sin, softmax, square, sub, sum, tanh, unary, Value, variadic, where, gt, azmul } from '@gradus/engine'

test('still sees an error of 1e-6 in fast waves', () => {
  const wrong = unary('wrong', { f: Math.sin, d: (x) => mul(1 + 1e-6, cos(x)), domain: [-1, 1] })
  for (let w = 1; w <= 150; w += 7) expect(gradcheck(([x]) => wrong(x!.mul(w)), [0.3 + w / 9]).ok).toBe(false)
})

describe('passes right derivatives', () => {
  test.each<[string, ScalarFunction, number[]]>([
    ['a product through tanh', ([x, y]) => x!.mul(y!).tanh(), [0.3, -0.7]],
    ['a constant', () => new Value(3), [1, 2]],
    ['the identity', ([x]) => x!, [5]],
    ['large slopes', ([x]) => x!.mul(1e8).add(x!.pow(5)), [3]],
    ['large arguments', ([x]) => x!.square(), [1e6]],
    ['small arguments', ([x]) => x!.exp().mul(1e-3), [1e-9]],
    ['near the edge of a domain', ([x]) => x!.log(), [0.01]],
    ['close to an edge', ([x]) => x!.sqrt(), [1e-3]],
    ['very close to an edge', ([x]) => x!.log(), [1e-5]],
    ['between two edges', ([x]) => x!.asin(), [0.99999]],
    ['xˣ', ([x]) => x!.pow(x!), [1.7]],
    ['waves faster than the first steps', ([x]) => x!.mul(100).sin(), [2]],
    ['waves far out', ([x]) => x!.mul(x!.cos()), [1e6]],
    ['a quotient of sums', ([x, y]) => x!.add(y!).div(x!.square().add(1)), [0.3, 2]],
    ['logSumExp', (xs) => logSumExp(xs), [1, 2, 3, -4]],
    ['one output of softmax', (xs) => softmax(xs)[1]!, [0.1, 0.5, -1]],
    ['norm', (xs) => norm(xs), [3, -4]],
    ['a dot product with repetition', ([x, y]) => dot([x!, y!, x!], [y!, y!, x!]), [1.3, 0.2]],
    ['relu on its smooth sides', ([x, y]) => x!.relu().add(y!.relu()), [0.5, -0.5]],
    ['far out', ([x]) => x!.sigmoid(), [40]],
    ['a choice', ([x]) => where(gt(x!, 0), x!.exp(), x!.neg()), [1]],
    ['something fast', ([x]) => x!.mul(30).sin(), [0.4]],
  ])('%s', (_, f, at) => {
    expect(gradcheck(f, at)).toMatchObject({ ok: true, failures: [], kinks: [] })
  })
})

const DOMAIN = [-3, 3] as const
const of = (op: Op) => (xs: Value[]) => (op as unknown as (...xs: Value[]) => Value)(...xs)

describe('fails wrong first derivatives', () => {
  const wrong = (name: string, f: (x: number) => number, d: Parameters<typeof unary>[1]['d']) =>
    unary(name, { f, d, domain: DOMAIN })

  test.each<[string, Op, number[]]>([
    ['a factor 2', wrong('sin2', Math.sin, (x) => mul(2, cos(x))), [0.7]],
    ['1e-4 relative too much', wrong('sin', Math.sin, (x) => mul(1.0001, cos(x))), [0.7]],
    ['1e-5 relative too much', wrong('sin', Math.sin, (x) => mul(1.00001, cos(x))), [0.7]],
    ['1e-4 relative too much, of a large slope', wrong('exp', Math.exp, (x) => mul(1.0001, exp(x))), [9]],
    ['the sign', wrong('cos', Math.cos, (x) => sin(x)), [0.7]],
    [
      'the sign, only for negative x',
      wrong(
        'square',
        (x) => x * x,
        (x) => mul(2, abs(x)),
      ),
      [-1.2],
    ],
    ['a slope of 0', wrong('cube', (x) => x ** 3, 0), [1]],
    ['tanh with 1 − y', wrong('tanh', Math.tanh, (_, y) => sub(1, y)), [0.4]],
    ['tanh with 1 − x²', wrong('tanh', Math.tanh, (x) => sub(1, square(x))), [0.4]],
    [
      'sigmoid with y instead of y(1 − y)',
      wrong(
        's',
        (x) => sigmoid(x),
        (_, y) => y,
      ),
      [0.4],
    ],
    [
      'softsign with the square outside forgotten',
      wrong(
        'softsign',
        (x) => x / (1 + Math.abs(x)),
        (x) => reciprocal(add(1, abs(x))),
      ),
      [0.9],
    ],
    ['NaN', wrong('x', (x) => x, NaN), [1]],
    ['∞', wrong('x', (x) => x, Infinity), [1]],
  ])('%s', (_, op, at) => {
    const report = gradcheck(of(op), at)
    expect(report.ok).toBe(false)
    expect(report.failures.some((c) => c.order === 1)).toBe(true)
    expect(gradcheck(of(op), at, { order: 1 }).ok).toBe(false)
  })

  test('the sign for negative x is found only there', () => {
    const op = wrong(
      'square',
      (x) => x * x,
      (x) => mul(2, abs(x)),
    )
    expect([1.2, -1.2].map((x) => gradcheck(of(op), [x]).ok)).toEqual([true, false])
  })

  test.each<[string, Op]>([
    [
      'a factor missing in one operand',
      binary('mul', { f: (a, b) => a * b, d: [(_, b) => b, 1], domain: [DOMAIN, DOMAIN] }),
    ],
    [
      'the operands exchanged',
      binary('mul', { f: (a, b) => a * b, d: [(a) => a, (_, b) => b], domain: [DOMAIN, DOMAIN] }),
    ],
    ['the second slope without its sign', binary('sub', { f: (a, b) => a - b, d: [1, 1], domain: [DOMAIN, DOMAIN] })],
    ['the second slope forgotten', binary('add', { f: (a, b) => a + b, d: [1, 0], domain: [DOMAIN, DOMAIN] })],
  ])('%s', (_, op) => {
    const report = gradcheck(of(op), [1.3, 0.4])
    expect(report.ok).toBe(false)
  })

  test('in a list: one operand wrong', () => {
    const op = variadic('sum', {
      f: (xs) => xs.reduce((a, b) => a + b),
      d: (x) => where(gt(x, 2.5), 0.5, 1),
      domain: DOMAIN,
    })
    const report = gradcheck((xs) => op(xs), [1, 2, 3])
    expect(report).toMatchObject({ ok: false, worst: { order: 1, input: 2, exact: 0.5 } })
    expect(report.failures).toHaveLength(1)
  })

  test('in a list: mean without dividing', () => {
    const op = variadic('mean', { f: (xs) => xs.reduce((a, b) => a + b) / xs.length, d: 1, domain: DOMAIN })
    expect(gradcheck((xs) => op(xs), [1, 2, 3]).failures).toHaveLength(3)
  })

  test('deep inside a right function', () => {
    const op = wrong('sin', Math.sin, (x) => mul(1.001, cos(x)))
    expect(gradcheck(([x, y]) => sum([x!.exp(), of(op)([y!.mul(0.5)]), x!.mul(y!)]), [1, 0.6]).ok).toBe(false)
  })

  test('a plain-number slope where there should be a graph is right in order 1 and wrong in order 2', () => {
    const op = wrong(
      'cube',
      (x) => x ** 3,
      (x) => 3 * (typeof x === 'number' ? x : x.data) ** 2,
    )
    expect(gradcheck(of(op), [1.1], { order: 1 }).ok).toBe(true)
    const report = gradcheck(of(op), [1.1])
    expect(report.ok).toBe(false)
    expect(report.failures).toMatchObject([{ order: 2, input: 0, row: 0, exact: 0 }])
  })
})

describe('fails wrong second derivatives', () => {
  test('of a right slope that is made of a wrong op', () => {
    const wrongCos = unary('wrongCos', { f: Math.cos, d: (x) => mul(-1.001, sin(x)), domain: DOMAIN })
    const op = unary('sin', { f: Math.sin, d: (x) => wrongCos(x), domain: DOMAIN })
    expect(gradcheck(of(op), [0.7], { order: 1 }).ok).toBe(true)
    expect(gradcheck(of(op), [0.7]).failures).toMatchObject([{ order: 2 }])
  })

  test('of one that is missing in a mixed partial only', () => {
    const detached = (x: Parameters<typeof neg>[0]) => (typeof x === 'number' ? x : x.data)
    const op = binary('mul', { f: (a, b) => a * b, d: [(_, b) => b, (a) => detached(a)], domain: [DOMAIN, DOMAIN] })
    const report = gradcheck(of(op), [1.3, 0.4])
    expect(report.ok).toBe(false)
    expect(report.failures.every((c) => c.order === 2)).toBe(true)
  })
})

describe('kinks', () => {
  test.each<[string, ScalarFunction, number[], { input: number; op: string }[]]>([
    ['relu at 0', ([x]) => x!.relu(), [0], [{ input: 0, op: 'relu' }]],
    ['abs at 0', ([x]) => x!.abs(), [0], [{ input: 0, op: 'abs' }]],
    ['max at a tie', ([x, y]) => x!.max(y!), [1, 1], [{ input: 0, op: 'max' }, { input: 1, op: 'max' }]], // oxfmt-ignore
    ['clamp at a bound', ([x]) => x!.clamp(-1, 1), [1], [{ input: 0, op: 'clamp' }]],
    ['leakyRelu at 0', ([x]) => x!.leakyRelu(), [0], [{ input: 0, op: 'leakyRelu' }]],
  ])('%s is reported, and passes', (_, f, at, kinks) => {
    expect(gradcheck(f, at)).toMatchObject({ ok: true, kinks })
  })

  test('a slope outside the one-sided slopes fails', () => {
    const op = unary('relu', { f: (x) => Math.max(x, 0), d: (x) => sub(1.5, gt(x, 0)), domain: DOMAIN, kink: (x) => x })
    expect(gradcheck(of(op), [0])).toMatchObject({ ok: false, kinks: [{ input: 0, op: 'relu' }] })
  })

  test('a kink nearby does not disturb: the step shrinks', () => {
    expect(gradcheck(([x]) => x!.relu(), [1e-3])).toMatchObject({ ok: true, kinks: [] })
    expect(gradcheck(([x]) => x!.relu(), [-1e-3])).toMatchObject({ ok: true, kinks: [] })
  })

  test('a kink that nobody declared is found as a disagreement, not passed', () => {
    const op = unary('hidden', { f: Math.abs, d: (x) => where(gt(x, 0), 1, -1), domain: DOMAIN })
    expect(gradcheck(of(op), [0]).ok).toBe(false)
  })

  test('a jump that nobody declared fails', () => {
    const op = unary('floor', { f: Math.floor, d: 0, domain: DOMAIN })
    expect(gradcheck(of(op), [1]).ok).toBe(false)
    expect(gradcheck(of(op), [1.5]).ok).toBe(true)
  })
})

/** Places where a step of ordinary size crosses a pole, the edge of the domain or a kink. */
const NARROW: [string, ScalarFunction, number[]][] = [
  ['1/x', ([x]) => x!.reciprocal(), [1e-6, -1e-6, 1e-12, 1e-60]],
  ['1/x², whose differences nearly cancel across the pole', ([x]) => x!.square().reciprocal(), [1e-6, -1e-9]],
  ['1/(x + 10⁻⁶)', ([x]) => x!.add(1e-6).reciprocal(), [0]],
  ['log', ([x]) => x!.log(), [1e-9, 1e-30]],
  ['sqrt', ([x]) => x!.sqrt(), [1e-8, 1e-15]],
  ['cbrt', ([x]) => x!.cbrt(), [1e-8, -1e-8]],
  ['asin', ([x]) => x!.asin(), [1 - 1e-9, -1 + 1e-9]],
  ['acosh', ([x]) => x!.acosh(), [1 + 1e-9]],
  ['atanh', ([x]) => x!.atanh(), [1 - 1e-12]],
  ['tan', ([x]) => x!.tan(), [1.570796]],
  ['x·log x', ([x]) => x!.mul(x!.log()), [1e-20]],
  ['hypot(x, 10⁻⁹)', ([x]) => x!.hypot(1e-9), [1e-9]],
  ['a narrow bump', ([x]) => x!.mul(x!.mul(1e6).square().neg().exp()), [1e-9, 3e-7]],
  ['relu(x)·x²', ([x]) => x!.relu().mul(x!.square()), [1e-9, 1e-5, 1e-3]],
  ['|x|·eˣ', ([x]) => x!.abs().mul(x!.exp()), [1e-12, 1e-9, -1e-8, 1e-6, -1e-3]],
  ['max(x², x)', ([x]) => x!.square().max(x!), [1 + 1e-9, 1 - 1e-9, 1 + 1e-6, 1e-9, -1e-9]],
  ['clamp(x)² + x', ([x]) => x!.clamp(-1, 1).square().mul(1e3).add(x!), [1 - 1e-9, 1 + 1e-9]],
  ['a bend just beyond', ([x]) => where(ge(x!, 0), x!.sub(x!.square().mul(1e4)), 0), [1e-9, 1e-6]],
]
const POINTS = NARROW.flatMap(([name, f, at]) => at.map((x): [string, number, ScalarFunction] => [name, x, f]))

describe('close to a pole, an edge or a kink', () => {
  test.each(POINTS)('%s at %p passes', (_, x, f) => {
    expect(gradcheck(f, [x])).toMatchObject({ ok: true, kinks: [] })
  })

  test.each(POINTS)('%s at %p fails with a slope that is 10⁻⁵ or a factor 2 off', (_, x, f) => {
    for (const factor of [1 + 1e-5, 2, -1, 0]) {
      const bent = unary('bent', { f: (y) => y, d: factor, domain: DOMAIN })
      const report = gradcheck(([v]) => bent(f([v!])), [x], { order: 1 })
      expect([factor, report.ok, report.kinks]).toEqual([factor, false, []])
    }
  })

  test.each(POINTS)('%s at %p fails with a second derivative that is 10⁻⁴ off', (_, x, f) => {
    const [slope, exact] = [gradient(f, [x])[0]!, hessian(f, [x])[0]![0]!]
    // The identity, with slope 1; but the graph of that slope has a slope itself, just so that f″ is off by that much.
    const off = (1e-4 * exact) / slope ** 2
    const d = (y: Scalar) => (typeof y === 'number' ? 1 : add(1, mul(off, sub(y, y.data))))
    const bent = unary('bent', { f: (y) => y, d, domain: DOMAIN })
    const { failures } = gradcheck(([v]) => bent(f([v!])), [x])
    expect(failures.map(({ order }) => order)).toEqual(exact === 0 ? [] : [2]) // a straight piece has nothing to be off
  })
})

describe('at a kink with curvature', () => {
  const curved = (slope: Parameters<typeof unary>[1]['d']) =>
    unary('curved', { f: (x) => (x < 0 ? 0 : x - 1e4 * x * x), d: slope, domain: DOMAIN, kink: (x) => x })
  const steep = (x: number) => (Math.abs(x) + 1) * Math.exp(1e3 * x) // one-sided slopes 999 and 1001

  test.each<[string, ScalarFunction, number]>([
    ['the slope on the right', ([x]) => curved(1)(x!), 0],
    ['the slope on the left', ([x]) => curved(0)(x!), 0],
    ['one between', ([x]) => curved(0.5)(x!), 0],
    ['relu(x)·x²', ([x]) => x!.relu().mul(x!.square()), 0],
    ['|x|·eˣ', ([x]) => x!.abs().mul(x!.exp()), 0],
    ['max(x², x)', ([x]) => x!.square().max(x!), 1],
    ['max(x², x) at its other kink', ([x]) => x!.square().max(x!), 0],
    ['elu beside a parabola', ([x]) => x!.elu(50).add(x!.square().mul(1e5)), 0],
    ['between steep slopes', ([x]) => unary('steep', { f: steep, d: 999, domain: DOMAIN, kink: (x) => x })(x!), 0],
  ])('%s passes', (_, f, x) => {
    const report = gradcheck(f, [x])
    expect([report.ok, report.kinks.map(({ input }) => input)]).toEqual([true, [0]])
  })

  test.each<[string, ScalarFunction]>([
    ['just above the slope on the right', ([x]) => curved(1 + 1e-5)(x!)],
    ['just below the slope on the left', ([x]) => curved(-1e-5)(x!)],
    [
      'just below two steep slopes',
      ([x]) => unary('steep', { f: steep, d: 998.99, domain: DOMAIN, kink: (x) => x })(x!),
    ],
  ])('%s fails', (_, f) => {
    const report = gradcheck(f, [0])
    expect([report.ok, report.kinks]).toMatchObject([false, [{ input: 0 }]])
  })
})

describe('where every derivative is 0 but for rounding', () => {
  test.each<[string, ScalarFunction, number[]]>([
    ['a minimum', ([x]) => x!.sub(0.1).square(), [0.1]],
    ['a minimum far out', ([x]) => x!.sub(1000.1).square(), [1000.1]],
    ['the minimum of Rosenbrock', (xs) => rosenbrock(xs), [1, 1, 1]],
    ['sin² + cos²', ([x]) => x!.sin().square().add(x!.cos().square()), [0.3]],
    ['the sum of softmax', (xs) => sum(softmax(xs)), [0.1, 0.7, -2]],
    ['a saturated sigmoid', ([x]) => x!.sigmoid(), [-40]],
  ])('%s passes', (_, f, at) => {
    expect(gradcheck(f, at)).toMatchObject({ ok: true, kinks: [] })
  })

  test.each([1e-7, -1e-5])('a slope of %p at a minimum fails', (slope) => {
    const op = unary('square', { f: (x) => x * x, d: (x) => add(slope, mul(2, x)), domain: DOMAIN })
    expect(gradcheck(([x]) => op(x!.sub(0.1)), [0.1], { order: 1 }).ok).toBe(false)
  })
})

const rosenbrock = (xs: Value[]): Value =>
  sum(xs.slice(1).map((x, i) => add(sub(1, xs[i]!).square(), x.sub(xs[i]!.square()).square().mul(100))))

describe('many variables', () => {
  const point = (n: number) => Array.from({ length: n }, (_, i) => 1.3 * Math.sin(i))
  const dense = (n: number) => {
    const A = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => Math.cos(7 * i + 3 * j)))
    return (xs: Value[]): Value => dot(xs, A.map((row) => dot(row, xs))) // oxfmt-ignore
  }

  test.each<[string, number, ScalarFunction, number]>([
    ['Rosenbrock', 100, rosenbrock, 12],
    ['a dense quadratic form', 60, dense(60), 5],
    ['n relus at 0', 100, (xs) => sum(xs.map((x) => x.relu())).add(dot(xs, xs)), 100],
  ])('%s, n = %i: the calls per variable do not grow with n', (name, n, f, most) => {
    let calls = 0
    const counted: ScalarFunction = (xs) => {
      calls++
      return f(xs)
    }
    const at = name.endsWith('at 0') ? point(n).map(() => 0) : point(n)
    expect(gradcheck(counted, at)).toMatchObject({ ok: true, failures: [] })
    expect(calls / n).toBeLessThan(most)
  })

  test('one wrong slope among 100 is found and named', () => {
    const wrong = unary('wrong', { f: (x) => x * x, d: (x) => mul(2.001, x), domain: DOMAIN })
    const { ok, worst } = gradcheck((xs) => sum([rosenbrock(xs), wrong(xs[7]!)]), point(100))
    expect([ok, worst!.input]).toEqual([false, 7])
  })
})

describe('the report', () => {
  const wrong = unary('wrong', { f: Math.tanh, d: (_, y) => mul(2, sub(1, azmul(y, y))), domain: DOMAIN })

  test('names the worst derivative, what it is and what it should be', () => {
    const { worst, message } = gradcheck(([x, y]) => add(tanh(x!), wrong(y!)), [0.1, 0.2], { order: 1 })
    expect(worst).toMatchObject({ order: 1, input: 1 })
    expect(worst!.exact / worst!.numeric).toBeCloseTo(2, 6)
    expect(message).toMatch(
      /^gradcheck: 1 of 2 derivatives disagree\. At worst ∂f\/∂x\[1\] is 1\.9\d+, finite differences give 0\.96\d+ \(error 5\.0e-1\)\.$/,
    )
  })

  test('says how many agree', () => {
    expect(gradcheck(([x, y]) => x!.mul(y!), [2, 3]).message).toMatch(/^gradcheck: all 6 derivatives agree; at worst ∂/)
    expect(gradcheck(([x, y]) => x!.mul(y!), [2, 3], { order: 1 }).message).toMatch(/^gradcheck: all 2 derivatives/)
    expect(gradcheck(() => new Value(1), [])).toMatchObject({
      ok: true,
      worst: undefined,
      message: 'gradcheck: there is nothing to compare.',
    })
  })

  test('follows the tolerances', () => {
    const slightly = unary('slightly', { f: Math.sin, d: (x) => mul(1.001, cos(x)), domain: DOMAIN })
    expect(gradcheck(of(slightly), [0.3]).ok).toBe(false)
    expect(gradcheck(of(slightly), [0.3], { rtol: 1e-2 }).ok).toBe(true)
    expect(gradcheck(of(slightly), [0.3], { atol: 1e-2 }).ok).toBe(true)
  })

  test('does not pass a function that is NaN, nor a point that is infinite', () => {
    expect(gradcheck(([x]) => x!.sqrt(), [-1]).ok).toBe(false)
    for (const x of [NaN, Infinity, -Infinity]) expect(gradcheck(([v]) => v!.mul(2), [x]).ok).toBe(false)
  })

  test('is the same inside detectAnomaly: the differences may leave the domain', () => {
    const f: ScalarFunction = ([x]) => x!.log()
    expect(detectAnomaly(() => gradcheck(f, [1e-3]))).toEqual(gradcheck(f, [1e-3]))
  })
})

describe('wrong use', () => {
  const f = ([x]: Value[]) => x!
  const call = gradcheck as unknown as (...args: unknown[]) => unknown

  test.each<[unknown[], Error]>([
    [[f, [1], { order: 3 }], new RangeError('gradcheck: the order is 3. Pass 1 or 2.')],
    [[f, [1], { order: '2' }], new RangeError('gradcheck: the order is "2". Pass 1 or 2.')],
    [
      [f, [1], { tolerance: 1 }],
      new TypeError('gradcheck: unknown option "tolerance". The options are order, rtol, atol.'),
    ],
    [[f, [1], { rtol: -1 }], new RangeError('gradcheck: rtol is -1. Pass a number, 0 or more.')],
    [[f, [1], { atol: NaN }], new RangeError('gradcheck: atol is NaN. Pass a number, 0 or more.')],
    [[f, [1], { atol: '1' }], new RangeError('gradcheck: atol is "1". Pass a number, 0 or more.')],
    [[3, [1]], new TypeError('gradcheck: the first argument is 3. Pass a function.')],
    [[f, 1], new TypeError('gradcheck: the point is 1. Pass an array of numbers.')],
    [[f, ['1']], new TypeError('gradcheck: x[0] is "1". Pass a number.')],
    [
      [([x]: Value[]) => x!.data * x!.data, [3]],
      new TypeError(
        "gradcheck: the function returned the plain number 9, which depends on no variable. Compute with ops such as x.mul(y): .data and JavaScript's own operators lose the graph. Return new Value(9) if you mean a constant.",
      ),
    ],
  ])('%p', (args, error) => {
    expect(() => call(...args)).toThrow(error)
  })
})

describe('cannot be talked round', () => {
  test('by small numbers: a function of tiny values is judged by its own slopes', () => {
    const tiny = unary('tiny', { f: (x) => 1e-9 * x * x, d: () => 0, domain: [-1, 1] })
    expect(gradcheck(([x]) => tiny(x!), [0.5]).ok).toBe(false)
    const right = unary('right', { f: (x) => 1e-9 * x * x, d: (x) => mul(2e-9, x), domain: [-1, 1] })
    expect(gradcheck(([x]) => right(x!), [0.5]).message).toMatch(/agree/)
  })
  test('by a slope that is nearly right', () => {
    const nearly = unary('nearly', { f: (x) => x, d: 1 + 5e-7, domain: [-1, 1] })
    expect(gradcheck(([x]) => nearly(x!), [0.5]).ok).toBe(false)
  })
  test('by a kink that does not depend on the variable', () => {
    // Right to first order only: half of the slope of x³ is frozen.
    const wrong = unary('wrong', { f: (x) => x ** 3, d: (x) => mul(3 * dataOf(x), x), domain: [-3, 3] })
    expect(gradcheck(([x]) => wrong(x!), [2], { order: 1 }).ok).toBe(true)
    const f: ScalarFunction = ([x]) => wrong(x!).add(new Value(0).relu())
    const report = gradcheck(f, [2])
    expect([report.ok, report.kinks]).toEqual([false, []])
  })
})
