import { describe, expect, test } from '@jest/globals'
import { parseCsv } from '../../src/csv/csv.js'
import { fitEncoding } from '../../src/encode/encode.js'
import { encode, inputNames } from '../../src/encode/row-encoder.js'
import { fitTable, readTableEncoding, type TableEncoding } from '../../src/encode/table-encoding.js'
import { decodeTarget, encodeTarget, fitTarget } from '../../src/encode/target.js'
import { caughtDataError as caught } from '../caught.js'

const table = parseCsv('size,color,id,y\n1,red,q,10\n3,blue,r,14\n,red,s,12.5\n8,,t,11\n', { file: 'f.csv' })
const regression = fitTable(table, { target: 'y', rows: [0, 1] })
const classification = fitTable(parseCsv('a,b,y\n1,,no\n2,5,yes\n3,6,no'), { target: 'y', exclude: ['b'] })

describe('fitTable', () => {
  test('describes inputs and target in one plain object', () => {
    expect(regression).toEqual({
      version: 1,
      inputs: {
        columns: [
          { name: 'size', kind: 'number', mean: 2, scale: 1 },
          { name: 'color', kind: 'text', values: ['blue', 'red'] },
        ],
        ignored: [{ name: 'id', why: '4 different texts in 4 rows' }],
        missing: [
          { name: 'size', count: 1 },
          { name: 'color', count: 1 },
        ],
      },
      target: { task: 'regression', name: 'y', mean: 12, scale: 2 },
    })
    expect(classification.target).toEqual({ task: 'classification', name: 'y', classes: ['no', 'yes'] })
    expect(classification.inputs.columns.map(({ name }) => name)).toEqual(['a'])
  })

  test('is what fitEncoding and fitTarget give, with all rows unless told', () => {
    const rows = [0, 1, 2, 3]
    expect(fitTable(table, { target: 'y' })).toEqual({
      version: 1,
      inputs: fitEncoding(table, rows, { exclude: ['y'] }),
      target: fitTarget(table, 'y', rows, 'regression'),
    })
  })

  test('says what is wrong', () => {
    const cases: [object, Error][] = [
      [{ target: 'z' }, new Error('guessTask: f.csv has no column "z". Its columns are "size", "color", "id", "y".')],
      [{}, new TypeError('fitTable: target is undefined. Pass the name of the column to predict.')],
      [{ target: 'y', exclude: ['y'] }, new RangeError('fitTable: the target "y" is excluded. Take it out of exclude.')],
      [{ target: 'y', task: 'rank' }, new RangeError('fitTarget: there is no task "rank". The tasks are "classification", "regression".')],
      [{ target: 'y', row: [1] }, new TypeError('fitTable: unknown option "row". The options are target, task, exclude, rows.')],
      [{ target: 'y', exclude: 'id' }, new TypeError('fitTable: exclude is "id". Pass an array of column names.')],
      [{ target: 'y', rows: [4] }, new RangeError('fitTarget: 4 is not a row of f.csv. Pass integers from 0 to 3.')],
    ] // oxfmt-ignore
    for (const [options, error] of cases) expect(() => fitTable(table, options as never)).toThrow(error)
  })
})

