import { describe, expect, test } from '@jest/globals'
import { parseCsv, type Table } from '../../src/csv/csv.js'
import {
  decodeTarget,
  encodeTarget,
  fitTarget,
  guessTask,
  type TargetEncoding,
  type Task,
} from '../../src/encode/target.js'
import { caughtDataError as caught } from '../caught.js'

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i)
/** A table with the target y and a column x. */
const withTarget = (cells: readonly (string | number)[]): Table =>
  parseCsv('x,y\n' + cells.map((cell, i) => `${i},${cell}`).join('\n'), { file: 'f.csv' })

describe('guessTask', () => {
  test.each<[name: string, cells: (string | number)[], task: Task]>([
    ['texts', ['yes', 'no', 'no'], 'classification'],
    ['numbers and texts', [1, 2, 'x'], 'classification'],
    ['0 and 1', [0, 1, 1, 0], 'classification'],
    ['two integers in two rows', [5, 9], 'classification'],
    ['three integers in twelve rows', upTo(12).map((i) => i % 3), 'classification'],
    ['three integers in eleven rows', upTo(11).map((i) => i % 3), 'regression'],
    ['twenty integers', upTo(200).map((i) => i % 20), 'classification'],
    ['twenty-one integers', upTo(200).map((i) => i % 21), 'regression'],
    ['fractions', upTo(20).map((i) => (i % 2) / 2), 'regression'],
    ['integers written with a point', ['1.0', '2.0', '1.0'], 'classification'],
    ['two identifiers beyond 2^53', ['1001000000000000001', '1001000000000000002'], 'classification'],
    ['a whole number with a power of ten', ['1e3', '5', '5'], 'classification'],
    ['fractions that a double rounds to integers', ['9007199254740993.5', '1', '1'], 'regression'],
    ['fractions that a double rounds to 0', ['1e-400', '0', '0'], 'regression'],
    [
      'thirty identifiers beyond 2^53, which a double takes for one',
      upTo(300).map((i) => `10010000000000000${10 + (i % 30)}`),
      'regression',
    ],
    ['missing cells between integers', [1, '', 2, 1], 'classification'],
    ['one text among twenty numbers', [...upTo(20), 'x'], 'classification'],
  ])('takes %s for a target', (_, cells, task) => {
    expect(guessTask(withTarget(cells), 'y')).toBe(task)
  })

  test('takes a text among very many numbers for a mistake', () => {
    const error = caught(() => guessTask(withTarget([...upTo(30), '1O']), 'y'))
    const what = '"1O" is not a number, though most of the column is. Correct it, or state the task (task, --task).'
    expect(error.message).toBe(`guessTask: f.csv, line 32, column "y": ${what}`)
    expect([error.file, error.row, error.column]).toEqual(['f.csv', 32, 'y'])
  })

  test.each(['NaN', 'nan', '-inf', 'Infinity', '∞', '1e999'])('refuses %p among numbers', (cell) => {
    for (const run of [
      () => guessTask(withTarget([0, 1, cell, 0]), 'y'),
      () => fitTarget(withTarget([0, 1, cell, 0]), 'y', [0], 'classification'),
      () => fitTarget(withTarget([0, 1, cell, 0]), 'y', [0], 'regression'),
      () => encodeTarget(withTarget([0, 1, cell, 0]), { task: 'regression', name: 'y', mean: 0, scale: 1 }),
    ]) {
      const error = caught(run)
      const what = `f.csv, line 4, column "y": "${cell}" is not a finite number. Correct it, or leave out the row.`
      expect(error.message.replace(/^\w+: /, '')).toBe(what)
      expect([error.file, error.row, error.column]).toEqual(['f.csv', 4, 'y'])
    }
    expect(guessTask(withTarget(['a', cell, 1]), 'y')).toBe('classification')
  })

  test('refuses an unknown column and an empty one', () => {
    expect(caught(() => guessTask(withTarget([1]), 'z')).message).toBe(
      'guessTask: f.csv has no column "z". Its columns are "x", "y".',
    )
    expect(caught(() => guessTask(withTarget(['', '']), 'y')).message).toBe(
      'guessTask: column "y" of f.csv is empty. Choose a target with values.',
    )
  })
})

