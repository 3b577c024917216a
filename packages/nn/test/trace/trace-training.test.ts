import { describe, expect, test } from '@jest/globals'
import { parseExpression } from '@gradus/expression'
import katex from 'katex'
import { type DeltaOptions, handActivations, MLP, quadratic, Random, SGD } from '../../src/index.js'
import { traceTraining } from '../../src/trace/index.js'
import { definitions } from '../../src/trace/notation.js'

const worked = () =>
  traceTraining(
    [
      [
        [0.35, 0.15, 0.2],
        [0.35, 0.25, 0.3],
      ],
      [
        [0.6, 0.4, 0.45],
        [0.6, 0.5, 0.55],
      ],
    ],
    [[0.05, 0.1]],
    [[0.01, 0.99]],
    { cost: 'quadratic', lr: 0.5, fixedBiases: true },
  )

describe('the worked 2-2-2 example', () => {
  test('as text', () => {
    const lines = worked().text.split('\n')
    const first = (title: string, count = 1) => lines.slice(lines.indexOf(title) + 1, lines.indexOf(title) + 1 + count)
    expect(lines.slice(0, 3)).toEqual([
      'One step of gradient descent with α = 0.5: the cost goes from J = 0.298371 to 0.291028.',
      'sigmoid(z) = 1 / (1 + exp(−z)), sigmoid′(z) = sigmoid(z)·(1 − sigmoid(z)).',
      'Numbers are rounded to 6 digits.',
    ])
    expect(first('Forward', 3)).toEqual([
      '  z₁⁽²⁾ = Θ₁₀⁽¹⁾ + Θ₁₁⁽¹⁾·x₁ + Θ₁₂⁽¹⁾·x₂ = 0.35 + 0.15·0.05 + 0.2·0.1 = 0.3775',
      '  z₂⁽²⁾ = Θ₂₀⁽¹⁾ + Θ₂₁⁽¹⁾·x₁ + Θ₂₂⁽¹⁾·x₂ = 0.35 + 0.25·0.05 + 0.3·0.1 = 0.3925',
      '  a₁⁽²⁾ = sigmoid(z₁⁽²⁾) = sigmoid(0.3775) = 0.59327',
    ])
    expect(first('Cost')).toEqual([
      '  J = 1/2·((a₁⁽³⁾ − y₁)² + (a₂⁽³⁾ − y₂)²) = 1/2·((0.751365 − 0.01)² + (0.772928 − 0.99)²) = 0.298371',
    ])
    expect(first('Backward', 4)).toEqual([
      '  δ₁⁽³⁾ = (a₁⁽³⁾ − y₁)·sigmoid′(z₁⁽³⁾) = (0.751365 − 0.01)·0.186816 = 0.138499',
      '  δ₂⁽³⁾ = (a₂⁽³⁾ − y₂)·sigmoid′(z₂⁽³⁾) = (0.772928 − 0.99)·0.17551 = −0.0380982',
      '  δ₁⁽²⁾ = (Θ₁₁⁽²⁾·δ₁⁽³⁾ + Θ₂₁⁽²⁾·δ₂⁽³⁾)·sigmoid′(z₁⁽²⁾)',
      '        = (0.4·0.138499 + 0.5·(−0.0380982))·0.241301 = 0.00877135',
    ])
    expect(first('Gradient')).toEqual(['  ∂J/∂Θ₁₁⁽¹⁾ = δ₁⁽²⁾·x₁ = 0.00877135·0.05 = 0.000438568'])
    expect(first('New parameters')).toEqual(['  Θ₁₁⁽¹⁾ := Θ₁₁⁽¹⁾ − α·∂J/∂Θ₁₁⁽¹⁾ = 0.15 − 0.5·0.000438568 = 0.149781'])
  })
  test('as Markdown: a table for each section', () => {
    const { markdown, sections } = worked()
    const rows = markdown.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| |'))
    expect(rows.filter((row) => !row.startsWith('| ---'))).toHaveLength(sections.flatMap(({ lines }) => lines).length)
    expect(markdown).toContain(
      '## Cost\n\n| | formula | numbers | value |\n| --- | --- | --- | --- |\n| J = | 1/2·((a₁⁽³⁾ − y₁)² + (a₂⁽³⁾ − y₂)²) |',
    )
    for (const row of rows) expect(row.split('|')).toHaveLength(6)
  })
  test('in LaTeX', () => {
    const { latex } = worked()
    expect(latex).toContain(
      "\\delta_{1}^{(3)} &= \\left(a_{1}^{(3)} - y_{1}\\right) \\cdot \\operatorname{sigmoid}'\\left(z_{1}^{(3)}\\right) = \\left(0.751365 - 0.01\\right) \\cdot 0.186816 = 0.138499 \\\\",
    )
    katex.renderToString(latex, { strict: 'error', throwOnError: true, output: 'mathml', displayMode: true })
  })
  test('the new parameters and costs are those of the article', () => {
    const { Thetas, J, newJ } = worked()
    const weights = [0.14978072, 0.19956143, 0.24975114, 0.29950229, 0.35891648, 0.408666186, 0.511301271, 0.561370121]
    Thetas.flat().flatMap((row) => row.slice(1)).forEach((w, i) => expect(w).toBeCloseTo(weights[i]!, 8)) // oxfmt-ignore
    expect(Thetas.flat().map(([bias]) => bias)).toEqual([0.35, 0.35, 0.6, 0.6])
    expect([J, newJ]).toEqual([expect.closeTo(0.298371109, 9), expect.closeTo(0.291027774, 9)])
  })
})

