import { expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { exercise } from '@gradus/explain'
import { questionsOf, told } from '../../src/expression/questions.js'

test('each question belongs to a step of the backward pass', () => {
  const x = new Value(3, 'x')
  const q = x.mul(x)
  q.label = 'q'
  const f = q.add(x)
  f.label = 'f'
  const asked = questionsOf(f)!
  expect(asked.map(({ from, to, question }) => `${from.label} ${to.label}: ${question.asks}`)).toEqual([
    'f q: ∂f/∂q',
    'f x: the 1st arrival at ∂f/∂x',
    'q x: the 2nd arrival at ∂f/∂x',
    'q x: ∂f/∂x after the 2nd arrival',
    'q x: the 3rd arrival at ∂f/∂x',
    'q x: ∂f/∂x after the 3rd arrival',
  ])
  expect(asked.map(({ question }) => question.answer)).toEqual([1, 1, 3, 4, 3, 7])
  expect(asked.length).toBe(exercise(f).questions.length)
})

test('an answer that is told is a sentence', () => {
  const x = new Value(3, 'x')
  expect(questionsOf(x.mul(x))!.map(({ question }) => told(question))).toEqual([
    'The 1st arrival at ∂f/∂x is 3.',
    'The 2nd arrival at ∂f/∂x is 3.',
    '∂f/∂x after the 2nd arrival is 6.',
  ])
})

test('a step that passes nothing on asks nothing', () => {
  const x = new Value(-3, 'x')
  expect(questionsOf(x.square().neg().relu())!.map(({ question }) => question.answer)).toEqual([0])
})

test('a large graph is not asked about', () => {
  let x = new Value(1, 'x')
  for (let i = 0; i < 41; i++) x = x.sin()
  expect(questionsOf(x)).toBeUndefined()
})
