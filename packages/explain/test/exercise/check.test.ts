import { describe, expect, test } from '@jest/globals'
import { dot, max, Value } from '@gradus/engine'
import { checkAnswers, exercise, type Verdict } from '@gradus/explain'

const value = (data: number, label: string): Value => new Value(data, label)
function labeled(node: Value, label: string): Value {
  node.label = label
  return node
}

/** d = b · c with b = 2a and c = b + 1 at a = 3. The right answers are 7, 6, 6, 13, 26. */
function twice(): Value {
  const b = labeled(value(3, 'a').mul(2), 'b')
  return labeled(b.mul(labeled(b.add(1), 'c')), 'd')
}

const check = (root: Value, ...answers: (number | undefined)[]): Verdict[] =>
  checkAnswers(exercise(root).questions, answers)
const last = (root: Value, ...answers: number[]): Verdict => check(root, ...answers)[answers.length - 1]!

test('right answers', () => {
  const verdicts = check(twice(), 7, 6, 6, 13, 26)
  expect(verdicts.map(({ result, message }) => `${result} ${message}`)).toEqual(Array(5).fill('right Right.'))
  expect(verdicts[4]).toEqual({
    number: 5,
    asks: '∂d/∂a',
    answer: 26,
    expected: 26,
    result: 'right',
    fault: undefined,
    message: 'Right.',
  })
})

