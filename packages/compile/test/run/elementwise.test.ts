/**
 * The formula of an optimizer, compiled and on plain numbers. Difficult formulas return what they were given, or overwrite a
 * number that a later result still needs.
 */
import { describe, expect, test } from '@jest/globals'
import { add, div, dot, exp, gt, max, mul, type Scalar, sin, sub, sum, tanh, Value, where } from '@gradus/engine'
import { type Backend, type Precision, CompiledStep, RecordingError, type Update } from '../../src/index.js'
import { generator } from '../beside-engine.js'

const BACKENDS: Backend[] = ['interpreter', 'wasm']
const COEFFICIENTS = [0.25, -0.5]
type Formula = Update['formula']

/** Takes three steps with different gradients. Returns the parameters and the state after each, compiled and on numbers. */
function steps(formula: Formula, state: number, count: number, backend: Backend, precision: Precision = 'f64') {
  const parameters = Array.from({ length: count }, (_, i) => new Value(Math.fround(Math.cos(i) / 2)))
  const update: Update = { state, coefficients: COEFFICIENTS.length, formula }
  const step = new CompiledStep({
    loss: (xs: Value[]) => dot(parameters, xs), // so that the gradient is x
    shape: [count],
    parameters,
    update,
    backend,
    precision,
    mustMatchEngine: false,
  })
  const rows = [parameters.map((p) => p.data)]
  for (let k = 0; k < state; k++) {
    rows.push(parameters.map((_, i) => Math.fround(Math.sin(3 * i + k + 1))))
    step.writeState(k, rows[k + 1]!)
  }
  const got: number[][][] = []
  const expected: number[][][] = []
  for (let t = 0; t < 3; t++) {
    const gradient = parameters.map((_, i) => Math.fround(Math.sin(i + t)))
    step.evaluate(1, (_, numbers, at) => numbers.set(gradient, at))
    step.apply(1, COEFFICIENTS)
    step.readParameters()
    got.push([parameters.map((p) => p.data), ...rows.slice(1).map((_, k) => [...step.readState(k)])])
    for (let i = 0; i < count; i++) {
      const [p, ...ms] = rows.map((numbers) => numbers[i]!) as [number, ...number[]]
      const next = formula(p, gradient[i]!, ms, COEFFICIENTS) as number[]
      next.forEach((x, k) => (rows[k]![i] = x))
    }
    expected.push(rows.map((numbers) => [...numbers]))
  }
  step.dispose()
  return { got, expected }
}

function compare({ got, expected }: ReturnType<typeof steps>, tolerance: number): void {
  expected.forEach((rows, step) =>
    rows.forEach((numbers, k) =>
      numbers.forEach((x, i) => {
        const y = got[step]![k]![i]!
        if (Math.abs(x - y) <= tolerance * Math.max(1, Math.abs(x))) return
        throw new Error(`step ${step}, result ${k}, parameter ${i}: ${y} instead of ${x}`)
      }),
    ),
  )
}

const FORMULAS: [string, number, Formula][] = [
  ['the previous parameter as its state', 1, (p, g, _, [lr]) => [sub(p, mul(lr!, g)), p]],
  ['a delay line', 3, (p, g, [a, b, c], [lr]) => [sub(p, mul(lr!, c!)), g, a!, b!]],
  ['results in rotation', 2, (p, _, [m, q]) => [m!, q!, p]],
  ['parameter and state exchanged', 1, (p, _, [m]) => [m!, p]],
  ['an op without a WebAssembly kernel', 1, (p, g, _, [lr]) => [sub(p, mul(lr!, g)), sin(p)]],
  ['a sum of many terms', 2, (p, g, [a, b]) => [mul(0.1, sum([p, g, a!, b!, p, g, a!, b!, p, g])), p, a!]],
  ['many products', 1, (p, g, [a]) => [dot(Array<Scalar>(20).fill(p), Array<Scalar>(20).fill(g)), sum(Array<Scalar>(12).fill(a!))]], // oxfmt-ignore
  ['the same number in every result', 2, (p, g) => [g, p, p]],
  ['constants as results', 2, (p) => [1, p, -0.5]],
  [
    'a factor computed from coefficients alone',
    1,
    (p, g, [m], [lr, c]) => [sub(p, g), mul(add(p, m!), exp(mul(lr!, c!)))],
  ],
  ['300 ops in a row', 1, (p, _, [m]) => [Array.from({ length: 300 }).reduce<Scalar>((x, _, i) => tanh(add(mul(x, m!), i / 300)), p), p]], // oxfmt-ignore
]

