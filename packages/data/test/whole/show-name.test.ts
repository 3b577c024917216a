import { describe, expect, test } from '@jest/globals'
import { parseCsv } from '../../src/csv/csv.js'
import { fitEncoding } from '../../src/encode/encode.js'
import { show, showName } from '../../src/options.js'
import { caughtDataError as caught } from '../caught.js'

describe('showName', () => {
  test.each([
    ['plain name', 'plain name'],
    ['größe φ 😀', 'größe φ 😀'],
    ['C:\\data\\"a".csv', 'C:\\data\\"a".csv'],
    ['\u001b[2J\u001b]0;title\u0007', '\\u001b[2J\\u001b]0;title\\u0007'],
    ['a\nb\tc\rd\0', 'a\\nb\\tc\\rd\\u0000'],
    ['\u007f\u0085\u009b31m', '\\u007f\\u0085\\u009b31m'],
    ['a\u2028b\u2029c', 'a\\u2028b\\u2029c'],
    ['photo\u202egnp.exe', 'photo\\u202egnp.exe'],
    ['zero\u200bwidth\ufeff\u{e0041}', 'zero\\u200bwidth\\ufeff\\udb40\\udc41'],
    ['\ud800 alone', '\\ud800 alone'],
    ['👩\u200d🔬 می\u200cخواهم', '👩\u200d🔬 می\u200cخواهم'],
  ])('shows name %#', (name, shown) => {
    expect(showName(name)).toBe(shown)
    expect(showName(name)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u)
  })

  test('keeps paths, and cuts what nobody reads', () => {
    expect(showName('x'.repeat(1000))).toBe('x'.repeat(1000))
    expect(showName('😀'.repeat(1001))).toBe('😀'.repeat(1000) + '…')
  })
})

test('show escapes the same characters, in quotes, and cuts after 60', () => {
  expect(show('a"\u001b\u009b\u202e')).toBe('"a\\"\\u001b\\u009b\\u202e"')
  expect(show('😀'.repeat(61))).toBe(`"${'😀'.repeat(60)}…"`)
  expect(show('😀'.repeat(60))).toBe(`"${'😀'.repeat(60)}"`)
})

test('errors about data print no control characters of file, column or cell', () => {
  const file = 'evil\u001b[2J.csv'
  const wrong = parseCsv(`a\u001b[31m\u009b\n${'1\n'.repeat(20)}\u202e2`, { file })
  const error = caught(() => fitEncoding(wrong, [0]))
  expect(error.message).toBe(
    'fitEncoding: evil\\u001b[2J.csv, line 22, column "a\\u001b[31m\\u009b": "\\u202e2" is not a number, though most of the column is. Correct it, leave the cell empty if the value is missing, or leave the column out (exclude, --exclude).',
  )
  expect([error.file, error.column]).toEqual([file, 'a\u001b[31m\u009b'])

  const messages = [
    () => parseCsv('', { file }),
    () => parseCsv('a\n', { file }),
    () => parseCsv('a,a\n1,2', { file }),
    () => parseCsv('a,b\n1', { file }),
    () => parseCsv('a\n"1', { file }),
    () => fitEncoding(wrong, [0], { exclude: ['b\u0007'] }),
    () => fitEncoding(parseCsv('a\nx', { file }), [0]),
  ].map((run) => caught(run).message)
  for (const message of messages) expect(message).toMatch(/^[^\p{Cc}]*evil\\u001b\[2J\.csv[^\p{Cc}]*$/u)
})
