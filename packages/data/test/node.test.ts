import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DataError } from '../src/error.js'
import { irisCsv } from '../src/sets/iris.js'
import { gzipSync } from 'node:zlib'
import { csvTables, readCsv } from '../src/node.js'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gradus-data-'))
})
afterAll(() => rm(folder, { recursive: true }))

const written = async (name: string, content: string | Uint8Array): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

describe('readCsv', () => {
  test('reads a file, with its path as the name', async () => {
    const path = await written('iris.csv', irisCsv())
    const table = await readCsv(path)
    expect(table.file).toBe(path)
    expect(table.columns).toEqual(['sepal_length', 'sepal_width', 'petal_length', 'petal_width', 'species'])
    expect(table.rows).toHaveLength(150)
    expect(table.rows[149]).toEqual(['5.9', '3.0', '5.1', '1.8', 'virginica'])
    expect(table.lines[149]).toBe(151)
  })

  test('passes the options on', async () => {
    const path = await written('bars.csv', '\uFEFF1|2\r\n3|4\r\n')
    const table = await readCsv(path, { header: false, delimiter: '|', file: 'bars' })
    expect(table).toEqual({ columns: ['1', '2'], rows: [['1', '2'], ['3', '4']], file: 'bars', lines: [1, 2] }) // oxfmt-ignore
  })

  test('says what is wrong with a file', async () => {
    const missing = join(folder, 'missing.csv')
    const latin1 = await written('latin1.csv', Uint8Array.from([0x61, 0x0a, 0xe9, 0x0a]))
    const utf16 = await written('utf16.csv', Uint8Array.from([0x61, 0, 0x0a, 0, 0x31, 0]))
    const ragged = await written('ragged.csv', 'a,b\n1')
    const save = 'Save it as CSV with the encoding UTF-8.'
    const cases: [path: string, message: string][] = [
      [missing, `readCsv: there is no file ${JSON.stringify(missing)}. Check the path.`],
      [folder, `readCsv: ${JSON.stringify(folder)} is a folder. Pass the path of a file.`],
      [latin1, `readCsv: ${latin1} is not UTF-8 text. ${save}`],
      [utf16, `readCsv: ${utf16} is not UTF-8 text. ${save}`],
      [ragged, `parseCsv: ${ragged}, line 2: 1 cell where the header has 2. Check the separators and quotes in this line.`],
    ] // oxfmt-ignore
    for (const [path, message] of cases) {
      const error = await readCsv(path).catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(DataError)
      expect(error).toMatchObject({ message, file: path })
    }
  })

  test('says what is wrong with a call', async () => {
    await expect(readCsv(1 as unknown as string)).rejects.toThrow(
      new TypeError('readCsv: the path is 1. Pass a string.'),
    )
    await expect(readCsv('x', { head: true } as object)).rejects.toThrow(
      new TypeError('readCsv: unknown option "head". The options are header, delimiter, decimal, naValues, file.'),
    )
  })
})

describe('compressed files and streams', () => {
  const text = 'a,b\n' + Array.from({ length: 30_000 }, (_, i) => `${i},${i % 7}\n`).join('')
  const count = async (tables: AsyncIterable<{ rows: unknown[] }>): Promise<number> => {
    let sum = 0
    for await (const { rows } of tables) sum += rows.length
    return sum
  }

  test('gzip is known by its bytes, not by its name', async () => {
    const path = await written('plain-name.csv', gzipSync(text))
    expect((await readCsv(path)).rows).toHaveLength(30_000)
    expect(await count(csvTables(path))).toBe(30_000)
    const named = await written('not-compressed.csv.gz', 'a\n1\n')
    expect((await readCsv(named)).rows).toEqual([['1']])
  })

  test('a stream is read, also one whose parts have one byte', async () => {
    const bytes = gzipSync('a,b\n1,2\n')
    async function* parts() {
      for (const byte of bytes) yield Uint8Array.of(byte)
    }
    expect(await readCsv(parts())).toEqual({ columns: ['a', 'b'], rows: [['1', '2']], lines: [2], file: 'the stream' })
    expect((await readCsv(parts(), { file: 'stdin' })).file).toBe('stdin')
    expect(await count(csvTables(parts()))).toBe(1)
  })

  test('a damaged or cut gzip file is an error', async () => {
    const bytes = gzipSync(text)
    const cut = await written('cut.csv.gz', bytes.subarray(0, bytes.length - 2000))
    const damaged = await written('damaged.csv.gz', Uint8Array.of(0x1f, 0x8b, 1, 2, 3))
    for (const path of [cut, damaged]) {
      const what = `${JSON.stringify(path)} is a damaged gzip file`
      await expect(readCsv(path)).rejects.toThrow(`readCsv: ${what}`)
      await expect(count(csvTables(path))).rejects.toThrow(`csvTables: ${what}`)
    }
  })

  test('a stream that fails is an error, also inside gzip', async () => {
    const first = gzipSync(text).subarray(0, 1000)
    async function* failing(bytes: Uint8Array) {
      yield bytes
      throw Object.assign(new Error('the disk is on fire'), { code: 'EIO' })
    }
    const message = 'readCsv: "the stream" cannot be read (EIO). Check the path and its permissions.'
    await expect(readCsv(failing(Buffer.from('a\n1\n')))).rejects.toThrow(message)
    await expect(readCsv(failing(first))).rejects.toThrow(message)
  })

  test('a reader that stops early closes the file', async () => {
    const path = await written('early.csv.gz', gzipSync(text))
    for await (const { rows } of csvTables(path, { rows: 10 })) {
      expect(rows).toHaveLength(10)
      break
    }
    await rm(path)
  })
})
