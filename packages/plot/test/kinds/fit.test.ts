import { expect, test } from '@jest/globals'
import { plotFit, plotResiduals } from '../../src/kinds/fit.js'
import { textBoxes } from '../whole/text-boxes.js'

const words = (svg: string) => textBoxes(svg).map(({ text }) => text).join(' ') // oxfmt-ignore
const double = { predict: ([x]: number[]) => [2 * x!] }
const examples = { inputs: [[0], [1], [2]], targets: [0, 2, 5] }

test('one input: targets against the input, with R² and the root mean square error', () => {
  const svg = plotFit(double, examples, { xLabel: 'time (s)', yLabel: 'height (m)' })
  expect(words(svg)).toContain('R² = 0.9211, root mean square error 0.5774, in the unit of the target.')
  expect(words(svg)).toMatch(/examples model height \(m\)|time \(s\)/)
  expect(/fill="#1a66cc" stroke="#ffffff"/.test(svg)).toBe(true)
})

test('more inputs: targets against predictions, with the line where both are equal', () => {
  const sum = { predict: ([a, b]: number[]) => [a! + b!] }
  const svg = plotFit(sum, { inputs: [[0, 1], [2, 3], [4, 5]], targets: [1, 5, 9] }) // oxfmt-ignore
  expect(words(svg)).toContain('target = prediction')
  expect(words(svg)).toContain('R² = 1, root mean square error 0,')
  // All points lie on the line.
  const [, x1, y1, x2, y2] = /d="M(\S+) (\S+)L(\S+) (\S+)" stroke="#b35000"/.exec(svg)!.map(Number) as [number, number, number, number, number] // oxfmt-ignore
  const centers = [...svg.matchAll(/M(\S+) (\S+?)m/g)].map(([, x, y]) => [Number(x), Number(y)] as const).slice(1)
  expect(centers.length).toBe(3)
  for (const [x, y] of centers) expect(Math.abs(y1 + ((x - x1) / (x2 - x1)) * (y2 - y1) - y)).toBeLessThan(0.3)
})

test('residuals are target minus prediction, around a line at 0', () => {
  const svg = plotResiduals(double, examples)
  expect(words(svg)).toContain('residual: target − prediction')
  const zero = Number(/d="M\S+ (\S+)h[^"]*" stroke="#b35000"/.exec(svg)![1])
  const [, first, second, third] = /d="M\S+ (\S+?)m[^M]*M\S+ (\S+?)m[^M]*M\S+ (\S+?)m/.exec(svg)!.map(Number) as [number, number, number, number] // oxfmt-ignore
  expect([first, second]).toEqual([zero, zero])
  expect(third).toBeLessThan(zero) // above the line
})

test('examples without a place are marked and do not spoil the measures', () => {
  const bad = { inputs: [...examples.inputs, [3], [NaN]], targets: [...examples.targets, Infinity, 1] }
  expect(words(plotFit(double, bad))).toContain('R² = 0.9211, root mean square error 0.5774')
  expect(words(plotFit(double, bad))).toContain('of 5 points.')
  expect(words(plotFit(double, { inputs: [[1]], targets: [NaN] }))).toContain('No points to draw')
  expect(words(plotFit(double, { inputs: [[1], [2]], targets: [3, 3] }))).toMatch(/ root mean square error 1,/)
})

test('a pole of the model does not flatten the data', () => {
  const inputs = Array.from({ length: 50 }, (_, i) => [i / 10])
  const svg = plotFit({ predict: ([x]) => [1 / (x! - 1.0001)] }, { inputs, targets: inputs.map(([x]) => x!) })
  expect(words(svg)).not.toContain('100 ')
  const ys = [...svg.matchAll(/M\S+ (\S+?)m/g)].map(([, y]) => Number(y))
  expect(Math.max(...ys) - Math.min(...ys)).toBeGreaterThan(60)
})

test.each([
  [() => plotFit({ predict: () => [1, 2] }, examples), 'plotFit: the model predicts 2 numbers. Pass a model with one output.'],
  [() => plotResiduals(double, { inputs: [[1]], targets: [] }), 'plotResiduals: there are 1 inputs and 0 targets. Pass as many of one as of the other.'],
  [() => plotFit(double, examples, { xLabel: null as never }), 'plotFit: the option xLabel is null. Pass a string.'],
  [() => plotResiduals(double, examples, { scale: 'log' } as never), 'plotResiduals: unknown option "scale". The options are width, height, theme, title, xLabel, yLabel.'],
])('wrong use is an error: %#', (use, message) => {
  expect(use).toThrow(message)
}) // oxfmt-ignore
