import { expect, test } from '@jest/globals'
import type { Answers } from '../../src/expression/analysis.js'
import { analyze } from '../../src/expression/analyze.js'

test('formulas: first and second derivatives, each mixed one once', () => {
  expect(analyze({ kind: 'formulas', text: 'x^2 * y' })).toEqual({
    first: [
      { by: ['x'], formula: '2 · x · y' },
      { by: ['y'], formula: 'x^2' },
    ],
    second: [
      { by: ['x', 'x'], formula: '2 · y' },
      { by: ['x', 'y'], formula: '2 · x' },
      { by: ['y', 'y'], formula: '0' },
    ],
  })
})

test('a formula that would be long is left out', () => {
  const text = Array.from({ length: 40 }, (_, i) => `sin(x*y + ${i})`).join(' * ')
  const { first } = analyze({ kind: 'formulas', text }) as Answers['formulas']
  expect(first[0]).toEqual({ by: ['x'], formula: undefined })
})

test('numbers at a point', () => {
  expect(analyze({ kind: 'numbers', text: 'x^2 * y', values: { x: 3, y: 4 } })).toEqual({ gradient: [24, 9], hessian: [[8, 6], [6, 0]] }) // oxfmt-ignore
  expect(analyze({ kind: 'numbers', text: 'a+b+c+d+e1+f+g', values: {} })).toEqual({ gradient: Array(7).fill(1), hessian: undefined }) // oxfmt-ignore
})

test('the plot marks the present point on three curves', () => {
  const request = { kind: 'plot', name: 'f', text: 'x^3 * y', along: 'x', range: [-1, 1], width: 400 } as const
  const plot = (x: number) => analyze({ ...request, values: { x, y: 1 } }) as Answers['plot']
  expect(plot(0.5).svg.match(/<circle/g)?.length).toBe(3)
  expect(plot(NaN).svg).not.toContain('<circle')
  expect(plot(0.5).svg).toContain('var(--gradus-text')
})
