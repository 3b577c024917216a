import { expect, test } from '@jest/globals'
import { plotRegions } from '../../src/kinds/regions.js'
import { textBoxes } from '../whole/text-boxes.js'

const caption = (svg: string) => textBoxes(svg).map(({ text }) => text).join(' ') // oxfmt-ignore
const right = { predict: ([x]: number[]) => [10 * x!] } // class 1 for x > 0
const examples = { inputs: [[-1, 0], [1, 0], [2, 1]], targets: [0, 1, 0] } // oxfmt-ignore

test('the caption counts the examples in the region of their class, and rings mark the others', () => {
  const svg = plotRegions(right, examples)
  expect(caption(svg)).toContain('2 of 3 points are in the region of their class; rings mark the others.')
  expect(/d="([^"]*)" fill="none" stroke="#1f2328"/.exec(svg)![1]!.match(/M/g)!.length).toBe(1)
  expect(plotRegions(right, { inputs: [[1, 1]], targets: [[1]] })).not.toContain('rings')
})

test('one output, logits and probabilities draw the same regions as two outputs', () => {
  const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))
  const regions = (svg: string) => svg.match(/<path d="[^"]*" fill="[^"]*" fill-opacity[^>]*>/g)
  const one = regions(plotRegions(right, examples))
  expect(one!.length).toBe(6) // two classes, three steps of probability
  expect(regions(plotRegions({ predict: ([x]) => [0, 10 * x!] }, examples))).toEqual(one)
  const p = { predict: ([x]: number[]) => [sigmoid(10 * x!)] }
  expect(regions(plotRegions(p, examples, { outputs: 'probabilities' }))).toEqual(one)
  expect(regions(plotRegions(p, examples))).not.toEqual(one)
})

test('the boundary is where the model says', () => {
  const svg = plotRegions(right, examples, { x: [-1, 1], y: [0, 1], width: 640 })
  const outline = /<path d="([^"]*)" fill="#b35000" fill-opacity="0.14" fill-rule="evenodd" stroke=/.exec(svg)![1]!
  const xs = [...outline.matchAll(/[ML]([\d.]+)/g)].map(([, x]) => Number(x))
  const left = Number(/<path d="M([\d.]+) [\d.]+V/.exec(svg)![1])
  const rightEnd = Number(/<path d="M[\d.]+ [\d.]+V[\d.]+H([\d.]+)/.exec(svg)![1])
  // Relative to the area, beyond which everything is cut off.
  expect(Math.min(...xs)).toBeCloseTo((rightEnd - left) / 2, 0)
  expect(Math.max(...xs)).toBeGreaterThan(rightEnd - left)
  expect(Number(/<svg x="([\d.]+)"/.exec(svg)![1])).toBeCloseTo(left, 0)
})

test('with linear logits every edge is exactly where the probability is', () => {
  // Probability 0.75 at 10 x = log 3, 0.95 at 10 x = log 19.
  const svg = plotRegions(right, examples, { x: [-1, 1], y: [0, 1], resolution: 9 })
  const width = Number(/<svg x="[\d.]+" y="[\d.]+" width="([\d.]+)"/.exec(svg)![1])
  const edges = [...svg.matchAll(/<path d="([^"]*)" fill="#b35000" fill-opacity/g)].map(([, d]) =>
    Math.min(...[...d!.matchAll(/[ML](-?[\d.]+)/g)].map(([, x]) => Number(x))),
  )
  const at = (x: number) => ((x + 1) / 2) * width
  expect(edges).toEqual([0, Math.log(3) / 10, Math.log(19) / 10].map((x) => expect.closeTo(at(x), 0)))
})

test('places without a prediction are crosses, and are counted', () => {
  const svg = plotRegions({ predict: ([x]) => [x! > 0 ? NaN : -1] }, examples, { x: [-1, 1], resolution: 10 })
  expect(caption(svg)).toContain('At 50 of 100 places (×) the prediction is NaN.')
  expect(svg).toContain('stroke-opacity="0.7"')
})

test('classes have names in the legend, at most one ∞ decides, and −1 stands for class 0', () => {
  expect(caption(plotRegions(right, examples, { classes: ['no', 'yes'] }))).toMatch(/^no yes /)
  const infinite = { predict: ([x]: number[]) => (x! > 0 ? [Infinity, 0, -Infinity] : [0, 1, 2]) }
  expect(caption(plotRegions(infinite, examples))).not.toContain('NaN')
  expect(caption(plotRegions(right, { inputs: [[-1, 0]], targets: [-1] }))).toContain('1 of 1 points')
})

test.each([
  [() => plotRegions({} as never, examples), "plotRegions: the model's predict is undefined. Pass a function."],
  [() => plotRegions(right, { inputs: [[1]], targets: [0] }), 'plotRegions: input 0 has 1 numbers. Pass rows of 2.'],
  [() => plotRegions(right, { inputs: [[1, 2]], targets: [] }), 'plotRegions: there are 1 inputs and 0 targets. Pass as many of one as of the other.'],
  [() => plotRegions(right, { inputs: [[1, 2]], targets: [2] }), 'plotRegions: target 0 is 2, and the model has 2 classes. Pass a class from 0 to 1.'],
  [() => plotRegions({ predict: () => [] }, examples), 'plotRegions: the model predicts no numbers. Pass a model with at least one output.'],
  [() => plotRegions({ predict: ([x]) => (x! > 0 ? [1] : [1, 2, 3]) }, examples), 'plotRegions: the model predicts lists of different lengths. Pass a model with a fixed number of outputs.'],
  [() => plotRegions({ predict: () => 3 as never }, examples), "plotRegions: the model's prediction is 3. Pass an array of numbers."],
  [() => plotRegions(right, examples, { classes: ['a'] }), 'plotRegions: there are 2 classes and 1 names. Pass a name for each class.'],
  [() => plotRegions(right, examples, { outputs: 'votes' as never }), 'plotRegions: the option outputs is "votes". Pass "logits" or "probabilities".'],
  [() => plotRegions(right, examples, { resolution: 1000 }), 'plotRegions: the option resolution is 1000. Pass at most 400.'],
  [() => plotRegions(right, examples, { x: [1, 0] }), 'plotRegions: the option x is [1, 0]. Pass two finite numbers, the lower one first.'],
])('wrong use is an error: %#', (use, message) => {
  expect(use).toThrow(message)
}) // oxfmt-ignore
