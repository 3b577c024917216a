import { describe, expect, test } from '@jest/globals'
import { parseCsv } from '../../src/csv/csv.js'
import { type Encoding, fitEncoding } from '../../src/encode/encode.js'
import { createRandom } from '../../src/random.js'
import type { Remark } from '../../src/encode/remarks.js'
import { encode, encodingWidth, inputNames, rowEncoder } from '../../src/encode/row-encoder.js'
import { caughtDataError as caught } from '../caught.js'

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i)
const small = parseCsv('size,color,y\n1,red,0\n3,blue,1\n,red,0\n8,,1\n', { file: 'f.csv' })
const encoding = fitEncoding(small, [0, 1], { exclude: ['y'] })
/** The bytes of the numbers, so that even 0 and −0 differ. */
const bits = (rows: number[][]) => rows.map((row) => Buffer.from(Float64Array.from(row).buffer).toString('hex'))

describe('a row has the same bits', () => {
  const random = createRandom(5)
  const cell = (i: number) => [
    random.below(5) === 0 ? '' : String(1e3 * random.normal()),
    String(1e-300 * random.normal()),
    ['red', 'blue', '', 'dark green'][i % 4]!,
    String(random.below(7)),
  ]
  const text = `a,b,"c, d",e\n${upTo(500).map((i) => cell(i).join(',')).join('\n')}` // oxfmt-ignore
  const table = parseCsv(text)
  const fitted = fitEncoding(table, upTo(300))
  const whole = bits(encode(table, fitted))

  test('alone and in a table', () => {
    const encodeRow = rowEncoder(fitted, table.columns)
    expect(bits(table.rows.map((row) => encodeRow(row)))).toEqual(whole)
    table.rows.forEach((row, i) => {
      expect(bits(encode({ ...table, rows: [row], lines: [table.lines[i]!] }, fitted))).toEqual([whole[i]])
    })
  })

  test('after a detour through JSON, with other columns, and with numbers instead of texts', () => {
    const again = JSON.parse(JSON.stringify(fitted)) as Encoding
    const encodeRow = rowEncoder(again, ['e', 'other', 'c, d', 'b', 'a'])
    const rows = table.rows.map(([a, b, c, e]) =>
      encodeRow([Number(e), {} as never, c === '' ? null : ` ${c} `, Number(b), a === '' ? undefined : Number(a)]),
    )
    expect(bits(rows)).toEqual(whole)
  })
})

test('the names of the inputs are in the order of the numbers', () => {
  expect(inputNames(encoding)).toEqual(['size', 'color=blue', 'color=red'])
  expect(inputNames(encoding)).toHaveLength(encodingWidth(encoding))
  const twice = fitEncoding(parseCsv('a,a=x\nx,1\ny,2\nx,3'), [0])
  expect(() => inputNames(twice)).toThrow(
    new RangeError('inputNames: two inputs have the name "a=x". Rename a column of the table.'),
  )
})

test('a new text counts as missing, with one remark per column and encoder', () => {
  const remarks: Remark[] = []
  const encodeRow = rowEncoder(encoding, ['color', 'size'], { file: 'request', onRemark: (r) => remarks.push(r) })
  expect(encodeRow(['green', 3])).toEqual([1, 0, 0])
  expect(encodeRow([true, 3], 7)).toEqual([1, 0, 0])
  expect(encodeRow(['red', 1])).toEqual([-1, 0, 1])
  const what = 'request, column "color": "green" is none of the known values "blue", "red".'
  const text = `${what} It counts as missing, and so do other new values.`
  expect(remarks).toEqual([{ kind: 'new value', file: 'request', column: 'color', text }])
})

test('says what is wrong', () => {
  const encodeRow = rowEncoder(encoding, ['color', 'size'])
  const advice = 'Correct it, or leave the cell empty if the value is missing.'
  const cases: [run: () => unknown, message: string][] = [
    [() => rowEncoder(encoding, ['size', 'y']), 'rowEncoder: the row has no column "color". Its columns are "size", "y".'],
    [() => encodeRow(['red']), 'rowEncoder: the row: the row has 1 cells, and there are 2 columns. Pass one cell for each.'],
    [() => encodeRow(['red', 'big']), `rowEncoder: the row, column "size": "big" is not a number. ${advice}`],
    [() => encodeRow(['red', NaN], 4), `rowEncoder: the row, line 4, column "size": "NaN" is not a finite number. ${advice}`],
    [() => encodeRow(['red', -Infinity]), `rowEncoder: the row, column "size": "-Infinity" is not a finite number. ${advice}`],
    [() => encodeRow(['Red', 1]), `rowEncoder: the row, column "color": "Red" is none of the known values "blue", "red". ${advice}`],
  ] // oxfmt-ignore
  for (const [run, message] of cases) expect(caught(run).message).toBe(message)
  expect(() => rowEncoder(encoding, ['color', 'size'], { line: 3 } as object)).toThrow(
    new TypeError('rowEncoder: unknown option "line". The options are file, onRemark.'),
  )
})
