import { describe, expect, test } from '@jest/globals'
import { runs } from '@gradus/testkit'
import { parseCsv, type Table } from '../../src/csv/csv.js'
import { tables } from '../../src/csv/stream.js'
import { DataError } from '../../src/error.js'
import { createRandom } from '../../src/random.js'

/** The bytes of a text, some at a time, so that letters, line ends and quotes are torn apart. */
async function* parts(text: string | Uint8Array, size: number) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size)
}

interface Options {
  header?: boolean
  delimiter?: string
}

async function streamed(
  text: string | Uint8Array,
  size: number,
  rows: number,
  options: Options = {},
): Promise<Table[]> {
  const found: Table[] = []
  for await (const table of tables('csvTables', parts(text, size), { ...options, rows, file: 'f' })) found.push(table)
  return found
}

const joined = (pieces: Table[]): Table => ({
  ...pieces[0]!,
  rows: pieces.flatMap((piece) => piece.rows),
  lines: pieces.flatMap((piece) => piece.lines),
})

const failure = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  )

describe('a CSV stream', () => {
  const texts: [name: string, text: string, options: Options][] = [
    ['plain text', 'a,b\n1,2\n3,4\n', {}],
    ['a last line without an end', 'a,b\n1,2', {}],
    ['all line ends', 'a,b\r\n1,2\r3,4\n5,6\r\n\r\n7,8\r', {}],
    ['a byte order mark before a quote', '\uFEFF"a",b\n1,2', {}],
    ['blank lines first', '\n \n\r\n\na;b,c;d\n1;2;3\n\n4;5;6', {}],
    ['line ends in quotes', '"a\r\nb",c\n"x\n\ny",1\r\n"\rz",2\n\n3,4', {}],
    ['doubled quotes', 'a,b\n"say ""hi""\n""",""""\n"","\n"\n1,2', {}],
    ['separators in quotes', '"a,b,c";d\n"1;2";"3,4"', {}],
    ['letters of several bytes', 'é,😀\n"ß\n",√\n😀😀,ü', {}],
    ['a separator of several bytes', 'a😀b\n1😀2\n3😀4', { delimiter: '😀' }],
    ['no header', '1,2\n3,4\n5,6\n', { header: false }],
    ['tabs with missing cells', 'a\tb\n\t\n1\t\n\t2', { delimiter: '\t' }],
  ]
  test.each(texts)('reads %s as parseCsv does, however it is cut', async (_, text, options) => {
    const whole = parseCsv(text, { ...options, file: 'f' })
    for (const size of [1, 2, 3, 5, 1000]) {
      for (const rows of [1, 2, 100]) {
        const pieces = await streamed(text, size, rows, options)
        expect(joined(pieces)).toEqual(whole)
        expect(pieces.map((piece) => piece.rows.length)).toEqual(
          Array.from({ length: Math.ceil(whole.rows.length / rows) }, (_, i) =>
            Math.min(rows, whole.rows.length - i * rows),
          ),
        )
      }
    }
  })

  test('agrees with parseCsv about random texts', async () => {
    const random = createRandom(1)
    const alphabet = ['a', ' ', ';', '\n', '\n', '\r', '\r\n', '"b"', '"', '""', '"\n,"', '"\r', ',c\n', ',']
    const count = runs(1000)
    let good = 0
    for (let i = 0; i < count; i++) {
      const body = Array.from({ length: random.below(10) }, () => alphabet[random.below(alphabet.length)]).join('')
      const text = (i % 2 === 0 ? 'x,y\n' : '') + body
      const header = i % 3 !== 0
      let whole: Table | undefined
      try {
        whole = parseCsv(text, { header, file: 'f' })
      } catch {
        // The stream has to fail too.
      }
      const result = await failure(streamed(text, 1 + random.below(6), 1 + random.below(3), { header }).then((pieces) => Promise.reject(joined(pieces)))) // oxfmt-ignore
      if (whole === undefined) expect([text, result]).toEqual([text, expect.any(DataError)])
      else expect([text, result]).toEqual([text, whole])
      if (whole !== undefined) good++
    }
    expect(good).toBeGreaterThan(count / 10)
  })

  test.each([
    ['a,b\n1,2\n\n3\n', {}, 'line 4: 1 cell where the header has 2. Check the separators and quotes in this line.'],
    ['1,2\n3,4,5\n', { header: false }, 'line 2: 3 cells where the first row has 2. Check the separators and quotes in this line.'],
    ['a,b\n1,2\n"3\n\n",4\n5,"6\n7,8\n', {}, 'line 6: a quote in the row that starts here is never closed. Close it, or double it ("") where it is part of the text.'],
    ['a,b\n1,2\n\n3,"4" x\n', {}, 'line 4: text follows a closing quote. Double the quotes ("") that are part of a quoted cell.'],
    ['a,b\n1,2\n3,4"x\n5,6\n', {}, 'line 3: a quote stands inside a cell without quotes. Put the whole cell in quotes and double ("") those inside.'],
    ['\n\na,a\n1,2\n', {}, 'line 3, column "a": columns 1 and 2 are both named "a". Rename one, or say that there is no header (header: false, --no-header).'],
  ] as [string, Options, string][])('names the line of the fault in %j', async (text, options, message) => {
    for (const size of [1, 4, 1000]) {
      const error = await failure(streamed(text, size, 1, options))
      expect(error).toBeInstanceOf(DataError)
      expect(error).toMatchObject({ message: `csvTables: f, ${message}`, file: 'f' })
      expect(() => parseCsv(text, { ...options, file: 'f' })).toThrow(`parseCsv: f, ${message}`)
    }
  }) // oxfmt-ignore

  test('says when there are no rows', async () => {
    const empty = 'csvTables: f is empty. Pass a header line and at least one row.'
    expect(await failure(streamed('', 1, 1))).toEqual(new DataError(empty, { file: 'f' }))
    expect(await failure(streamed('\n \n', 1, 1))).toEqual(new DataError(empty, { file: 'f' }))
    expect(await failure(streamed('\n', 1, 1, { header: false }))).toEqual(
      new DataError('csvTables: f is empty. Pass at least one row.', { file: 'f' }),
    )
    const advice = 'Add rows, or say that there is no header (header: false, --no-header).'
    expect(await failure(streamed('a,b\n\n', 1, 1))).toEqual(
      new DataError(`csvTables: f has a header and no rows. ${advice}`, { file: 'f' }),
    )
  })

  test('refuses what is not UTF-8 text, also at the very end', async () => {
    const message = 'csvTables: f is not UTF-8 text. Save it as CSV with the encoding UTF-8.'
    for (const bytes of [[0x61, 0x0a, 0xe9, 0x0a], [0x61, 0x0a, 0x31, 0xc3], [0x61, 0, 0x0a, 0]]) {
      expect(await failure(streamed(Uint8Array.from(bytes), 1, 1))).toMatchObject({ message })
    } // oxfmt-ignore
  })

  test('stops at a quote that would collect the rest of a large file', async () => {
    let read = 0
    async function* endless() {
      yield new TextEncoder().encode('a,b\n1,2\n\n3,"4\n')
      for (; read < 2000; read++) yield new TextEncoder().encode('5,6\n'.repeat(16_384))
    }
    const source = tables('csvTables', endless(), { rows: 10, file: 'f' })
    const message = 'csvTables: f, line 4: the row that starts here has more than 4194304 characters. Close its quotes, or use shorter rows.' // oxfmt-ignore
    expect(await failure(source.next())).toMatchObject({ message, file: 'f', row: 4 })
    expect(read).toBeLessThan(70)
  })

  test('gives out the rows before a fault', async () => {
    const seen: string[][] = []
    const text = 'a,b\n' + '1,2\n'.repeat(100) + '3\n'
    const run = async () => {
      for await (const { rows } of tables('csvTables', parts(text, 40), { rows: 10, file: 'f' })) seen.push(...rows)
    }
    expect(await failure(run())).toMatchObject({ row: 102 })
    expect(seen.length).toBeGreaterThan(50)
  })
})
