import { expect, test } from '@jest/globals'
import { gradient, topologicalOrder } from '@gradus/engine'
import { explainNaN } from '@gradus/explain'
import { type Expression } from '@gradus/expression'
import { graphAt, parsed, pointed } from '../../src/expression/graph-of.js'

test('the graph at a point; a variable without a number has 1', () => {
  const expression = parsed('(x + y) * z') as Expression
  const root = graphAt(expression, { x: -2, z: -4 })
  expect([root.data, root.label]).toEqual([4, 'f'])
  expect(gradient(expression.f, [-2, 1, -4])).toEqual([-4, -4, -1])
})

test('an operation on constants without a result stays in the graph, and everything has a name', () => {
  const root = graphAt(parsed('log(-1) * x') as Expression, { x: 2 })
  expect(topologicalOrder(root).map(({ label, op }) => `${label} ${op?.name}`)).toEqual([
    'v1 log',
    'x undefined',
    'f mul',
  ])
  expect(explainNaN(root, { reader: 'expression' })!.text).toContain(
    'The first number that is not finite is v1 = log(−1) = NaN, in the forward pass.',
  )
  expect(graphAt(parsed('2 + 3') as Expression, {})).toMatchObject({ label: 'f', data: 5, op: null })
})

test('a name of Object.prototype is a variable like any other', () => {
  expect(graphAt(parsed('constructor + toString') as Expression, {}).data).toBe(2)
})

test('a fault has a place and one sentence with a hint', () => {
  expect(parsed('(x + ) * z')).toEqual({
    message: '")" is not expected here at column 6. Correct the expression.',
    column: 6,
  })
  expect(parsed('x +')).toEqual({
    message: 'The expression ends too early at column 4. Correct the expression.',
    column: 4,
  })
})

test('the mark stands below the place, also in a later line and in a long text', () => {
  expect(pointed('(x + ) * z', 6)).toBe('(x + ) * z\n     ↑')
  expect(pointed('q = x\nq * )', 11)).toBe('q * )\n    ↑')
  const [line, mark] = pointed(`${'x+'.repeat(400)})`, 801).split('\n') as [string, string]
  expect(line.length).toBeLessThan(60)
  expect(line[mark.indexOf('↑')]).toBe(')')
  const [middle, arrow] = pointed(`${'x+'.repeat(40)})${'+x'.repeat(40)}`, 81).split('\n') as [string, string]
  expect(middle[arrow.indexOf('↑')]).toBe(')')
})
