import { describe, expect, test } from '@jest/globals'
import { parseCsv, type Table } from '../../src/csv/csv.js'
import { type Remark, remarksOn, type RemarksOptions } from '../../src/encode/remarks.js'
import { caughtDataError as caught } from '../caught.js'

const column = (cells: readonly (string | number)[]): Table =>
  parseCsv('a,b\n' + cells.map((cell) => `"${cell}",`).join('\n'), { file: 'f.csv' })
const on = (cells: readonly (string | number)[], options: RemarksOptions = {}): Remark[] =>
  remarksOn(column(cells), { exclude: ['b'], ...options })
const repeat = (n: number, cell: string | number) => Array.from({ length: n }, () => cell)

const written = (line: number, cell: string) =>
  `f.csv, line ${line}, column "a": "${cell}" is text, not a number. If it is meant as a number, write all numbers of the column with digits and a decimal point alone, such as 12 or 1234.5.`
const mostly = (line: number, cell: string, percent: number) =>
  `f.csv, line ${line}, column "a": "${cell}" makes the column text, although ${percent} % of its cells are numbers. Correct such cells, or leave them empty if the value is missing.`

describe('numbers that are written for people', () => {
  test.each(['12%', '12 %', '-3.5%', '1,234', '-1,234,567.89', '1 234', '1\u00a0234,5', "1'234", '1.234.567', '$5', '-$5.10', '$ 1,000', '5 €', '€5', '£1', '7‰', '1_000'])('%p in every row gives a remark', (cell) => {
    expect(on(['', cell, cell])).toEqual([{ kind: 'written number', file: 'f.csv', row: 3, column: 'a', text: written(3, cell) }])
  }) // oxfmt-ignore

  test.each(['0,5', '-12,25', '5,1', ',5', '0,125', '1234,567'])(
    '%p is taken as a number with a decimal comma',
    (cell) => {
      const advice = `If the comma in "${cell}" is a decimal sign, say so (decimal: ',', --decimal ,).`
      expect(on([cell, cell]).map(({ text }) => text)).toEqual([
        `f.csv, line 2, column "a": "${cell}" is text, not a number. ${advice}`,
      ])
    },
  )

  test.each(['red', '2020-01-02', '10:30', '1-2', '10.0.0.1', 'A1', '1,2,3', '12 cm', '%', '$', '1,23 4', '0x10'])(
    '%p does not',
    (cell) => expect(on([cell, cell])).toEqual([]),
  ) // oxfmt-ignore

  test('beside plain numbers, from one such cell on', () => {
    expect(on([950, 999, '1,234', 7]).map(({ text }) => text)).toEqual([written(4, '1,234')])
  })

  test('also in a target, whatever else it looks like', () => {
    for (const cell of ['12%', '1,234']) {
      const [remark] = on([cell, 7, cell, 8], { target: 'a' })
      expect(remark).toMatchObject({ kind: 'written number', text: written(2, cell) })
    }
  })

  test('a text of very many digits takes no time', () => {
    expect(on([`${'1,111'.repeat(2e5)}x`, 'a', 'b'])).toEqual([])
  })
})

describe('a text column of numbers', () => {
  test('gives a remark from 50 % numbers on', () => {
    expect(on([...repeat(8, 1), 'n/a', '?']).map(({ text, kind }) => [kind, text])).toEqual([
      ['mostly numbers', mostly(10, 'n/a', 80)],
    ])
    expect(on(['x', '', '', 5]).map(({ text }) => text)).toEqual([mostly(2, 'x', 50)])
    expect(on(['x', 'x', 5])).toEqual([])
    expect(on(['x', ...repeat(5, 1)]).map(({ text }) => text)).toEqual([mostly(2, 'x', 83)])
  })

  test('with hexadecimal numbers gives one too, and so does a target', () => {
    expect(on([1, 2, '0x10']).map(({ text }) => text)).toEqual([mostly(4, '0x10', 66)])
    expect(on([1, 2, 'x'], { target: 'a' }).map(({ text }) => text)).toEqual([mostly(4, 'x', 66)])
  })
})

test('identifiers beyond 2^53', () => {
  const ids = ['7', '1001000000000000001', '1001000000000000002']
  const what =
    'f.csv, line 3, column "a": "1001000000000000001" and "1001000000000000002" would be the same number, because a double has 53 bits'
  expect(on(ids).map(({ kind, text }) => [kind, text])).toEqual([
    ['identifiers', `${what}, so the column is taken as text. If these are amounts, write fewer digits.`],
  ])
  expect(on(ids, { target: 'a', task: 'regression' }).map(({ text }) => text)).toEqual([
    `${what}, so the target is rounded. If these are classes, state the task classification.`,
  ])
  expect(on(ids, { target: 'a', task: 'classification' })).toEqual([])
})

test('two spellings of one class', () => {
  const one = on([1, 2, '1.0', '01', 2, 1, 1, 1, 1], { target: 'a' })
  const text = 'f.csv, line 4, column "a": "1.0" is the same number as "1", so both are the class "1". If they are two classes, add a letter to each.'
  expect(one).toEqual([{ kind: 'one class', file: 'f.csv', row: 4, column: 'a', text }])
  expect(on([1, 2, '1.0', 2], { target: 'a', task: 'regression' })).toEqual([])
  expect(on([1, 2, '1.0', 2])).toEqual([])
}) // oxfmt-ignore

test('columns come in order, those excluded and those without fault not at all', () => {
  const table = parseCsv('a,b,c,y\n1%,2,$5,no\n3%,4,$6,yes\n5%,,,no', { file: 'f\u001b.csv' })
  expect(remarksOn(table).map(({ column: name }) => name)).toEqual(['a', 'c'])
  expect(remarksOn(table)[0]!.text).toMatch(/^f\\u001b\.csv, line 2, column "a": "1%" is text/)
  expect(remarksOn(table, { target: 'y', exclude: ['a'] }).map(({ column: name }) => name)).toEqual(['c'])
})

test('says what is wrong with a call', () => {
  const table = parseCsv('a,y\n1,2\n2,3', { file: 'f.csv' })
  expect(caught(() => remarksOn(table, { exclude: ['z'] })).message).toBe(
    'remarksOn: f.csv has no column "z". Its columns are "a", "y".',
  )
  for (const options of [{ target: 'z' }, { target: 'z', task: 'regression' } as const]) {
    expect(caught(() => remarksOn(table, options)).message).toBe(
      'remarksOn: f.csv has no column "z". Its columns are "a", "y".',
    )
  }
  expect(() => remarksOn(table, { task: 'regression' })).toThrow(
    new TypeError('remarksOn: the task is "regression", and there is no target. Pass target too.'),
  )
  expect(() => remarksOn(table, { exclude: 'a' as never })).toThrow(
    new TypeError('remarksOn: exclude is "a". Pass an array of column names.'),
  )
  expect(() => remarksOn(table, { columns: ['a'] } as object)).toThrow(
    new TypeError('remarksOn: unknown option "columns". The options are target, task, exclude.'),
  )
})
