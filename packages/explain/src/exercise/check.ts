/** Checks answers to the questions of an exercise, and says what went wrong. */
import { mustBeList, mustBeNumber } from '@gradus/engine/errors'
import type { Fault, Question } from './question.js'

export interface Verdict {
  /** The number of the question. */
  readonly number: number
  readonly asks: string
  /** Undefined if the question was not answered. */
  readonly answer: number | undefined
  /** The right answer. Show it when the learner asks for it. */
  readonly expected: number
  /** `follows`: wrong, but right for an earlier answer that was wrong. */
  readonly result: 'right' | 'follows' | 'wrong' | 'missing'
  /** Set if the answer is wrong in a way that we recognize. */
  readonly fault: Fault | undefined
  /** One or two sentences for the learner. They do not give the right answer away. */
  readonly message: string
}

/**
 * Checks answers, and names the fault of a wrong one if it is a usual one. An answer is right if it agrees in three digits.
 *
 * @param questions from `exercise`
 * @param answers one for each question, in order; undefined for a question that was not answered
 * @throws TypeError if an answer is not a number; RangeError if there are more answers than questions.
 * @example
 * const { questions } = exercise(new Value(3, 'x').square())
 * checkAnswers(questions, [-6])[0].message // => 'The size is right, but the sign is wrong.'
 */
export function checkAnswers(questions: readonly Question[], answers: readonly (number | undefined)[]): Verdict[] {
  if (!Array.isArray(questions)) throw mustBeList('checkAnswers', 'the first argument', questions, 'questions')
  if (!Array.isArray(answers)) throw mustBeList('checkAnswers', 'the second argument', answers, 'numbers')
  if (answers.length > questions.length) {
    throw new RangeError(
      `checkAnswers: there are ${answers.length} answers to ${questions.length} questions. Pass one answer for each question.`,
    )
  }
  answers.forEach((answer: unknown, i) => {
    if (typeof answer !== 'number' && answer !== undefined)
      throw mustBeNumber('checkAnswers', `answer ${i + 1}`, answer)
  })
  return questions.map((question, i) => verdict(question, answers[i], answers))
}

function verdict(question: Question, answer: number | undefined, answers: readonly (number | undefined)[]): Verdict {
  const { number, asks, answer: expected } = question
  const about = { number, asks, answer, expected, fault: undefined }
  if (answer === undefined) return { ...about, result: 'missing', message: question.hint }
  const agrees = (x: number, digits = 3): boolean => isClose(answer, x, digits, question)
  if (agrees(expected)) return { ...about, result: 'right', message: 'Right.' }

  const { value, wrong } = following(question, answers)
  if (agrees(value)) {
    if (wrong.length === 0) return { ...about, result: 'right', message: 'Right.' }
    const which = wrong.map((n) => `[${n}]`).join(' and ')
    const are = wrong.length === 1 ? 'is' : 'are'
    return { ...about, result: 'follows', message: `Right for your answer to ${which}, which ${are} wrong.` }
  }
  const known = question.faults.find((fault) => agrees(fault.answer) && !isClose(fault.answer, expected, 3, question))
  if (known !== undefined) return { ...about, result: 'wrong', fault: known.fault, message: known.message }
  if (agrees(expected, 2)) {
    return { ...about, result: 'wrong', message: 'Close, but not in three digits. Calculate with more digits.' }
  }
  return { ...about, result: 'wrong', message: question.hint }
}

/** What the answer would be with the learner's own earlier answers, and which of these are wrong. */
function following(question: Question, answers: readonly (number | undefined)[]) {
  const wrong: number[] = []
  const [a, b] = question.terms.map((term) => {
    const own = term.question === undefined ? undefined : answers[term.question - 1]
    if (own === undefined) return term.value
    if (!isClose(own, term.value, 3, question)) wrong.push(term.question!)
    return own
  }) as [number, number]
  return { value: question.operation === 'product' ? a * b : a + b, wrong }
}

/** Whether the answer agrees with `x` in so many digits. Rounding errors of the terms do not count. */
function isClose(answer: number, x: number, digits: number, { terms, operation }: Question): boolean {
  if (Object.is(answer, x) || !Number.isFinite(x)) return Object.is(answer, x)
  const size = operation === 'sum' ? Math.abs(terms[0].value) + Math.abs(terms[1].value) : 0
  return Math.abs(answer - x) <= 0.5 * 10 ** (1 - digits) * Math.abs(x) + 1e-12 * size
}
