import { describe, expect, test } from '@jest/globals'
import { parseCsv, type Table } from '../../src/csv/csv.js'
import { type Encoding, fitEncoding } from '../../src/encode/encode.js'
import { createRandom } from '../../src/random.js'
import type { Remark } from '../../src/encode/remarks.js'
import { encode, encodingWidth } from '../../src/encode/row-encoder.js'
import { caughtDataError as caught } from '../caught.js'

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i)
const table = (text: string): Table => parseCsv(text, { file: 'f.csv' })
const small = table('size,color,y\n1,red,0\n3,blue,1\n,red,0\n8,,1\n')

describe('fitEncoding', () => {
  test('standardizes numbers by the training rows and makes texts one-hot', () => {
    expect(fitEncoding(small, [0, 1, 2], { exclude: ['y'] })).toEqual({
      columns: [
        { name: 'size', kind: 'number', mean: 2, scale: 1 },
        { name: 'color', kind: 'text', values: ['blue', 'red'] },
      ],
      ignored: [],
      missing: [
        { name: 'size', count: 1 },
        { name: 'color', count: 1 },
      ],
    })
  })

  test('does not look at the numbers outside the training rows', () => {
    const random = createRandom(3)
    const text = (last: number) =>
      'a,b\n' +
      upTo(40)
        .map((i) => `${i % 7},${i < 30 ? i * i : last + i}`)
        .join('\n')
    const train = random.shuffled(upTo(30))
    const encodings = [0, -5, 1e9].map((last) => fitEncoding(table(text(last)), train))
    expect(encodings[1]).toEqual(encodings[0])
    expect(encodings[2]).toEqual(encodings[0])
    const other = fitEncoding(table(text(1e9)), [...train, 35])
    expect(other.columns[1]).not.toEqual(encodings[0]!.columns[1])
  })

  test('is plain JSON', () => {
    const encoding = fitEncoding(small, [0, 1])
    expect(JSON.parse(JSON.stringify(encoding))).toEqual(encoding)
    expect(encode(small, JSON.parse(JSON.stringify(encoding)) as Encoding)).toEqual(encode(small, encoding))
  })

  test('gives a column that is constant in the training rows scale 1', () => {
    const constant = table('a\n0.1\n0.1\n0.1\n2.1')
    const encoding = fitEncoding(constant, [0, 1, 2])
    expect(encoding.columns).toEqual([{ name: 'a', kind: 'number', mean: 0.1, scale: 1 }])
    expect(encode(constant, encoding)).toEqual([[0], [0], [0], [2]])
  })

  test('ignores what cannot be learnt from, with the reason', () => {
    const letters = upTo(26).map((i) => String.fromCharCode(97 + i))
    const rows = upTo(52).map((i) => [
      i,
      `id${i}`,
      letters[i % 26],
      letters[i % 21],
      letters[i % 20],
      '',
      i < 50 ? '' : i,
      i === 3 ? 'x' : '',
    ])
    const wide = table('n,id,all,many,twenty,empty,late,once\n' + rows.map((row) => row.join(',')).join('\n'))
    const { columns, ignored } = fitEncoding(wide, upTo(50))
    expect(columns.map(({ name }) => name)).toEqual(['n', 'twenty'])
    expect(ignored).toEqual([
      { name: 'id', why: '52 different texts in 52 rows' },
      { name: 'all', why: '26 different texts in 52 rows' },
      { name: 'many', why: '21 different texts in 52 rows' },
      { name: 'empty', why: 'every cell is empty' },
      { name: 'late', why: 'every cell in the training rows is empty' },
      { name: 'once', why: '1 text in 1 row' },
    ])
  })

  test.each([
    ['1', true],
    ['-1.5', true],
    ['+.5', true],
    ['5.', true],
    ['1e-3', true],
    ['1E+300', true],
    ['007', true],
    ['1e999', false],
    ['0x10', false],
    ['Infinity', false],
    ['NaN', false],
    ['1,5', false],
    ['1 000', false],
    ['1_000', false],
    ['.', false],
    ['e5', false],
    ['--1', false],
    ['12n', false],
  ])('the cell %p is a number: %p', (cell, numeric) => {
    const { columns } = fitEncoding(table(`a\n"${cell}"\n"${cell}"`), [0])
    expect(columns[0]!.kind).toBe(numeric ? 'number' : 'text')
  })

  test('refuses a text in a column of numbers, from nine numbers in ten on', () => {
    const nine = `a,b\n${'1,x\n'.repeat(4)}\n\n${'2,\n'.repeat(5)}1O,x\n`
    const error = caught(() => fitEncoding(table(nine), [0]))
    const advice =
      'Correct it, leave the cell empty or pass the text in naValues (--na-values) if the value is missing, or leave the column out (exclude, --exclude).'
    expect(error.message).toBe(
      `fitEncoding: f.csv, line 13, column "a": "1O" is not a number, though most of the column is. ${advice}`,
    )
    expect([error.file, error.row, error.column]).toEqual(['f.csv', 13, 'a'])
    expect(fitEncoding(table(nine), [0], { exclude: ['a'] }).columns).toHaveLength(1)
    const eight = 'a\n1\n1\n1\n1\n2\n2\n2\n2\nx'
    expect(fitEncoding(table(eight), [0]).columns[0]!.kind).toBe('text')
  })

  test.each(['NaN', 'nan', '-Inf', 'Infinity', '-∞', '1e999', '-1e400'])('refuses %p among numbers', (cell) => {
    const advice =
      'Correct it, leave the cell empty or pass the text in naValues (--na-values) if the value is missing, or leave the column out (exclude, --exclude).'
    // Also where half of the cells are so, and outside the training rows.
    const error = caught(() => fitEncoding(table(`a,b\n1,x\n2,y\n,x\n${cell},x\n${cell},y\n${cell},x`), [0, 1]))
    expect(error.message).toBe(
      `fitEncoding: f.csv, line 5, column "a": "${cell}" is not a finite number. ${advice}`,
    )
    expect([error.file, error.row, error.column]).toEqual(['f.csv', 5, 'a'])
    expect(fitEncoding(table(`a\n1\n1\nx\nx\n${cell}`), [0]).columns[0]).toMatchObject({ kind: 'text' })
  }) // oxfmt-ignore

  test('takes whole numbers that a double cannot tell apart for texts', () => {
    const ids = (a: string, b: string) => fitEncoding(table(`a\n${a}\n${b}\n${a}`), [0, 1]).columns[0]!
    const pairs: [string, string][] = [
      ['1001000000000000001', '1001000000000000002'],
      ['9007199254740992', '9007199254740993'],
      ['-9007199254740992', '-9007199254740993.0'],
      ['1e18', '1000000000000000001'],
    ]
    for (const [a, b] of pairs) expect(ids(a, b)).toEqual({ name: 'a', kind: 'text', values: [a, b].sort() })
    const numbers: [string, string][] = [
      ['9007199254740992', '9007199254740994'],
      ['1001000000000000001', '1001000000000000001.0'],
      ['1e18', '1000000000000000000'],
      ['0.30000000000000000001', '0.3'],
      ['9007199254740992.1', '9007199254740992.2'],
    ]
    for (const [a, b] of numbers) expect(ids(a, b)).toMatchObject({ kind: 'number' })
    const many = table(`a,b\n${upTo(40).map((i) => `10010000000000000${10 + i},${i}`).join('\n')}`) // oxfmt-ignore
    expect(fitEncoding(many, upTo(40)).ignored).toEqual([{ name: 'a', why: '40 different texts in 40 rows' }])
  })

  test('says what is wrong with a table or a call', () => {
    const ids = table('id,e\na,\nb,')
    const messages: [run: () => unknown, error: Error][] = [
      [() => fitEncoding(small, [0], { exclude: ['why'] }), new Error('fitEncoding: f.csv has no column "why". Its columns are "size", "color", "y".')],
      [() => fitEncoding(ids, [0]), new Error('fitEncoding: f.csv has no column to learn from; ignored: "id" (2 different texts in 2 rows), "e" (every cell is empty). Add one with numbers or with a few different texts.')],
      [() => fitEncoding(table('a\n"1,5"\n"2,5"'), [0]), new Error(`fitEncoding: f.csv has no column to learn from; ignored: "a" (2 different texts in 2 rows). If the comma in "1,5" is a decimal sign, say so (decimal: ',', --decimal ,).`)],
      [() => fitEncoding(small, [0], { exclude: ['size', 'color', 'y'] }), new Error('fitEncoding: f.csv has no column to learn from. Add one with numbers or with a few different texts.')],
      [() => fitEncoding(small, []), new RangeError('fitEncoding: the training rows are an empty array. Pass the indices of at least one row.')],
      [() => fitEncoding(small, [0, 4]), new RangeError('fitEncoding: 4 is not a row of f.csv. Pass integers from 0 to 3.')],
      [() => fitEncoding(small, [0.5]), new RangeError('fitEncoding: 0.5 is not a row of f.csv. Pass integers from 0 to 3.')],
      [() => fitEncoding(small, [0], { omit: ['y'] } as object), new TypeError('fitEncoding: unknown option "omit". The options are exclude.')],
      [() => fitEncoding(small, [0], { exclude: 'y' as unknown as string[] }), new TypeError('fitEncoding: exclude is "y". Pass an array of column names.')],
    ] // oxfmt-ignore
    for (const [run, error] of messages) expect(run).toThrow(error)
  })
})