describe('classes', () => {
  test.each<[name: string, cells: (string | number)[], classes: string[], targets: number[]]>([
    ['texts, by code unit', ['b', 'a', 'B', 'ä', 'a'], ['B', 'a', 'b', 'ä'], [2, 1, 0, 3, 1]],
    ['numbers, by value', [10, 9, -1, 9], ['-1', '9', '10'], [2, 1, 0, 1]],
    ['a mixture, by code unit', [10, 9, 'x', 9], ['10', '9', 'x'], [0, 1, 2, 1]],
    ['one number in two spellings', ['1', '0', '1.0', '00'], ['0', '1'], [1, 0, 1, 0]],
    [
      'identifiers beyond 2^53',
      ['1001000000000000002', '1001000000000000001', '1001000000000000002'],
      ['1001000000000000001', '1001000000000000002'],
      [1, 0, 1],
    ],
    [
      'the first number beyond 2^53',
      ['9007199254740993', '9007199254740992', '9007199254740994'],
      ['9007199254740992', '9007199254740993', '9007199254740994'],
      [1, 0, 2],
    ],
    [
      'negative identifiers',
      ['-1001000000000000001', '-1001000000000000002', '5'],
      ['-1001000000000000002', '-1001000000000000001', '5'],
      [1, 0, 2],
    ],
    [
      'longer than any double',
      [`${'9'.repeat(300)}1`, `${'9'.repeat(300)}2`],
      [`${'9'.repeat(300)}1`, `${'9'.repeat(300)}2`],
      [0, 1],
    ],
    ['fractions beyond 16 digits', ['0.30000000000000000001', '0.3'], ['0.3', '0.30000000000000000001'], [1, 0]],
    ['smaller than any double', ['1e-400', '0', '1e-401'], ['0', '1e-401', '1e-400'], [2, 0, 1]],
    [
      'the same identifier in two spellings',
      ['1001000000000000001', '1001000000000000001.0', '2'],
      ['2', '1001000000000000001'],
      [1, 1, 0],
    ],
    [
      'leading zeros, points, signs and powers of ten',
      ['1e3', '1000', '007', '7', '-0', '0', '+0.0'],
      ['-0', '007', '1e3'],
      [2, 2, 1, 1, 0, 0, 0],
    ],
    ['hexadecimal beside numbers, as text', ['0x10', '16', '16.0'], ['0x10', '16', '16.0'], [0, 1, 2]],
    ['infinity beside a text, as text', ['Infinity', 'a', '1'], ['1', 'Infinity', 'a'], [1, 2, 0]],
    ['one number in two spellings, beside a text', ['1', '1.0', 'x'], ['1', '1.0', 'x'], [0, 1, 2]],
  ])('are sorted: %s', (_, cells, classes, targets) => {
    const data = withTarget(cells)
    const encoding = fitTarget(data, 'y', [0], 'classification')
    expect(encoding).toEqual({ task: 'classification', name: 'y', classes })
    expect(encodeTarget(data, encoding)).toEqual(targets)
    expect(encodeTarget(data, JSON.parse(JSON.stringify(encoding)) as TargetEncoding)).toEqual(targets)
  })

  test('must be two at least, and known', () => {
    expect(caught(() => fitTarget(withTarget(['a', 'a']), 'y', [0], 'classification')).message).toBe(
      'fitTarget: column "y" of f.csv has only one value, "a". Choose a target with at least two.',
    )
    expect(caught(() => fitTarget(withTarget(['1', '1.0']), 'y', [0], 'classification')).message).toBe(
      'fitTarget: column "y" of f.csv has only one value, "1". Choose a target with at least two.',
    )
    const encoding = fitTarget(withTarget(['a', 'b']), 'y', [0], 'classification')
    const error = caught(() => encodeTarget(withTarget(['a', 'c']), encoding))
    const what = '"c" is none of the known classes "a", "b". Correct it, or leave out the row.'
    expect(error.message).toBe(`encodeTarget: f.csv, line 3, column "y": ${what}`)
    expect([error.file, error.row, error.column]).toEqual(['f.csv', 3, 'y'])
  })
})

describe('a regression target', () => {
  test('is standardized by the training rows', () => {
    const data = withTarget([1, 5, '3e0', 103])
    const encoding = fitTarget(data, 'y', [0, 1], 'regression')
    expect(encoding).toEqual({ task: 'regression', name: 'y', mean: 3, scale: 2 })
    expect(encodeTarget(data, encoding)).toEqual([-1, 1, 0, 50])
    expect(fitTarget(withTarget([1, 5, 7, 9]), 'y', [1, 0], 'regression')).toEqual(encoding)
  })

  test('that is constant has scale 1', () => {
    const data = withTarget([0.1, 0.1, 0.1])
    expect(encodeTarget(data, fitTarget(data, 'y', [0, 1, 2], 'regression'))).toEqual([0, 0, 0])
  })

  test('must be a number in every row', () => {
    const data = withTarget([1, 2, 'x'])
    const encoding: TargetEncoding = { task: 'regression', name: 'y', mean: 0, scale: 1 }
    const what = 'f.csv, line 4, column "y": "x" is not a number. Correct it, or leave out the row.'
    expect(caught(() => fitTarget(data, 'y', [0, 1], 'regression')).message).toBe(`fitTarget: ${what}`)
    expect(caught(() => encodeTarget(data, encoding)).message).toBe(`encodeTarget: ${what}`)
    expect(caught(() => fitTarget(withTarget(['"2,5"', 1]), 'y', [0, 1], 'regression')).message).toBe(
      `fitTarget: f.csv, line 2, column "y": "2,5" is not a number. If the comma in "2,5" is a decimal sign, say so (decimal: ',', --decimal ,).`,
    )
  })
})

