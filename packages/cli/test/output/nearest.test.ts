/** What a misspelled word may mean. */
import { expect, test } from '@jest/globals'
import { didYouMean, nearest, suggest } from '../../src/output/nearest.js'

test.each([
  ['adma', ['sgd', 'adam', 'adamw'], 'adam'],
  ['Species', ['sepal_length', 'species'], 'species'],
  ['petal_lenght', ['sepal_length', 'petal_length'], 'petal_length'],
  ['price', ['size', 'garden'], undefined],
  ['x', [], undefined],
  ['d', ['a', 'b'], undefined],
  ['', ['a', 'b'], undefined],
])('%s of %j', (word, candidates, expected) => {
  expect(nearest(word, candidates)).toBe(expected)
})

test('the suggestion is a sentence, with control characters escaped', () => {
  expect(didYouMean('cosin', ['cosine'])).toBe(' Did you mean cosine?')
  expect(didYouMean('a\u001bbc', ['a\u001bbd'])).toBe(' Did you mean a\\u001bbd?')
  expect(didYouMean('x', ['abcdef'])).toBe('')
})

const flowers = ['sepal_length', 'sepal_width', 'petal_length']
const list = 'Pass one of sepal_length, sepal_width, petal_length.'
test.each([
  ['petal_lenght', flowers, `Did you mean petal_length? ${list}`],
  ['Sepal_Width', flowers, `Did you mean sepal_width? ${list}`],
  ['species', flowers, list],
  ['', flowers, list],
  ['y', ['x'], 'Pass x.'],
  ['y', ['x', 'z'], 'Pass one of x, z.'],
  ['z', ['a\u001bb'], 'Pass a\\u001bb.'],
])('%j among %j', (wrong, names, text) => expect(suggest(wrong, names)).toBe(text))

test('an option that takes the name is named', () => {
  expect(suggest('y', flowers, '--target')).toBe('Pass --target with one of sepal_length, sepal_width, petal_length.')
  expect(suggest('y', ['x'], '--target')).toBe('Pass --target x.')
})

test('a long list is cut, and the nearest name is still found', () => {
  const pixels = Array.from({ length: 784 }, (_, i) => `pixel${i + 1}`)
  expect(suggest('pixle700', pixels)).toMatch(
    /^Did you mean pixel700\? Pass one of pixel1, .*pixel19, …, pixel784 \(784 in all\)\.$/,
  )
})
