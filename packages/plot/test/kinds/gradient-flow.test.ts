import { expect, test } from '@jest/globals'
import { plotGradientFlow } from '../../src/kinds/gradient-flow.js'
import { textBoxes } from '../whole/text-boxes.js'

const texts = (svg: string) => textBoxes(svg).map(({ text }) => text)

test('a box from the first to the third quarter, a line from the least to the largest, a bar at the median', () => {
  const gradients = [1, -10, 100, -1000, 10_000] // sizes one decade apart
  const svg = plotGradientFlow([{ name: 'layer 1', gradients }])
  const [, least, largest] = /d="M([\d.]+) [\d.]+H([\d.]+)" stroke="#1a66cc"/.exec(svg)!.map(Number) as number[]
  const [, q1, width] = /<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="[\d.]+" fill="#1a66cc"/.exec(svg)!.map(Number) as number[] // oxfmt-ignore
  const median = Number(/d="M([\d.]+) [\d.]+v[\d.]+" stroke="#1f2328"/.exec(svg)![1])
  const decade = (largest! - least!) / 4
  expect(q1).toBeCloseTo(least! + decade, 0)
  expect(width).toBeCloseTo(2 * decade, 0)
  expect(median).toBeCloseTo(least! + 2 * decade, 0)
})

test('the first layer is at the top, and zeros and faults are counted beside it', () => {
  const svg = plotGradientFlow([
    { name: 'first', gradients: [0, 1, 2] },
    { name: 'second', gradients: [NaN, Infinity, 1] },
    { name: 'third', gradients: [] },
    { name: 'last', gradients: new Float32Array(1000) },
  ])
  const boxes = textBoxes(svg)
  const top = (text: string) => boxes.find((box) => box.text === text)!.top
  expect(top('first')).toBeLessThan(top('last'))
  for (const [name, note] of [['first', '33 % zero'], ['second', '2 not finite'], ['third', 'no gradients'], ['last', '100 % zero']] as const) {
    expect(top(note)).toBeCloseTo(top(name), 0)
  } // oxfmt-ignore
})

test('a single zero among many is not rounded away', () => {
  const gradients = Array.from({ length: 1000 }, (_, i) => i)
  expect(texts(plotGradientFlow([{ name: 'a', gradients }]))).toContain('1 % zero')
})

test.each([
  [() => plotGradientFlow([]), 'plotGradientFlow: there are 0 layers. Pass 1 to 60.'],
  [() => plotGradientFlow({} as never), 'plotGradientFlow: the layers are an object. Pass an array of { name, gradients }.'],
  [() => plotGradientFlow([{ gradients: [1] }] as never), 'plotGradientFlow: the name of layer 0 is undefined. Pass a string.'],
  [() => plotGradientFlow([{ name: 'a', gradients: 1 }] as never), 'plotGradientFlow: the list of gradients of layer 0 is 1. Pass an array of numbers.'],
])('wrong use is an error: %#', (use, message) => {
  expect(use).toThrow(message)
}) // oxfmt-ignore