describe('encode', () => {
  const encoding = fitEncoding(small, [0, 1], { exclude: ['y'] })

  test('gives one number per number column and one per value of a text column, and zeros where cells are missing', () => {
    expect(encode(small, encoding)).toEqual([
      [-1, 0, 1],
      [1, 1, 0],
      [0, 0, 1],
      [6, 0, 0],
    ])
    expect(encodingWidth(encoding)).toBe(3)
    expect(encodingWidth({ columns: [], ignored: [], missing: [] })).toBe(0)
  })

  test('finds the columns by name', () => {
    expect(encode(table('other,color,size\n?,blue,2'), encoding)).toEqual([[0, 1, 0]])
  })

  test('gives the training rows mean 0 and variance 1', () => {
    const random = createRandom(8)
    const text = 'a,b\n' + upTo(300).map(() => `${50 + random.normal()},${random.uniform() / 1e6}`).join('\n') // oxfmt-ignore
    const train = random.shuffled(upTo(300)).slice(0, 200)
    const inputs = encode(table(text), fitEncoding(table(text), train))
    for (const j of [0, 1]) {
      const values = train.map((i) => inputs[i]![j]!)
      const mean = values.reduce((sum, x) => sum + x, 0) / 200
      expect(Math.abs(mean)).toBeLessThan(1e-12)
      expect(Math.abs(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 200 - 1)).toBeLessThan(1e-12)
    }
  })

  test('leaves table and encoding as they are', () => {
    const before = JSON.stringify([small, encoding])
    encode(small, encoding)
    expect(JSON.stringify([small, encoding])).toBe(before)
  })

  test('names the place of what it cannot encode', () => {
    const missing = caught(() => encode(table('size,y\n1,2'), encoding))
    expect(missing.message).toBe('encode: f.csv has no column "color". Its columns are "size", "y".')

    const advice = 'Correct it, or leave the cell empty if the value is missing.'
    const text = caught(() => encode(table('color,size\nred,1\n\nred,big'), encoding))
    expect(text.message).toBe(`encode: f.csv, line 4, column "size": "big" is not a number. ${advice}`)
    expect([text.file, text.row, text.column]).toEqual(['f.csv', 4, 'size'])

    const value = caught(() => encode(table('color,size\nRed,1'), encoding))
    expect(value.message).toBe(
      `encode: f.csv, line 2, column "color": "Red" is none of the known values "blue", "red". ${advice}`,
    )
    expect([value.file, value.row, value.column]).toEqual(['f.csv', 2, 'color'])
  })

  test('takes a new text for a missing one if someone listens, with one remark per column', () => {
    const remarks: Remark[] = []
    const rows = table('color,size\ngreen,1\nred,3\npink,\ngreen,1')
    const found = encode(rows, encoding, { onRemark: (remark) => remarks.push(remark) })
    expect(found).toEqual([[-1, 0, 0], [1, 0, 1], [0, 0, 0], [-1, 0, 0]]) // oxfmt-ignore
    const place = { file: 'f.csv', row: 2, column: 'color' }
    const what = '"green" is none of the known values "blue", "red"'
    const text = `f.csv, line 2, column "color": ${what}. It counts as missing, and so do other new values.`
    expect(remarks).toEqual([{ kind: 'new value', ...place, text }])
    expect(() => encode(rows, encoding, { onRemark: true as never })).toThrow(
      new TypeError('encode: onRemark is true. Pass a function.'),
    )
    expect(() => encode(rows, encoding, { onremark: () => undefined } as object)).toThrow(
      new TypeError('encode: unknown option "onremark". The options are onRemark.'),
    )
  })

  test('refuses a number that is infinite once it is standardized', () => {
    const tiny = fitEncoding(table('a\n0\n5e-324'), [0, 1])
    expect(encode(table('a\n0\n5e-324'), tiny).flat().every(Number.isFinite)).toBe(true)
    const error = caught(() => encode(table('a\n0\n1'), tiny))
    const what = '"1" is too far from the training data, which have the mean 0 and the standard deviation 5e-324'
    const advice = 'Correct it, or leave the cell empty if the value is missing.'
    expect(error.message).toBe(`encode: f.csv, line 3, column "a": ${what}. ${advice}`)
    const huge = table('a\n1.7976931348623157e308\n-1.7976931348623157e308')
    expect(encode(huge, fitEncoding(huge, [0, 1]))).toEqual([[1], [-1]])
  })

  test('cuts a very long cell in the message', () => {
    const error = caught(() => encode(table(`size,color\n${'9'.repeat(400)},red`), encoding))
    expect(error.message).toContain(`"${'9'.repeat(60)}…" is not a finite number`)
  })
})
