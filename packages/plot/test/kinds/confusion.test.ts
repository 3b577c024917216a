import { themes } from '@gradus/svg'
import { expect, test } from '@jest/globals'
import { wcagContrast } from 'culori'
import { plotConfusion, STRONGEST } from '../../src/kinds/confusion.js'
import { textBoxes } from '../whole/text-boxes.js'

const texts = (svg: string) => textBoxes(svg).map(({ text }) => text)

test('rows are true classes, columns predicted ones', () => {
  const svg = plotConfusion([[8, 2], [1, 9]], { classes: ['cat', 'dog'] }) // oxfmt-ignore
  expect(texts(svg)).toEqual(expect.arrayContaining(['true class', 'predicted class', '8', '2', '1', '9']))
  const box = (text: string) => textBoxes(svg).find((b) => b.text === text)!
  expect(box('2').left).toBeGreaterThan(box('8').right)
  expect(box('1').top).toBeGreaterThan(box('8').bottom)
  expect(texts(svg).at(-1)).toBe('17 of 20 right (85 %). Colors show shares of a row.')
})

test('a cell has the share of its row, and mistakes have another color', () => {
  const svg = plotConfusion([[3, 1], [0, 1000]]) // oxfmt-ignore
  const cells = [...svg.matchAll(/fill="(#\w+)" fill-opacity="([\d.]+)"/g)].map(([, color, o]) => [color, Number(o)])
  const { positive, negative } = themes.light
  expect(cells).toEqual([
    [negative, expect.closeTo(0.75 * STRONGEST, 2)],
    [positive, expect.closeTo(0.25 * STRONGEST, 2)],
    [negative, STRONGEST],
  ])
})

test.each(['light', 'dark'] as const)('%s: numbers stand out from the strongest cell', (name) => {
  const theme = themes[name]
  const channels = (hex: string) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16))
  for (const color of [theme.positive, theme.negative]) {
    const behind = channels(theme.background)
    const mixed = channels(color).map((c, i) => Math.round(c * STRONGEST + behind[i]! * (1 - STRONGEST)))
    expect(wcagContrast(theme.text, `rgb(${mixed.join(', ')})`)).toBeGreaterThan(4.5)
  }
})

test('long names: columns get numbers, and rows say which is which', () => {
  const names = Array.from({ length: 5 }, (_, i) => `a class with a long name, number ${i}`)
  const matrix = names.map((_, i) => names.map((_, k) => i + k))
  const shown = texts(plotConfusion(matrix, { classes: names, width: 400 }))
  expect(shown).toEqual(expect.arrayContaining(['0', '1', '2', '3', '4']))
  expect(shown.filter((text) => /^[0-4] a class.*[0-4]$/.test(text)).length).toBe(5)
})

test('counts that do not fit into their cells are counted', () => {
  const matrix = Array.from({ length: 12 }, (_, i) => Array.from({ length: 12 }, (_, k) => (i === k ? 12_345 : 1)))
  const narrow = texts(plotConfusion(matrix, { width: 400 }))
  expect(narrow).not.toContain('12,345')
  expect(narrow.at(-1)).toMatch(/ Colors show shares of a row\. 12 counts do not fit\.$/)
  const wide = texts(plotConfusion(matrix, { width: 1600 }))
  expect(wide.filter((text) => text === '12,345')).toHaveLength(12)
  expect(wide.at(-1)).not.toContain('fit')
})

test('no examples, and a row without examples', () => {
  expect(texts(plotConfusion([[0]])).at(-1)).toBe('There are no examples.')
  expect(texts(plotConfusion([[0, 0], [1, 1]])).at(-1)).toMatch(/^1 of 2 right \(50 %\)/) // oxfmt-ignore
})

test.each([
  [() => plotConfusion([]), 'plotConfusion: the matrix has 0 rows. Pass 1 to 60 rows.'],
  [() => plotConfusion([[1, 2]]), 'plotConfusion: row 0 has 2 numbers, and there are 1 rows. Pass a square matrix.'],
  [() => plotConfusion([[NaN]]), 'plotConfusion: row 0 has NaN in column 0. Pass counts.'],
  [() => plotConfusion([[-1]]), 'plotConfusion: row 0 has -1 in column 0. Pass counts.'],
  [() => plotConfusion('x' as never), 'plotConfusion: the matrix is "x". Pass an array of rows.'],
  [() => plotConfusion([[1]], { classes: [] }), 'plotConfusion: there are 1 classes and 0 names. Pass a name for each class.'],
])('wrong use is an error: %#', (use, message) => {
  expect(use).toThrow(message)
}) // oxfmt-ignore
