import { themes } from '@gradus/svg'
import { expect, test } from '@jest/globals'
import { plotWeights } from '../../src/kinds/weights.js'
import { textBoxes } from '../whole/text-boxes.js'

const texts = (svg: string) => textBoxes(svg).map(({ text }) => text)

test('an image per unit: row r, column c is weight r · columns + c', () => {
  const svg = plotWeights([[0, 0, 0, 1, 0, 0]], { shape: [2, 3] })
  const [, , y, width, height] = /<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" fill="#f2f2f2"/.exec(svg)!.map(Number) as number[] // oxfmt-ignore
  expect(width! / height!).toBeCloseTo(1.5)
  const [, x1, ym, x2] = new RegExp(`d="M([\\d.]+) ([\\d.]+)H([\\d.]+)" stroke="${themes.light.positive}"`).exec(svg)!.map(Number) as number[] // oxfmt-ignore
  expect(x2! - x1!).toBeCloseTo(width! / 3, 0)
  expect(ym).toBeGreaterThan(y! + height! / 2) // second row
})

test('all units share one color scale', () => {
  const svg = plotWeights([[1, 1], [0.5, -0.25]], { shape: [1, 2] }) // oxfmt-ignore
  const images = svg.slice(0, svg.indexOf('fill="none" stroke="#8c959f" stroke-width="0.5"'))
  for (const opacity of ['1', '0.5', '0.25']) expect(images).toContain(`stroke-opacity="${opacity}"`)
  expect(texts(svg)).toEqual(expect.arrayContaining(['unit 1', 'unit 2', '-1', '1']))
})

test('without a shape: a matrix with axes', () => {
  const svg = plotWeights([[1, 2, 3], [4, 5, 6]], { names: ['hidden a', 'hidden b'] }) // oxfmt-ignore
  expect(texts(svg)).toEqual(expect.arrayContaining(['unit', 'input', 'hidden a', 'hidden b', '1', '2', '3']))
  const box = (text: string) => textBoxes(svg).find((b) => b.text === text)!
  expect(box('hidden a').top).toBeLessThan(box('hidden b').top)
})

test('names of inputs stand at the axis if they fit, otherwise numbers do and the caption has the names', () => {
  const row = (count: number) => [Array.from({ length: count }, (_, i) => i)]
  const inputs = (count: number) => Array.from({ length: count }, (_, i) => `petal width ${i}`)
  const wide = texts(plotWeights(row(3), { inputs: inputs(3) }))
  expect(wide).toEqual(expect.arrayContaining(['petal width 0', 'petal width 2']))
  expect(wide.join(' ')).not.toContain('Inputs:')
  const narrow = texts(plotWeights(row(9), { inputs: inputs(9), width: 400 }))
  expect(narrow).toEqual(expect.arrayContaining(['1', '9']))
  expect(narrow.join(' ')).toContain('Inputs: 1 petal width 0, 2 petal width 1,')
})

test('what is left out or has no place is said', () => {
  const many = Array.from({ length: 300 }, () => [1, NaN, 1e305, 0])
  const caption = texts(plotWeights(many, { shape: [2, 2], width: 400 })).join(' ')
  expect(caption).toContain('600 of 1,200 weights are NaN, infinite or beyond 1e300 (×).')
  expect(caption).toMatch(/The first \d+ of 300 units\./)
  expect(caption).toContain('The largest weight has size 1.')
})

test.each([
  [() => plotWeights([]), 'plotWeights: the weights are an array of length 0. Pass an array with a row of numbers per unit.'],
  [() => plotWeights([[1, 2], [1]]), 'plotWeights: row 1 has 1 weights, and row 0 has 2. Pass rows of equal length, at least 1.'],
  [() => plotWeights([[1, 2]], { shape: [2, 2] }), 'plotWeights: the option shape is 2 × 2, and a unit has 2 inputs. Pass a shape with as many places.'],
  [() => plotWeights([[1, 2]], { shape: [2] as never }), 'plotWeights: the option shape is an array of length 1. Pass the number of rows and of columns.'],
  [() => plotWeights([[1]], { names: ['a', 'b'] }), 'plotWeights: there are 1 units and 2 names. Pass a name for each unit.'],
  [() => plotWeights([[1]], { inputs: ['a', 'b'] }), 'plotWeights: there are 1 inputs and 2 names. Pass a name for each input.'],
  [() => plotWeights([[1]], { inputs: 'a' as never }), 'plotWeights: the option inputs is "a". Pass an array of strings.'],
  [() => plotWeights([[1]], { inputs: ['a'], shape: [1, 1] }), 'plotWeights: there are both shape and inputs, and images have no names. Leave out one of them.'],
])('wrong use is an error: %#', (use, message) => {
  expect(use).toThrow(message)
}) // oxfmt-ignore
