/**
 * Rules that give back what they were given, or change a number that they still need: the step of a training beside the
 * engine's ops on plain numbers.
 */
import { describe, test } from '@jest/globals'
import { add, div, dot, exp, gt, max, mul, type Scalar, sin, sub, sum, tanh, Value, where } from '@gradus/engine'
import { type Backend, type Precision, CompiledStep, type Update } from '../src/index.js'
import { generator } from './beside-engine.js'

const ENGINES: Backend[] = ['interpreter', 'wasm']
const COEFFICIENTS = [0.25, -0.5]
type Formula = Update['formula']

/** Takes three steps with different gradients; the parameters and then the memories after each, from code and on numbers. */
function steps(formula: Formula, memories: number, count: number, backend: Backend, precision: Precision = 'f64') {
  const parameters = Array.from({ length: count }, (_, i) => new Value(Math.fround(Math.cos(i) / 2)))
  const update: Update = { state: memories, coefficients: COEFFICIENTS.length, formula }
  const step = new CompiledStep({
    loss: (xs: Value[]) => dot(parameters, xs), // so that the gradient is x
    shape: [count],
    parameters,
    update,
    backend,
    precision,
    mustMatchEngine: false,
  })
  const state = [parameters.map((p) => p.data)]
  for (let k = 0; k < memories; k++) {
    state.push(parameters.map((_, i) => Math.fround(Math.sin(3 * i + k + 1))))
    step.writeState(k, state[k + 1]!)
  }
  const got: number[][][] = []
  const expected: number[][][] = []
  for (let t = 0; t < 3; t++) {
    const gradient = parameters.map((_, i) => Math.fround(Math.sin(i + t)))
    step.evaluate(1, (_, numbers, at) => numbers.set(gradient, at))
    step.apply(1, COEFFICIENTS)
    step.readParameters()
    got.push([parameters.map((p) => p.data), ...state.slice(1).map((_, k) => [...step.readState(k)])])
    for (let i = 0; i < count; i++) {
      const [p, ...ms] = state.map((numbers) => numbers[i]!) as [number, ...number[]]
      const next = formula(p, gradient[i]!, ms, COEFFICIENTS) as number[]
      next.forEach((x, k) => (state[k]![i] = x))
    }
    expected.push(state.map((numbers) => [...numbers]))
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
        throw new Error(`step ${step}, result ${k}, parameter ${i}: ${y} in place of ${x}`)
      }),
    ),
  )
}

const RULES: [string, number, Formula][] = [
  ['the parameter before the step', 1, (p, g, _, [lr]) => [sub(p, mul(lr!, g)), p]],
  ['a delay line', 3, (p, g, [a, b, c], [lr]) => [sub(p, mul(lr!, c!)), g, a!, b!]],
  ['a rotation', 2, (p, _, [m, q]) => [m!, q!, p]],
  ['an exchange', 1, (p, _, [m]) => [m!, p]],
  [
    'a function without vector instructions beside a new parameter',
    1,
    (p, g, _, [lr]) => [sub(p, mul(lr!, g)), sin(p)],
  ],
  ['a sum of many terms', 2, (p, g, [a, b]) => [mul(0.1, sum([p, g, a!, b!, p, g, a!, b!, p, g])), p, a!]],
  ['many products', 1, (p, g, [a]) => [dot(Array<Scalar>(20).fill(p), Array<Scalar>(20).fill(g)), sum(Array<Scalar>(12).fill(a!))]], // prettier-ignore
  ['the same number everywhere', 2, (p, g) => [g, p, p]],
  ['constants', 2, (p) => [1, p, -0.5]],
  ['a coefficient that is computed', 1, (p, g, [m], [lr, c]) => [sub(p, g), mul(add(p, m!), exp(mul(lr!, c!)))]],
  ['a long formula', 1, (p, _, [m]) => [Array.from({ length: 300 }).reduce<Scalar>((x, _, i) => tanh(add(mul(x, m!), i / 300)), p), p]], // prettier-ignore
]

describe.each(ENGINES)('%s', (backend) => {
  test.each(RULES)('a rule that keeps %s', (_, memories, formula) => {
    for (const count of [1, 2, 3, 9, 17]) {
      compare(steps(formula, memories, count, backend), 1e-12)
      compare(steps(formula, memories, count, backend, 'f32'), 1e-5)
    }
  })

  test('200 random rules', () => {
    for (let seed = 0; seed < 200; seed++) {
      const { memories, formula, count } = randomRule(seed)
      try {
        compare(steps(formula, memories, count, backend), 1e-11)
      } catch (error) {
        throw new Error(`seed ${seed}: ${(error as Error).message}`, { cause: error })
      }
    }
  })
})

/** Results are operands, functions of operands, or constants, in any order. */
function randomRule(seed: number): { memories: number; formula: Formula; count: number } {
  const random = generator(seed + 1)
  const below = (n: number) => Math.floor(n * random())
  const memories = below(5)
  const count = [1, 2, 3, 4, 5, 7, 8, 11, 16, 17, 33][below(11)]!
  const sizes = Array.from({ length: below(12) }, () => [below(8), below(1000), below(1000), below(1000)] as const)
  const picks = Array.from({ length: 1 + memories }, () => [below(4), below(1000)] as const)
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
          () => tanh(dot(Array.from({ length: 17 }, (_, i) => known[(a + i) % known.length]!), Array<Scalar>(17).fill(y))), // prettier-ignore
        ][kind]!(),
      )
    }
    return picks.map(([kind, at]) => {
      if (kind === 0) return at / 1000
      if (kind === 1) return operands[at % operands.length]!
      return tanh(known[known.length - 1 - (at % Math.min(known.length, 6))]!)
    })
  }
  return { memories, formula, count }
}