describe('a wrong answer', () => {
  const [x, y, q] = [value(3, 'x'), value(-4, 'y'), value(0.5, 'q')]
  /** The gradient that arrives at g = x · y is 5. */
  const scaled = labeled(labeled(x.mul(y), 'g').mul(5), 'f')
  const tanh = labeled(labeled(q.tanh(), 't').mul(5), 'f')
  const t = Math.tanh(0.5)

  test.each<[string, Verdict, string, string]>([
    [
      'slope of the other operand',
      last(x.mul(y), 3),
      'other-operand',
      'You used the slope of the other operand, y. Take the slope of f in x.',
    ],
    [
      'sign of the slope',
      last(x.mul(y), 4),
      'sign',
      'The size is right, but the sign is wrong. Note that ∂f/∂x is negative.',
    ],
    ['sign', last(x.square(), -6), 'sign', 'The size is right, but the sign is wrong.'],
    [
      'sign of the gradient',
      last(labeled(labeled(x.exp(), 'e').mul(-2), 'f'), -2, 2 * Math.exp(3)),
      'sign',
      'The size is right, but the sign is wrong. Note that ∂f/∂e is negative.',
    ],
    [
      'the gradient alone',
      last(scaled, 5, 5),
      'no-slope',
      'You passed ∂f/∂g on as it is. Multiply it by the slope ∂g/∂x.',
    ],
    [
      'the slope alone',
      last(scaled, 5, -4),
      'no-gradient',
      'That is the slope ∂g/∂x alone. Multiply it by the gradient that arrived, ∂f/∂g.',
    ],
    [
      'the other operand in the middle',
      last(scaled, 5, 15),
      'other-operand',
      'You used the slope of the other operand, y. Take the slope of g in x.',
    ],
    [
      'the value of the node for its slope',
      last(tanh, 5, 5 * t),
      'value-for-slope',
      'You multiplied by the value of t, not by the slope ∂t/∂q.',
    ],
    [
      'the value of the operand for the slope',
      last(tanh, 5, 2.5),
      'value-for-slope',
      'You multiplied by the value of q, not by the slope ∂t/∂q.',
    ],
    [
      'added',
      last(tanh, 5, 5 + (1 - t * t)),
      'wrong-operation',
      'You added ∂f/∂t and the slope ∂t/∂q. The chain rule multiplies them.',
    ],
    [
      'divided',
      last(tanh, 5, 5 / (1 - t * t)),
      'wrong-operation',
      'You divided ∂f/∂t by the slope ∂t/∂q. The chain rule multiplies them.',
    ],
    [
      'half',
      last(value(5, 'x').square(), 5),
      'value-for-slope',
      'You multiplied by the value of x, not by the slope ∂f/∂x.',
    ],
    [
      'half, not the operand',
      last(labeled(x.sub(0.5).square(), 'f'), 2.5),
      'value-for-slope',
      'You multiplied by the value of v1, not by the slope ∂f/∂v1.',
    ],
    [
      'a half too small',
      last(labeled(x.pow(2), 'f'), 12),
      'factor-2',
      'Your answer is twice the right one. There is a factor of 2 too many.',
    ],
    [
      'gradient passed on too early',
      last(twice(), 7, 6, 6, 13, 14),
      'early',
      'You passed on the gradient of b before all of it had arrived. Wait for the last of its 2 arrivals.',
    ],
    [
      'only the last arrival passed on',
      last(twice(), 7, 6, 6, 13, 12),
      'overwritten',
      'You used only the last arrival at b. Add up all of them (+=, not =), then multiply.',
    ],
    [
      '= for +=',
      last(twice(), 7, 6, 6, 6),
      'overwritten',
      'You kept the new arrival only. Add it to what ∂d/∂b was before: +=, not =.',
    ],
    [
      'gradient not summed',
      last(twice(), 7, 6, 6, 7),
      'not-summed',
      'The new arrival is missing. Add it to what ∂d/∂b was before.',
    ],
    [
      'arrivals multiplied',
      last(twice(), 7, 6, 6, 42),
      'wrong-operation',
      'You multiplied the arrivals. Arrivals are added.',
    ],
    [
      'arrivals subtracted',
      last(twice(), 7, 6, 6, 1),
      'sign',
      'You subtracted the new arrival. Add it, with its sign.',
    ],
    [
      'the sum for the contribution',
      last(twice(), 7, 6, 13),
      'too-much',
      'That is the sum so far. This blank asks for what arrives now: ∂d/∂c · ∂c/∂b.',
    ],
    [
      'both of two operands at once',
      last(x.mul(x), 6),
      'too-much',
      'x is an operand 2 times. This blank asks for one of them only.',
    ],
    [
      'another operand of many',
      last(labeled(dot([x, y], [q, value(7, 'r')]), 'f'), 7),
      'other-operand',
      'You used the slope of the other operand, y. Take the slope of f in x.',
    ],
    [
      'a number as the other operand',
      last(labeled(max(x.mul(2), 1), 'f'), 1, 3),
      'other-operand',
      'You used the slope of the other operand, 2. Take the slope of v1 in x.',
    ],
  ])('%s', (_, verdict, fault, message) => {
    expect(verdict).toMatchObject({ result: 'wrong', fault, message })
  })

  test('without a fault that we know gets a hint', () => {
    expect(last(x.mul(y), 100)).toMatchObject({ fault: undefined, message: 'Take the slope of f in x.' })
    expect(last(scaled, 5, 100)).toMatchObject({
      fault: undefined,
      message: 'Multiply the gradient that arrived, ∂f/∂g, by the slope ∂g/∂x.',
    })
    expect(last(twice(), 7, 6, 6, 100)).toMatchObject({
      message: 'Add the 2nd arrival to what ∂d/∂b was before.',
    })
  })

  test('is not given a fault that would be as close to the right answer', () => {
    expect(last(value(3, 'x').mul(value(3.01, 'y')), 2.99)).toMatchObject({
      fault: undefined,
      message: 'Close, but not in three digits. Calculate with more digits.',
    })
  })

  test('never has a message with the right answer in it', () => {
    for (const { message, expected } of check(twice(), 1000, 1000, 1000, 1000, 1000)) {
      expect(message).not.toContain(String(expected))
    }
  })
})