/** A random network with its data. */
function randomCase(seed: number): { Thetas: number[][][]; X: number[][]; Y: number[][] } {
  const random = new Random(seed)
  const sizes = [1 + random.integer(3), 1 + random.integer(3), 1 + random.integer(12), 1 + random.integer(3)]
  const draw = (count: number) => Array.from({ length: count }, () => random.normal() * 10 ** (random.integer(3) - 1))
  const m = 1 + random.integer(3)
  return {
    Thetas: sizes.slice(1).map((units, l) => Array.from({ length: units }, () => draw(sizes[l]! + 1))),
    X: Array.from({ length: m }, () => draw(sizes[0]!)),
    Y: Array.from({ length: m }, () => Array.from({ length: sizes.at(-1)! }, () => random.uniform())),
  }
}

const names = Object.keys(handActivations) as (keyof typeof handActivations)[]
const cases: DeltaOptions[] = [
  {},
  { lambda: 0.3 },
  ...names.map((name): DeltaOptions => ({ activation: name, output: name, cost: 'quadratic', lambda: 1e-7 })),
]

test.each(cases.map((options) => [JSON.stringify(options), options] as const))(
  'each line computes its value, and KaTeX can set it: %s',
  (_, options) => {
    for (let seed = 1; seed <= 3; seed++) {
      const { Thetas, X, Y } = randomCase(seed)
      const trace = traceTraining(Thetas, X, Y, { ...options, lr: 0.1, digits: 17 })
      for (const { symbol, numbers, value } of trace.sections.flatMap(({ lines }) => lines)) {
        const computed = parseExpression(numbers.replaceAll('linear', '')).evaluate()
        expect({
          seed,
          symbol,
          numbers,
          off: Math.abs(computed - value) <= 1e-9 * Math.max(1, Math.abs(value)),
        }).toEqual({
          ...{ seed, symbol, numbers, off: true },
        })
      }
      if (seed === 1) katex.renderToString(trace.latex, { strict: 'error', throwOnError: true, displayMode: true })
    }
  },
)

test('the new parameters are those of SGD after a backward pass of the engine', () => {
  const { Thetas, X, Y } = randomCase(4)
  const [x, y] = [X[0]!, Y[0]!]
  const trace = traceTraining(Thetas, [x], [y], { activation: 'tanh', output: 'linear', cost: 'quadratic', lr: 0.05 })
  const model = MLP.fromTheta(Thetas, { activation: 'tanh', output: 'linear' })
  const optimizer = new SGD(model.parameters(), { lr: 0.05 })
  quadratic(model.forward(x), y).backward()
  optimizer.step()
  const expected = model.theta().flat(2)
  trace.Thetas.flat(2).forEach((theta, i) => expect(theta).toBeCloseTo(expected[i]!, 12))
})

