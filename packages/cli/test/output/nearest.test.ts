/** What a misspelled word may mean. */
import { expect, test } from '@jest/globals'
import { didYouMean, nearest } from '../../src/output/nearest.js'

test.each([
  ['adma', ['sgd', 'adam', 'adamw'], 'adam'],
  ['Species', ['sepal_length', 'species'], 'species'],
  ['petal_lenght', ['sepal_length', 'petal_length'], 'petal_length'],
  ['price', ['size', 'garden'], undefined],
  ['x', [], undefined],
])('%s of %j', (word, candidates, expected) => {
  expect(nearest(word, candidates)).toBe(expected)
})

test('the suggestion is a sentence, with control characters escaped', () => {
  expect(didYouMean('cosin', ['cosine'])).toBe(' Did you mean cosine?')
  expect(didYouMean('a\u001bbc', ['a\u001bbd'])).toBe(' Did you mean a\\u001bbd?')
  expect(didYouMean('x', ['abcdef'])).toBe('')
})
