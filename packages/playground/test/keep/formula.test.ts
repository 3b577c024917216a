import { expect, test } from '@jest/globals'
import { parseExpression } from '@gradus/expression'
import { MLP } from '@gradus/nn'
import { formulaOf } from '../../src/keep/formula.js'
import { FEATURES, type NetworkSettings } from '../../src/network/settings.js'
import { Listener, settings } from '../training/listener.js'

const cases: [string, Partial<NetworkSettings>][] = [
  ['one output', { data: 'circles', hidden: [3, 2], features: ['x', 'y'] }],
  ['features', { data: 'xor', hidden: [2], features: ['xy', 'sinx', 'yy', 'xx', 'siny'], activation: 'gelu' }],
  ['no hidden layer', { data: 'moons', hidden: [] }],
  ['a linear network', { data: 'waves', hidden: [2], activation: 'linear' }],
  ['three classes', { data: 'three-blobs', hidden: [3], activation: 'relu' }],
  ['a table', { data: 'iris', hidden: [2], activation: 'sigmoid' }],
]

test.each(cases)('the formula of a network with %s has its value', async (_, values) => {
  const page = new Listener()
  await page.start({ count: 40, ...values })
  const { parameters } = await page.steps(5)
  const all = settings({ count: 40, ...values })
  const expression = parseExpression(formulaOf({ settings: all, data: page.data, parameters }))
  const network = new MLP(page.data.sizes, { activation: all.activation })
  network.parameters().forEach((p, i) => (p.data = parameters[i]!))
  for (const [x, y] of [
    [0.3, -0.7],
    [-1.2, 0.4],
  ] as const) {
    // oxfmt-ignore
    const isPoint = page.data.plane?.hasFeatures === true
    const inputs = isPoint ? all.features.map((name) => FEATURES[name].of(x, y)) : [x, y, 0.5, -0.25]
    const [first, ...others] = network.predict(inputs)
    const expected = others.length === 0 ? first! : first! - Math.max(...others)
    const at = isPoint ? { x1: x, x2: y } : Object.fromEntries(inputs.map((value, j) => [`x${j + 1}`, value]))
    const used = Object.fromEntries(Object.entries(at).filter(([name]) => expression.names.includes(name)))
    expect(expression.evaluate(used)).toBeCloseTo(expected, 12)
  }
})