test('every section, for several examples', () => {
  const { Thetas, X, Y } = { Thetas: [[[0, 1]]], X: [[1], [2]], Y: [[0], [1]] }
  const { sections } = traceTraining(Thetas, X, Y, { lr: 1 })
  expect(sections.map(({ title, relation, lines }) => `${title} ${relation} ${lines.length}`)).toEqual([
    'Forward, example 1 = 2',
    'Forward, example 2 = 2',
    'Cost = 3',
    'Backward, example 1 = 1',
    'Backward, example 2 = 1',
    'Gradient = 2',
    'New parameters := 2',
  ])
})

test('an activation of your own has a name, but no definition', () => {
  const half = { g: (z: number) => z / 2, gPrime: () => 0.5 }
  const { text } = traceTraining([[[0, 1]], [[0, 1]]], [[1]], [[1]], { activation: half, output: { ...half }, cost: 'quadratic', lr: 1 }) // oxfmt-ignore
  expect(text.split('\n')[1]).toBe('Numbers are rounded to 6 digits.')
  expect(text).toContain('a₁⁽²⁾ = g(z₁⁽²⁾) = g(1) = 0.5')
  expect(text).toContain('δ₁⁽³⁾ = (a₁⁽³⁾ − y₁)·h′(z₁⁽³⁾) = (0.25 − 1)·0.5 = −0.375')
})

test.each(names)('the definition of %s is true', (name) => {
  for (const part of definitions[name][0].split(', ')) {
    const [, slope, text] = /^\w+(′?)\(z\) = (.*)$/.exec(part)!
    for (const z of [-2, -0.3, 0, 1.7]) {
      const expected = handActivations[name][slope === '' ? 'g' : 'gPrime'](z)
      expect(parseExpression(text!).evaluate({ z })).toBeCloseTo(expected, 14)
    }
  }
})

const call = (options: object, sizes = [1, 1]) => {
  const Thetas = sizes.slice(1).map((units, l) => Array.from({ length: units }, () => Array<number>(sizes[l]! + 1).fill(0)))
  return () => traceTraining(Thetas, [Array<number>(sizes[0]!).fill(0)], [Array<number>(sizes.at(-1)!).fill(0)], options as never)
} // oxfmt-ignore

test.each<[() => unknown, Error]>([
  [call({}), new RangeError('traceTraining: lr is undefined. Pass a number above 0.')],
  [call({ lr: 1, digits: 0 }), new RangeError('traceTraining: digits is 0. Pass a whole number, 1 or more.')],
  [call({ lr: 1, digits: 18 }), new RangeError('traceTraining: digits is 18. Pass at most 17.')],
  [call({ lr: 1, fixedBiases: 1 }), new TypeError('traceTraining: fixedBiases is 1. Pass true or false.')],
  [call({ lr: 1, rate: 1 }), new TypeError('traceTraining: unknown option "rate". The options are activation, output, cost, lambda, lr, fixedBiases, digits, maxLines.')],
  [call({ lr: 1, cost: 'mse' }), new RangeError("traceTraining: the cost is \"mse\". Pass 'crossEntropy' or 'quadratic'.")],
  [call({ lr: 1 }, [40, 30, 10]), new RangeError('traceTraining: the trace would have 3201 lines, more than 500. Pass a smaller network or fewer examples, or raise maxLines.')],
  [call({ lr: 1, maxLines: 7 }), new RangeError('traceTraining: the trace would have 8 lines, more than 7. Pass a smaller network or fewer examples, or raise maxLines.')],
])('%s', (call, error) => expect(call).toThrow(error)) // oxfmt-ignore

test('as many lines as maxLines says are allowed', () => {
  const { sections } = call({ lr: 1, maxLines: 8 })()
  expect(sections.flatMap(({ lines }) => lines)).toHaveLength(8)
})