test.each<Task>(['classification', 'regression'])(
  '%s refuses a missing cell, an unknown column and wrong rows',
  (task) => {
    const data = withTarget([1, 2, ''])
    const what = 'f.csv, line 4, column "y": the target is missing. Fill the cell in, or leave out the row.'
    expect(caught(() => fitTarget(data, 'y', [0, 1], task)).message).toBe(`fitTarget: ${what}`)
    const encoding = fitTarget(withTarget([1, 2]), 'y', [0, 1], task)
    expect(caught(() => encodeTarget(data, encoding)).message).toBe(`encodeTarget: ${what}`)

    const columns = 'f.csv has no column "z". Its columns are "x", "y".'
    expect(caught(() => fitTarget(data, 'z', [0], task)).message).toBe(`fitTarget: ${columns}`)
    expect(caught(() => encodeTarget(data, { ...encoding, name: 'z' })).message).toBe(`encodeTarget: ${columns}`)

    expect(() => fitTarget(withTarget([1, 2]), 'y', [], task)).toThrow(
      new RangeError('fitTarget: the training rows are an empty array. Pass the indices of at least one row.'),
    )
  },
)

test('fitTarget refuses an unknown task', () => {
  expect(() => fitTarget(withTarget([1, 2]), 'y', [0], 'ranking' as Task)).toThrow(
    new RangeError('fitTarget: there is no task "ranking". The tasks are "classification", "regression".'),
  )
})

describe('decodeTarget', () => {
  const yesNo: TargetEncoding = { task: 'classification', name: 'y', classes: ['no', 'yes'] }
  const number = (mean: number, scale: number): TargetEncoding => ({ task: 'regression', name: 'y', mean, scale })

  test('undoes encodeTarget', () => {
    const texts = withTarget(['b', 'a', 'c', 'a'])
    const classes = fitTarget(texts, 'y', [0], 'classification')
    expect(encodeTarget(texts, classes).map((y) => decodeTarget(y, classes))).toEqual(['b', 'a', 'c', 'a'])
    for (const cells of [
      [1, 2, 4],
      [1.7976931348623157e308, -1.7976931348623157e308, 5],
      ['5e-324', '1e-323', 0],
    ]) {
      const data = withTarget(cells)
      const encoding = fitTarget(data, 'y', [0, 1, 2], 'regression')
      encodeTarget(data, encoding).forEach((y, i) => {
        expect(Number.isFinite(y)).toBe(true)
        const back = decodeTarget(y, encoding) as number
        expect(Math.abs(back - Number(cells[i]))).toBeLessThanOrEqual(4e-16 * Math.abs(Number(cells[0])) + 5e-324)
      })
    }
  })

  test('refuses what no target was', () => {
    const cases: [y: number, encoding: TargetEncoding, message: string][] = [
      [2, yesNo, 'decodeTarget: 2 is not a class. Pass an index from 0 to 1.'],
      [0.5, yesNo, 'decodeTarget: 0.5 is not a class. Pass an index from 0 to 1.'],
      [NaN, yesNo, 'decodeTarget: NaN is not a class. Pass an index from 0 to 1.'],
      [NaN, number(0, 1), 'decodeTarget: y is NaN. Pass a finite number.'],
      [-Infinity, number(0, 1), 'decodeTarget: y is -Infinity. Pass a finite number.'],
      [9, number(0, 1e308), 'decodeTarget: y is 9, which becomes Infinity with the mean 0 and the scale 1e+308. Check the model that predicted it.'],
    ] // oxfmt-ignore
    for (const [y, encoding, message] of cases) {
      expect(() => decodeTarget(y, encoding)).toThrow(new RangeError(message))
    }
  })
})

test('encodeTarget refuses a number that is infinite once it is standardized', () => {
  const error = caught(() => encodeTarget(withTarget([1]), { task: 'regression', name: 'y', mean: 0, scale: 5e-324 }))
  const what = '"1" is too far from the training data, which have the mean 0 and the standard deviation 5e-324'
  expect(error.message).toBe(`encodeTarget: f.csv, line 2, column "y": ${what}. Correct it, or leave out the row.`)
})
