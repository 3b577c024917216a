import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Batch } from '../../src/sets/batches.js'
import { fitEncoding } from '../../src/encode/encode.js'
import { DataError } from '../../src/error.js'
import { irisCsv } from '../../src/sets/iris.js'
import { csvBatches, type CsvBatchesOptions, csvTables, readCsv } from '../../src/node.js'
import type { Remark } from '../../src/encode/remarks.js'
import { encode } from '../../src/encode/row-encoder.js'
import { encodeTarget, fitTarget } from '../../src/encode/target.js'

let folder = ''
let iris = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gradus-data-'))
  iris = await written('iris.csv', irisCsv())
})
afterAll(() => rm(folder, { recursive: true }))

const written = async (name: string, content: string): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}
const failure = (promise: Promise<unknown>) => promise.then(() => undefined, (error: unknown) => error) // oxfmt-ignore

async function fitted(path: string, target: string) {
  const table = await readCsv(path)
  const rows = table.rows.map((_, i) => i)
  return {
    table,
    encoding: fitEncoding(table, rows, { exclude: [target] }),
    target: fitTarget(table, target, rows, 'classification'),
  }
}

async function all(path: string, options: CsvBatchesOptions): Promise<Batch[]> {
  const found: Batch[] = []
  for await (const batch of csvBatches(path, options)) found.push(batch)
  return found
}

