import { describe, expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { backwardSteps, exercise, explain } from '@gradus/explain'
import { randomProgram, run } from '@gradus/testkit'

function twice() {
  const a = new Value(3, 'a')
  const b = a.mul(2)
  const c = b.add(1)
  b.label = 'b'
  c.label = 'c'
  const d = b.mul(c)
  d.label = 'd'
  return { a, b, c, d }
}

test('the text has a blank for each result of the backward pass, and nothing that gives it away', () => {
  const { text } = exercise(twice().d)
  expect(text).toBe(`\
d = a · 2 · (a · 2 + 1) = 42
at a = 3

Forward pass: the value of each node
  b = a · 2 = 3 · 2 = 6
  c = b + 1 = 6 + 1 = 7
  d = b · c = 6 · 7 = 42

Backward pass: the gradient of each node
Each operation passes its gradient on to its operands, times the slope.
A node that is used twice adds up what arrives (+=), and only then passes it on.
  ∂d/∂d = 1
  d = b · c
    ∂d/∂b += [1]   (1st arrival)
    ∂d/∂c = [2]
  c = b + 1
    ∂d/∂b += ∂d/∂c · ∂c/∂b = [3]   (2nd arrival; now ∂d/∂b = [4])
  b = a · 2
    ∂d/∂a = ∂d/∂b · ∂b/∂a = [5]`)
})

test('there is a question for each blank, with what it asks, its answer, and its terms', () => {
  const { questions } = exercise(twice().d)
  expect(questions.map(({ number, asks, answer }) => `${number}: ${asks} is ${answer}`)).toEqual([
    '1: the 1st arrival at ∂d/∂b is 7',
    '2: ∂d/∂c is 6',
    '3: the 2nd arrival at ∂d/∂b is 6',
    '4: ∂d/∂b after the 2nd arrival is 13',
    '5: ∂d/∂a is 26',
  ])
  expect(questions.map(({ operation, terms }) => [operation, terms.map(({ question }) => question)])).toEqual([
    ['product', [undefined, undefined]],
    ['product', [undefined, undefined]],
    ['product', [2, undefined]],
    ['sum', [1, 3]],
    ['product', [4, undefined]],
  ])
})

test('the questions are plain data', () => {
  const { questions } = exercise(twice().d)
  expect(JSON.parse(JSON.stringify(questions))).toEqual(JSON.parse(JSON.stringify(structuredClone(questions))))
  expect(structuredClone(questions)).toEqual(questions)
})

test('on random graphs, the blanks are numbered as the questions, and the answers are those of backwardSteps', () => {
  for (let seed = 1; seed <= 50; seed++) {
    const program = randomProgram(seed)
    const root = run(
      program,
      program.at.map((x, i) => new Value(x, `x${i}`)),
    ) as Value
    const { text, questions } = exercise(root, { limit: 1000 })
    const blanks = [...text.matchAll(/\[(\d+)\]/g)].map((match) => Number(match[1]))
    expect(blanks).toEqual(questions.map((question) => question.number))
    const edges = backwardSteps(root).flatMap((step) => step.edges)
    const answers = edges.flatMap(({ contribution, arrival, sum }) =>
      arrival > 1 ? [contribution, sum] : [contribution],
    )
    if (edges.length < 12) expect(questions.map((question) => question.answer)).toEqual(answers)
    for (const { answer, operation, terms } of questions) {
      const [a, b] = terms
      expect(
        operation === 'product' ? (a.value === 0 || b.value === 0 ? 0 : a.value * b.value) : a.value + b.value,
      ).toBe(answer)
      for (const { value, question } of terms) {
        if (question !== undefined) expect(questions[question - 1]!.answer).toBe(value)
      }
    }
  }
})

describe('with a leaf and with a limit', () => {
  test('only the blanks on the way to the leaf', () => {
    const [x, y, z] = [new Value(-2, 'x'), new Value(5, 'y'), new Value(-4, 'z')]
    const { questions } = exercise(x.add(y).mul(z), y)
    expect(questions.map((question) => question.asks)).toEqual(['∂f/∂v1', '∂f/∂y'])
  })

  test('a term whose line is left out belongs to no question', () => {
    let chain = new Value(1, 'x')
    for (let i = 0; i < 5; i++) chain = chain.mul(2)
    const { questions } = exercise(chain, { limit: 2 })
    expect(questions.map(({ asks, terms }) => [asks, terms[0].value, terms[0].question])).toEqual([
      ['∂f/∂v4', 1, undefined],
      ['∂f/∂x', 16, undefined],
    ])
  })

  test('a sum whose earlier arrivals are left out belongs to no question either', () => {
    const x = new Value(2, 'x')
    let chain = x
    for (let i = 0; i < 4; i++) chain = chain.mul(x)
    const { questions } = exercise(chain, { limit: 2 })
    const sums = questions.filter((question) => question.operation === 'sum')
    expect(sums.map(({ asks, terms }) => [asks, terms[0].question])).toEqual([
      ['∂f/∂x after the 4th arrival', undefined],
      ['∂f/∂x after the 5th arrival', 4],
    ])
  })
})

test('Markdown and LaTeX have blanks too', () => {
  const { d } = twice()
  expect(exercise(d, { format: 'latex' }).text).toContain('\\frac{\\partial d}{\\partial c} = \\boxed{?}_{2}')
  expect(exercise(d, { format: 'markdown' }).text).toContain('\\boxed{?}_{5}$')
  expect(exercise(d, { format: 'latex' }).questions).toEqual(exercise(d).questions)
})

test('errors name exercise, not explain', () => {
  expect(() => exercise(3 as never)).toThrow(new TypeError('exercise: the root is 3. Pass a Value.'))
  expect(() => exercise(twice().d, { digit: 3 } as never)).toThrow(/^exercise: unknown option "digit"\./)
})

test('explain still shows everything afterwards', () => {
  const { d } = twice()
  exercise(d)
  expect(explain(d)).toContain('∂d/∂a = ∂d/∂b · ∂b/∂a = 13 · 2 = 26')
})
