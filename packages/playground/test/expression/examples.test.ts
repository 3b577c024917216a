import { expect, test } from '@jest/globals'
import { backwardSteps, explainNaN } from '@gradus/explain'
import { type Expression } from '@gradus/expression'
import { EXAMPLES } from '../../src/expression/examples.js'
import { graphAt, parsed } from '../../src/expression/graph-of.js'
import { EXPRESSION } from '../../src/expression/settings.js'

const rootOf = (name: string) => {
  const { text, values } = EXAMPLES.find((example) => example.name === name)!
  return graphAt(parsed(text) as Expression, values)
}
const gradientOf = (name: string, label: string) =>
  backwardSteps(rootOf(name)).find(({ node }) => node.label === label)!.gradient

test.each(EXAMPLES)('$name has a number for each variable, and no other', ({ text, values }) => {
  expect(Object.keys(values).sort()).toEqual([...(parsed(text) as Expression).names].sort())
  expect(EXPRESSION.values.read(EXPRESSION.values.write(values))).toEqual(values)
})

test('they show what they promise', () => {
  expect(gradientOf('x · x + x', 'x')).toBe(7)
  expect(rootOf('A neuron').data).toBeCloseTo(0.7064, 4)
  expect(Math.abs(gradientOf('A saturated neuron', 'b'))).toBeLessThan(1e-6)
  expect(gradientOf('A loss', 'z')).toBeCloseTo(1 / (1 + Math.exp(-0.7)) - 1, 12)
  expect(gradientOf('max', 'y')).toBe(0)
  expect(explainNaN(rootOf('Find the NaN'))!.node.op!.name).toBe('log')
})