describe('readTableEncoding', () => {
  test('gives back what was written, and the same numbers', () => {
    for (const encoding of [regression, classification]) {
      expect(readTableEncoding(JSON.parse(JSON.stringify(encoding)))).toEqual(encoding)
    }
    const { inputs, target } = readTableEncoding(JSON.parse(JSON.stringify(regression)))
    expect(encode(table, inputs)).toEqual(encode(table, regression.inputs))
    expect(inputNames(inputs)).toEqual(['size', 'color=blue', 'color=red'])
    expect(encodeTarget(table, target).map((y) => decodeTarget(y, target))).toEqual([10, 14, 12.5, 11])
  })

  const [number, text] = ['inputs.columns[0]', 'inputs.columns[1]']
  test.each<[base: TableEncoding, path: string, value: unknown, what: string]>([
    [regression, 'version', undefined, 'the encoding has no "version"'],
    [regression, 'version', '1', 'version is "1", not 1'],
    [regression, 'inputs', undefined, 'the encoding has no "inputs"'],
    [regression, 'extra', 1, 'the encoding has an unknown key "extra"'],
    [regression, 'inputs', [], 'inputs is an array of length 0, not an object'],
    [regression, 'inputs.columns', undefined, 'inputs has no "columns"'],
    [regression, 'inputs.columns', {}, 'inputs.columns is an object, not an array'],
    [regression, 'inputs.columns', [], 'inputs.columns has 0 entries, not 1 or more'],
    [regression, 'inputs.columns.0', null, `${number} is null, not an object`],
    [regression, 'inputs.columns.0.kind', 'date', `${number}.kind is "date", not "number" or "text"`],
    [regression, 'inputs.columns.0.kind', 'text', `${number} has no "values"`],
    [regression, 'inputs.columns.0.name', '', `${number}.name is "", not a text with characters`],
    [regression, 'inputs.columns.0.name', 7, `${number}.name is 7, not a text with characters`],
    [regression, 'inputs.columns.0.mean', null, `${number}.mean is null, not a finite number`],
    [regression, 'inputs.columns.0.mean', Infinity, `${number}.mean is Infinity, not a finite number`],
    [regression, 'inputs.columns.0.scale', 0, `${number}.scale is 0, not a number above 0`],
    [regression, 'inputs.columns.0.scale', -1, `${number}.scale is -1, not a number above 0`],
    [regression, 'inputs.columns.0.scale', '1', `${number}.scale is "1", not a number above 0`],
    [regression, 'inputs.columns.0.scale', undefined, `${number} has no "scale"`],
    [regression, 'inputs.columns.0.values', [], `${number} has an unknown key "values"`],
    [regression, 'inputs.columns.1.name', 'size', `${text}.name is the same as ${number}.name`],
    [regression, 'inputs.columns.1.values', [], `${text}.values has 0 entries, not 1 or more`],
    [regression, 'inputs.columns.1.values', 'red', `${text}.values is "red", not an array`],
    [regression, 'inputs.columns.1.values.1', 3, `${text}.values[1] is 3, not a text with characters`],
    [regression, 'inputs.columns.1.values.1', 'blue', `${text}.values[1] is the same as ${text}.values[0]`],
    [regression, 'inputs.ignored', null, 'inputs.ignored is null, not an array'],
    [regression, 'inputs.ignored.0.why', 0, 'inputs.ignored[0].why is 0, not a text with characters'],
    [regression, 'inputs.missing.1.count', 0.5, 'inputs.missing[1].count is 0.5, not 1 or more'],
    [regression, 'target', null, 'target is null, not an object'],
    [regression, 'target.task', 'rank', 'target.task is "rank", not "classification" or "regression"'],
    [regression, 'target.task', 'classification', 'target has no "classes"'],
    [regression, 'target.mean', NaN, 'target.mean is NaN, not a finite number'],
    [regression, 'target.scale', 0, 'target.scale is 0, not a number above 0'],
    [regression, 'target.name', 'size', 'target.name is "size", which is a column of the inputs too'],
    [classification, 'target.classes', ['no'], 'target.classes has 1 entries, not 2 or more'],
    [classification, 'target.classes.1', 'no', 'target.classes[1] is the same as target.classes[0]'],
    [classification, 'target.classes', ['1', '2', '1.0'], 'target.classes[2] is the same as target.classes[0]'],
    [classification, 'target.classes.0', 0, 'target.classes[0] is 0, not a text with characters'],
  ])('%#: %s', (base, path, value, what) => {
    const damaged = structuredClone(base)
    const keys = path.split('.')
    let place = damaged as unknown as Record<string, unknown>
    for (const key of keys.slice(0, -1)) place = place[key] as Record<string, unknown>
    if (value === undefined) Reflect.deleteProperty(place, keys.at(-1)!)
    else place[keys.at(-1)!] = value
    const error = caught(() => readTableEncoding(damaged, 'model.json'))
    expect(error.message).toBe(`readTableEncoding: model.json is damaged: ${what}. Fit the table again.`)
    expect(error.file).toBe('model.json')
  })

  test('says so of a later version first, and of anything that is no object', () => {
    expect(caught(() => readTableEncoding({ version: 2, columns: [] })).message).toBe(
      'readTableEncoding: the encoding has version 2, and this release reads version 1. Fit the table again.',
    )
    for (const value of [undefined, null, 3, 'x', []]) {
      const shown = value === 'x' ? '"x"' : Array.isArray(value) ? 'an array of length 0' : String(value)
      expect(caught(() => readTableEncoding(value, 'a\u001b')).message).toBe(
        `readTableEncoding: a\\u001b is damaged: the encoding is ${shown}, not an object. Fit the table again.`,
      )
    }
  })
})