describe('csvBatches', () => {
  test('without a buffer, in the order of the file', async () => {
    const { table, encoding, target } = await fitted(iris, 'species')
    const found = await all(iris, { size: 32, encoding, target, shuffleBuffer: 0 })
    expect(found.map(({ inputs, targets }) => [inputs.length, targets.length])).toEqual([[32, 32], [32, 32], [32, 32], [32, 32], [22, 22]]) // oxfmt-ignore
    expect(found.flatMap(({ inputs }) => inputs)).toEqual(encode(table, encoding))
    expect(found.flatMap(({ targets }) => targets)).toEqual(encodeTarget(table, target))
  })

  test('shuffled: each row once with its target; the seed decides', async () => {
    const lines = Array.from({ length: 2500 }, (_, i) => `${i},${i % 2 === 0 ? 'even' : 'odd'}`)
    const path = await written('numbers.csv', `n,parity\n${lines.join('\n')}\n`)
    const target = { task: 'classification' as const, name: 'parity', classes: ['even', 'odd'] }
    const encoding = { columns: [{ name: 'n', kind: 'number' as const, mean: 0, scale: 1 }], ignored: [], missing: [] }
    const order = async (shuffleBuffer?: number, seed = 1) => {
      const found = await all(path, { size: 7, encoding, target, seed, ...(shuffleBuffer === undefined ? {} : { shuffleBuffer }) }) // oxfmt-ignore
      const numbers = found.flatMap(({ inputs }) => inputs.map(([n]) => n!))
      expect(found.flatMap(({ targets }) => targets)).toEqual(numbers.map((n) => n % 2))
      return numbers
    }
    const inOrder = Array.from({ length: 2500 }, (_, i) => i)
    expect(await order(0)).toEqual(inOrder)
    expect(await order(1)).toEqual(inOrder)
    for (const buffer of [2, 100, 1000, undefined]) {
      const found = await order(buffer)
      expect(found).not.toEqual(inOrder)
      expect([...found].sort((a, b) => a - b)).toEqual(inOrder)
      expect(await order(buffer)).toEqual(found)
      expect(await order(buffer, 2)).not.toEqual(found)
      // No row comes out more than a buffer's length early.
      expect(Math.max(...found.map((n, place) => n - place))).toBeLessThanOrEqual(buffer ?? 2500)
    }
    // With the whole file in the buffer, places and rows are uncorrelated.
    const places = await order()
    const covariance = places.reduce((sum, n, place) => sum + (n - 1249.5) * (place - 1249.5), 0)
    expect(Math.abs(covariance / ((2500 * 2500 ** 2) / 12))).toBeLessThan(0.06)
  })

  test('names line and column of a fault in row 3,000', async () => {
    const lines = Array.from({ length: 4000 }, (_, i) => `${i},"say\n${i % 2}"`)
    const { encoding, target } = await fitted(await written('good.csv', `n,y\n${lines.join('\n')}\n`), 'y')
    const options = { size: 10, encoding, target }
    const broken = async (name: string, row: string) => {
      const path = await written(name, `n,y\n${lines.with(2999, row).join('\n')}\n`)
      const error = await failure(all(path, options))
      expect(error).toBeInstanceOf(DataError)
      expect(error).toMatchObject({ row: 6000, file: path })
      return (error as DataError).message.replace(path, 'f')
    }
    expect(await broken('cell.csv', 'x,"say\n1"')).toBe(
      'encode: f, line 6000, column "n": "x" is not a number. Correct it, or leave the cell empty if the value is missing.',
    )
    expect(await broken('class.csv', '1,"say\n2"')).toBe(
      'encodeTarget: f, line 6000, column "y": "say\\n2" is none of the known classes "say\\n0", "say\\n1". Correct it, or leave out the row.',
    )
    expect(await broken('empty.csv', '1,')).toBe(
      'encodeTarget: f, line 6000, column "y": the target is missing. Fill the cell in, or leave out the row.',
    )
    expect(await broken('ragged.csv', '1,2,3')).toBe(
      'csvBatches: f, line 6000: 3 cells where the header has 2. Check the separators and quotes in this line.',
    )
    expect(await broken('quote.csv', '1,2"')).toBe(
      'csvBatches: f, line 6000: a quote stands inside a cell without quotes. Put the whole cell in quotes and double ("") those inside.',
    )
  })

  test('takes new texts for missing ones, with one remark for the whole file', async () => {
    const row = (i: number) => `${['red', 'blue'][i % 2]},${i % 2}`
    const lines = Array.from({ length: 3000 }, (_, i) => row(i))
    const { encoding, target } = await fitted(await written('known.csv', `color,y\n${lines.join('\n')}\n`), 'y')
    const path = await written('new.csv', `color,y\n${lines.with(1500, 'green,0').with(2900, 'pink,0').join('\n')}\n`)
    const remarks: Remark[] = []
    const options = { size: 3000, encoding, target, shuffleBuffer: 0, file: 'f' }
    const [batch] = await all(path, { ...options, onRemark: (remark) => remarks.push(remark) })
    expect([0, 1, 1500, 2900].map((i) => batch!.inputs[i])).toEqual([[0, 1], [1, 0], [0, 0], [0, 0]]) // oxfmt-ignore
    const what = 'f, line 1502, column "color": "green" is none of the known values "blue", "red".'
    const text = `${what} It counts as missing, and so do other new values.`
    expect(remarks).toEqual([{ kind: 'new value', file: 'f', row: 1502, column: 'color', text }])
    expect(await failure(all(path, options))).toMatchObject({
      message: `encode: ${what} Correct it, or leave the cell empty if the value is missing.`,
    })
  })

  test('says what is wrong with a file', async () => {
    const { encoding, target } = await fitted(iris, 'species')
    const options = { size: 10, encoding, target, file: 'flowers' }
    const path = join(folder, 'missing.csv')
    const missing = `csvBatches: there is no file ${JSON.stringify(path)}. Check the path.`
    expect(await failure(all(path, options))).toMatchObject({ name: 'DataError', message: missing, file: 'flowers' })
    const isFolder = `csvBatches: ${JSON.stringify(folder)} is a folder. Pass the path of a file.`
    expect(await failure(all(folder, options))).toMatchObject({ name: 'DataError', message: isFolder })
    const other = await written('other.csv', 'a,species\n1,setosa')
    expect(await failure(all(other, options))).toMatchObject({
      message: 'encode: flowers has no column "sepal_length". Its columns are "a", "species".',
    })
  })

  test('complains at the call, not at the first batch', async () => {
    const { encoding, target } = await fitted(iris, 'species')
    const good = { size: 1, encoding, target }
    const options = 'size, encoding, target, shuffleBuffer, seed, onRemark, header, delimiter, decimal, naValues, file'
    const cases: [object, Error][] = [
      [{ ...good, size: 0 }, new RangeError('csvBatches: size is 0. Pass a whole number, 1 or more.')],
      [{ ...good, shuffleBuffer: -1 }, new RangeError('csvBatches: shuffleBuffer is -1. Pass a whole number, 0 or more.')],
      [{ ...good, seed: 0.1 }, new RangeError('csvBatches: seed is 0.1. Pass a whole number of size below 2^53.')],
      [{ ...good, shuffle: true }, new TypeError(`csvBatches: unknown option "shuffle". The options are ${options}.`)],
      [{ ...good, encoding: {} }, new TypeError('csvBatches: encoding is an object. Pass what fitEncoding returned.')],
      [{ size: 1, encoding }, new TypeError('csvBatches: target is undefined. Pass what fitTarget returned.')],
      [{ ...good, onRemark: 'print' }, new TypeError('csvBatches: onRemark is "print". Pass a function.')],
      [{ ...good, header: 1 }, new TypeError('csvBatches: header is 1. Pass true or false.')],
      [{ ...good, delimiter: ',,' }, new TypeError('csvBatches: delimiter is ",,". Pass one character that is not a quote or a line end.')],
    ] // oxfmt-ignore
    for (const [wrong, error] of cases) expect(() => csvBatches(iris, wrong as never)).toThrow(error)
    expect(() => csvBatches(1 as never, good)).toThrow(new TypeError('csvBatches: the path is 1. Pass a string.'))
  })
})