describe('an answer that follows from a wrong one', () => {
  test('is right for that, and says which', () => {
    // 8 for 7 is wrong; 8 + 6 = 14 and 14 · 2 = 28 follow from it.
    expect(check(twice(), 8, 6, 6, 14, 28).map(({ result, message }) => `${result}: ${message}`)).toEqual([
      'wrong: Take the slope of d in b.',
      'right: Right.',
      'right: Right.',
      'follows: Right for your answer to [1], which is wrong.',
      'follows: Right for your answer to [4], which is wrong.',
    ])
  })

  test('names both if both terms are wrong', () => {
    expect(check(twice(), 8, 5, 5, 13.5)[3]!.result).toBe('wrong')
    expect(check(twice(), 8, 5, 9, 17)[3]!.message).toBe('Right for your answer to [1] and [3], which are wrong.')
  })

  test('is right if the earlier answer was only rounded', () => {
    const root = value(0.3, 'x').mul(1.23456).exp().mul(9.87654)
    const [first, second] = exercise(root).questions.map((question) => question.answer) as [number, number]
    const rough = [first, second].map((x) => Number(x.toPrecision(3))) as [number, number]
    expect(
      check(root, ...rough)
        .slice(0, 2)
        .map(({ result }) => result),
    ).toEqual(['right', 'right'])
  })

  test('rounding errors of two steps may add up', () => {
    const root = value(0.3, 'x').mul(1.0049).mul(9.87654)
    // 9.83 is right in three digits, and 9.85 for that; the right answer is 9.925.
    expect(check(root, 9.83, 9.85).map(({ result }) => result)).toEqual(['right', 'right'])
  })
})

describe('tolerance', () => {
  const root = value(0.7, 'x').tanh() // slope 0.63474…

  test('three digits are enough, two are not', () => {
    expect(check(root, 0.635)[0]!.result).toBe('right')
    expect(check(root, 0.63)[0]).toMatchObject({
      result: 'wrong',
      message: 'Close, but not in three digits. Calculate with more digits.',
    })
  })

  test('0 is 0 only, and a sum that cancels up to rounding may be given as 0', () => {
    const x = value(1, 'x')
    expect(check(x.mul(0), 0)[0]!.result).toBe('right')
    expect(check(x.mul(0), 1e-9)[0]!.result).toBe('wrong')
    const cancels = x.mul(0.1).add(x.mul(0.2)).sub(x.mul(0.3))
    const sums = exercise(cancels).questions
    const at = sums.at(-1)!
    expect(at.answer).not.toBe(0)
    expect(checkAnswers([at], [0])[0]!.result).toBe('right')
  })

  test('infinities and NaN', () => {
    const zero = value(0, 'x').sqrt()
    expect(check(zero, Infinity)[0]!.result).toBe('right')
    expect(check(zero, 5)[0]!.result).toBe('wrong')
    expect(check(value(-1, 'x').log(), NaN)[0]!.result).not.toBe('right')
    expect(check(value(NaN, 'x').tanh(), NaN)[0]!.result).toBe('right')
  })
})

describe('arguments', () => {
  const { questions } = exercise(twice())

  test('missing answers are reported with a hint', () => {
    expect(checkAnswers(questions, [7, undefined]).map(({ result }) => result)).toEqual([
      'right',
      ...Array(4).fill('missing'),
    ])
    expect(checkAnswers(questions, [])[0]).toMatchObject({ answer: undefined, message: 'Take the slope of d in b.' })
  })

  test('errors', () => {
    expect(() => checkAnswers(questions, [1, 2, 3, 4, 5, 6])).toThrow(
      new RangeError('checkAnswers: there are 6 answers to 5 questions. Pass one answer for each question.'),
    )
    expect(() => checkAnswers(questions, [1, '2'] as never)).toThrow(
      new TypeError('checkAnswers: answer 2 is "2". Pass a number.'),
    )
    expect(() => checkAnswers(questions, 7 as never)).toThrow(
      new TypeError('checkAnswers: the second argument is 7. Pass an array of numbers.'),
    )
    expect(() => checkAnswers(exercise(twice()) as never, [7])).toThrow(
      new TypeError('checkAnswers: the first argument is an object. Pass an array of questions.'),
    )
  })
})