describe.each(BACKENDS)('%s', (backend) => {
  test.each(FORMULAS)('a formula with %s', (_, state, formula) => {
    for (const count of [1, 2, 3, 9, 17]) {
      compare(steps(formula, state, count, backend), 1e-12)
      compare(steps(formula, state, count, backend, 'f32'), 1e-5)
    }
  })

  test('200 random formulas', () => {
    for (let seed = 0; seed < 200; seed++) {
      const { state, formula, count } = randomFormula(seed)
      try {
        compare(steps(formula, state, count, backend), 1e-11)
      } catch (error) {
        throw new Error(`seed ${seed}: ${(error as Error).message}`, { cause: error })
      }
    }
  })
})

/** Its results are operands, functions of operands, or constants, in any order. */
function randomFormula(seed: number): { state: number; formula: Formula; count: number } {
  const random = generator(seed + 1)
  const below = (n: number) => Math.floor(n * random())
  const state = below(5)
  const count = [1, 2, 3, 4, 5, 7, 8, 11, 16, 17, 33][below(11)]!
  const sizes = Array.from({ length: below(12) }, () => [below(8), below(1000), below(1000), below(1000)] as const)
  const picks = Array.from({ length: 1 + state }, () => [below(4), below(1000)] as const)
  const formula: Formula = (p, g, ms, coefficients) => {
    const operands = [p, g, ...ms]
    const known: Scalar[] = [...operands, ...coefficients]
    for (const [kind, a, b, c] of sizes) {
      const [x, y, z] = [a, b, c].map((i) => known[i % known.length]!) as [Scalar, Scalar, Scalar]
      known.push(
        [
          () => tanh(add(x, y)),
          () => sub(x, mul(y, 0.5)),
          () => sin(x),
          () => mul(tanh(x), y),
          () => where(gt(x, y), z, 0.25),
          () => div(x, add(2, max(y, -1))),
          () => mul(0.1, sum(Array.from({ length: 9 + (c % 5) }, (_, i) => known[(a + i * b) % known.length]!))),
          () => tanh(dot(Array.from({ length: 17 }, (_, i) => known[(a + i) % known.length]!), Array<Scalar>(17).fill(y))), // oxfmt-ignore
        ][kind]!(),
      )
    }
    return picks.map(([kind, at]) => {
      if (kind === 0) return at / 1000
      if (kind === 1) return operands[at % operands.length]!
      return tanh(known[known.length - 1 - (at % Math.min(known.length, 6))]!)
    })
  }
  return { state, formula, count }
}

/** A step whose loss is (w·x − t)², with this formula. */
const w = new Value(0)
const stepWith = (formula: Formula, backend: Backend) =>
  new CompiledStep({
    loss: (x: Value, t: Value) => w.mul(x).sub(t).square(),
    shape: ['scalar', 'scalar'],
    parameters: [w],
    update: { state: 0, coefficients: 0, formula },
    backend,
  })

const outside = new Value(0.1)
test.each<[string, Formula, string]>([
  [
    'reads the number of a parameter',
    (p, g) => [sub(p, mul(g, w.data))],
    'compile: the function reads the data of a Value while it is recorded, which would freeze a number. Compute with the ops; use where(cond, a, b) to branch.',
  ],
  [
    'uses a parameter',
    (p, g) => [sub(p, mul(g, w))],
    'compile: the formula uses Value(0), which is made outside of it. Use the numbers that the formula is given.',
  ],
  [
    'uses another Value',
    (p, g) => [sub(p, mul(g, outside))],
    'compile: the formula uses Value(0.1), which is made outside of it. Use the numbers that the formula is given.',
  ],
])('a formula that %s is refused', (_, formula, message) => {
  for (const backend of BACKENDS) expect(() => stepWith(formula, backend)).toThrow(new RecordingError(message))
})

test('a formula may make a Value', () => {
  const step = stepWith((p, g) => [sub(p, mul(g, new Value(0.5)))], 'wasm')
  step.evaluate(1, (_, numbers, at) => numbers.set([1, 1], at)) // x = 1, t = 1: the gradient at w = 0 is −2
  step.apply(1, [])
  step.readParameters()
  expect(w.data).toBe(1)
})