describe('csvTables', () => {
  test('gives tables of so many rows, with the lines of the file', async () => {
    const found = []
    for await (const table of csvTables(iris, { rows: 60 })) found.push(table)
    expect(found.map(({ rows }) => rows.length)).toEqual([60, 60, 30])
    expect(found[2]!.lines[29]).toBe(151)
    expect(found[0]!.file).toBe(iris)
    const { value: sample } = await csvTables(iris, { file: 'flowers' }).next()
    expect(sample).toEqual(await readCsv(iris, { file: 'flowers' }))
  })

  test('complains at the call', () => {
    expect(() => csvTables(iris, { rows: 0 })).toThrow(
      new RangeError('csvTables: rows is 0. Pass a whole number, 1 or more.'),
    )
    expect(() => csvTables(iris, { size: 1 } as never)).toThrow(
      new TypeError(
        'csvTables: unknown option "size". The options are rows, header, delimiter, decimal, naValues, file.',
      ),
    )
  })
})

test('60,000 rows pass through a few megabytes', async () => {
  const path = join(folder, 'large.csv')
  const file = await open(path, 'w')
  await file.write('a,b,c,kind,y\n')
  for (let i = 0; i < 60_000; i += 1000) {
    const lines = Array.from({ length: 1000 }, (_, k) => {
      const n = i + k
      return `${(n * 7919) % 1000},${Math.sin(n).toFixed(6)},${n % 17},${['red', 'green', 'blue'][n % 3]},${n % 5 < 2 ? 'yes' : 'no'}\n`
    })
    await file.write(lines.join(''))
  }
  await file.close()
  const { value: sample } = await csvTables(path, { rows: 1000 }).next()
  const rows = sample!.rows.map((_, i) => i)
  const encoding = fitEncoding(sample!, rows, { exclude: ['y'] })
  const target = fitTarget(sample!, 'y', rows, 'classification')

  const live = () => {
    globalThis.gc!()
    return process.memoryUsage().heapUsed
  }
  const before = live()
  let most = 0
  let count = 0
  let yes = 0
  for await (const { inputs, targets } of csvBatches(path, { size: 100, encoding, target, shuffleBuffer: 5000 })) {
    count += inputs.length
    yes += targets.reduce((sum, index) => sum + index, 0)
    if ((count / 100) % 100 === 0) most = Math.max(most, live() - before)
  }
  expect(count).toBe(60_000)
  expect(yes).toBe(24_000)
  // Read at once, the table alone takes over 12 MB.
  expect(most).toBeLessThan(5e6)
}, 120_000)
