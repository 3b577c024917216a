import { expect, test } from '@jest/globals'
import { plotSearch } from '../../src/kinds/search.js'
import { textBoxes } from '../whole/text-boxes.js'

const texts = (svg: string) => textBoxes(svg).map(({ text }) => text)
const trial = (lr: number, hidden: number[], score: number | null) => ({ settings: { lr, hidden }, score })
const trials = [trial(0.1, [8], 0.5), trial(0.001, [16, 16], 0.2), trial(0.01, [8], null), trial(1, [8], 0.9)]

test('the best trial and its settings are in the caption', () => {
  expect(texts(plotSearch({ goal: 'minimize', trials }, { width: 1000 })).join(' ')).toContain(
    'Best: trial 2, score 0.2 at lr = 0.001, hidden = [16,16].',
  )
  const most = texts(plotSearch({ goal: 'maximize', trials }, { width: 1000, yLabel: 'accuracy' })).join(' ')
  expect(most).toContain('Best: trial 4, accuracy 0.9 at lr = 1, hidden = [8].')
})

test('a panel per setting: numbers that span decades on a log axis, others by name', () => {
  const words = texts(plotSearch({ goal: 'minimize', trials }, { width: 1000 }))
  expect(words).toEqual(expect.arrayContaining(['trial', 'lr', 'hidden', '0.001', '0.01', '0.1', '[8]', '[16,16]']))
  const even = [1, 2, 3].map((n) => ({ settings: { layers: n }, score: n }))
  expect(texts(plotSearch({ goal: 'minimize', trials: even }))).toEqual(
    expect.arrayContaining(['layers', '1', '2', '3']),
  )
})

test('failed trials are marked and counted once', () => {
  const words = texts(plotSearch({ goal: 'minimize', trials }, { width: 1000 })).join(' ')
  expect(words).toContain('Marked at the edge: 1 NaN (×), of 4 trials.')
})

test('the line of the best so far only falls, or only rises', () => {
  const scores = [5, 7, 3, 4, 1, 2]
  const steps = (goal: 'minimize' | 'maximize') => {
    const svg = plotSearch({ goal, trials: scores.map((score) => ({ settings: {}, score })) })
    return [...svg.matchAll(/d="M[\d.]+ ([\d.]+)((?:H[\d.]+V[\d.]+)*)H[\d.]+" fill="none" stroke="#075144"/g)].flatMap(([, y, rest]) => [Number(y), ...[...rest!.matchAll(/V([\d.]+)/g)].map(([, v]) => Number(v))]) // oxfmt-ignore
  }
  expect(steps('minimize').length).toBe(3)
  expect(steps('minimize')).toEqual([...steps('minimize')].sort((a, b) => a - b)) // y grows downwards
  expect(steps('maximize').length).toBe(2)
})

test('no trials, no scores, and many settings', () => {
  expect(texts(plotSearch({ goal: 'minimize', trials: [] }))).toContain('No trial has a score.')
  const settings = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`s${i}`, i]))
  expect(texts(plotSearch({ goal: 'minimize', trials: [{ settings, score: 1 }] })).join(' ')).toContain('19 more settings are not shown.') // oxfmt-ignore
})

test.each([
  [() => plotSearch({ trials: [] } as never), 'plotSearch: the goal is undefined. Pass "minimize" or "maximize".'],
  [() => plotSearch({ goal: 'minimize', trials: 3 } as never), 'plotSearch: the trials are 3. Pass an array of trials.'],
  [() => plotSearch({ goal: 'minimize', trials: [{ settings: {} }] } as never), 'plotSearch: trial 0 is an object. Pass objects with settings and a score.'],
])('wrong use is an error: %#', (use, message) => {
  expect(use).toThrow(message)
}) // oxfmt-ignore
