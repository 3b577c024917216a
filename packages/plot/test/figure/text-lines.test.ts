import { textWidth } from '@gradus/svg'
import { expect, test } from '@jest/globals'
import { cutMiddle, wrap } from '../../src/figure/text-lines.js'

test('lines break between words and fit', () => {
  const text = 'the loss of the validation data after each epoch of the training'
  const lines = wrap(text, 120, 12, 9)
  expect(lines.join(' ')).toBe(text)
  expect(lines.length).toBe(4)
  for (const line of lines) expect(textWidth(line, 12)).toBeLessThanOrEqual(120)
})

test('what does not fit in the last line is cut and ends in …', () => {
  expect(wrap('one two three four five', 60, 12, 2)).toEqual(['one two', 'three fou…'])
  expect(wrap('one two three four five', 60, 12, 1)).toEqual(['one two…'])
})

test('a word without spaces is broken, and continues in the next line', () => {
  const word = 'x'.repeat(50)
  const lines = wrap(word, 100, 12, 9)
  expect(lines.join('')).toBe(word)
  expect(lines.length).toBeGreaterThan(2)
})

test('an empty text has no lines, and control characters become visible', () => {
  expect(wrap('  ', 100, 12, 3)).toEqual([])
  expect(wrap('a\nb', 100, 12, 3)).toEqual(['a␊b'])
  expect(wrap('abc', 3, 12, 3)).toEqual([])
})

test('names that differ at the end still differ after the cut', () => {
  const cut = [1, 2, 12].map((i) => cutMiddle(`mean loss of fold ${i}`, 80, 12))
  expect(new Set(cut).size).toBe(3)
  for (const name of cut) {
    expect(textWidth(name, 12)).toBeLessThanOrEqual(80)
    expect(name).toMatch(/^mean.*….*\d$/)
  }
  expect(cutMiddle('short', 80, 12)).toBe('short')
})
