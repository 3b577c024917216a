import { describe, expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { explain, explainSteps, nodeNames, stepExplainer } from '@gradus/explain'

describe('explainSteps', () => {
  test('has the lines of explain, node by node', () => {
    const a = new Value(3, 'a')
    const b = a.mul(2)
    const d = b.mul(b.add(1))
    const steps = explainSteps(d)
    expect(steps.map(({ node }) => node.op!.symbol)).toEqual(['×', '+', '×'])
    const text = explain(d)
    for (const { forward, backward } of steps) for (const line of [forward, ...backward]) expect(text).toContain(line)
    expect(steps[0]!.backward[0]).toContain('∂f/∂a')
  })
  test('says that a gradient of 0 passes nothing on', () => {
    const x = new Value(-3, 'x')
    expect(explainSteps(x.square().neg().relu())[0]!.backward).toEqual(['∂f/∂v1 = 0, so nothing is passed on'])
  })
  test('explains only the operations that are asked for', () => {
    const x = new Value(3, 'x')
    const q = x.square()
    const root = q.add(x)
    const explainStep = stepExplainer(root)
    expect([q, root].map(explainStep)).toEqual(explainSteps(root))
    expect([x, q.add(1)].map(explainStep)).toEqual([undefined, undefined])
    expect(stepExplainer(x.mul(2 / 3), { digits: 2 })(root)).toBeUndefined()
    expect(() => stepExplainer(root, { nodes: [q] } as never)).toThrow('stepExplainer: ')
  })
  test('calls nodes what nodeNames says', () => {
    const [x, noName] = [new Value(3, 'x'), new Value(4)]
    const q = x.mul(noName)
    q.label = 'v1'
    const root = x.exp().add(q)
    const nameOf = nodeNames(root)
    expect([x, noName, q, root.inputs[0] as Value, root].map(nameOf)).toEqual(['x', 'c1', 'v1', 'v2', 'f'])
    expect(explainSteps(root).at(-1)!.forward).toMatch(/^f = v2 \+ v1 = /)
  })
  test('a leaf has no steps', () => {
    expect(explainSteps(new Value(1, 'x'))).toEqual([])
  })
  test('refuses wrong arguments', () => {
    expect(() => explainSteps(3 as never)).toThrow('explainSteps: ')
    expect(() => explainSteps(new Value(1), { digits: 18 })).toThrow(
      'explainSteps: digits is 18. Pass a whole number from 1 to 17.',
    )
    expect(() => explainSteps(new Value(1), { limit: 3 } as never)).toThrow('limit')
  })
})
