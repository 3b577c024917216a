import { expect, test } from '@jest/globals'
import { stepsOf } from '../../src/tour/steps.js'

const views = ['expression', 'by-hand', 'network'] as const

test('the tour has at most five steps and says nothing about where things stand, which the width of the page decides', () => {
  for (const view of views) {
    const steps = stepsOf(view)
    expect(steps.length).toBeLessThanOrEqual(5)
    for (const { text } of steps) expect(text).not.toMatch(/\b(below|above|left|right)\b/)
  }
})

test('the tour promises no more of a link than it has', () => {
  expect(stepsOf('network').find(({ title }) => title === 'Keep and share')!.text).toBe(
    'Share copies a link with the settings and, for a network, its weights. Undo takes changes back.',
  )
})
