import { expect, test } from '@jest/globals'
import { parseCsv } from '../../src/csv/csv.js'
import { fitEncoding } from '../../src/encode/encode.js'
import { caughtDataError as caught } from '../caught.js'

test('errors about data print no control characters of file, column or cell', () => {
  const file = 'evil\u001b[2J.csv'
  const wrong = parseCsv(`a\u001b[31m\u009b\n${'1\n'.repeat(20)}\u202e2`, { file })
  const error = caught(() => fitEncoding(wrong, [0]))
  expect(error.message).toBe(
    'fitEncoding: evil\\u001b[2J.csv, line 22, column "a\\u001b[31m\\u009b": "\\u202e2" is not a number, though most of the column is. Correct it, leave the cell empty or pass the text in naValues (--na-values) if the value is missing, or leave the column out (exclude, --exclude).',
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
