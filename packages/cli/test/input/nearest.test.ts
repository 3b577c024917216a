import { expect, test } from '@jest/globals'
import { suggest } from '../../src/output/nearest.js'

const flowers = ['sepal_length', 'sepal_width', 'petal_length']
const list = 'Pass one of sepal_length, sepal_width, petal_length.'
test.each([
  ['petal_lenght', flowers, `Did you mean petal_length? ${list}`],
  ['Sepal_Width', flowers, `Did you mean sepal_width? ${list}`],
  ['species', flowers, list],
  ['', flowers, list],
  ['y', ['x'], 'Pass x.'],
  ['y', ['x', 'z'], 'Did you mean x? Pass one of x, z.'],
  ['z', ['a\u001bb'], 'Pass a\\u001bb.'],
])('%j among %j', (wrong, names, text) => expect(suggest(wrong, names)).toBe(text))

test('a long list is cut, and the nearest name is still found', () => {
  const pixels = Array.from({ length: 784 }, (_, i) => `pixel${i + 1}`)
  expect(suggest('pixle700', pixels)).toMatch(
    /^Did you mean pixel700\? Pass one of pixel1, .*pixel20, … \(784 in all\)\.$/,
  )
})
