import { describe, expect, test } from '@jest/globals'
import { type CsvOptions, parseCsv } from '../../src/csv/csv.js'
import { DataError } from '../../src/error.js'
import { caught } from '../caught.js'

describe('parseCsv reads', () => {
  const cases: [name: string, text: string, options: CsvOptions, columns: string[], rows: string[][], lines: number[]][] =
    [
      ['plain text', 'a,b\n1,2\n3,4\n', {}, ['a', 'b'], [['1', '2'], ['3', '4']], [2, 3]],
      ['a last line without an end', 'a,b\n1,2', {}, ['a', 'b'], [['1', '2']], [2]],
      ['\\r\\n', 'a,b\r\n1,2\r\n3,4\r\n', {}, ['a', 'b'], [['1', '2'], ['3', '4']], [2, 3]],
      ['\\r alone', 'a,b\r1,2\r', {}, ['a', 'b'], [['1', '2']], [2]],
      ['a byte order mark', '\uFEFFa,b\n1,2', {}, ['a', 'b'], [['1', '2']], [2]],
      ['a byte order mark before a quote', '\uFEFF"a",b\n1,2', {}, ['a', 'b'], [['1', '2']], [2]],
      ['missing cells', 'a,b,c\n,,\n1,,3\n', {}, ['a', 'b', 'c'], [['', '', ''], ['1', '', '3']], [2, 3]],
      ['blanks around cells', ' a ,\tb\n 1 , 2\t\n', {}, ['a', 'b'], [['1', '2']], [2]],
      ['blank lines', '\n\na,b\n\n1,2\n  \n\n3,4\n\n', {}, ['a', 'b'], [['1', '2'], ['3', '4']], [5, 8]],
      ['quoted separators', 'a,b\n"1,5","x;y"', {}, ['a', 'b'], [['1,5', 'x;y']], [2]],
      ['doubled quotes', 'a,b\n"say ""hi""",""""', {}, ['a', 'b'], [['say "hi"', '"']], [2]],
      ['blanks around and in quotes', 'a,b\n "x" ," y "', {}, ['a', 'b'], [['x', 'y']], [2]],
      ['quoted line breaks', 'a,b\n"x\ny",1\n"\n\nz",2\n3,4', {}, ['a', 'b'], [['x\ny', '1'], ['z', '2'], ['3', '4']], [2, 4, 7]],
      ['quoted \\r\\n', 'a,b\r\n"x\r\ny",1\r\n3,4', {}, ['a', 'b'], [['x\ny', '1'], ['3', '4']], [2, 4]],
      ['a line break in the header', '"a\nb",c\n1,2', {}, ['a\nb', 'c'], [['1', '2']], [3]],
      ['a quoted empty cell in a single column', 'a\n""\n\n1', {}, ['a'], [[''], ['1']], [2, 4]],
      ['no header', '1,2\n3,4', { header: false }, ['1', '2'], [['1', '2'], ['3', '4']], [1, 2]],
      ['a header that says __proto__', '__proto__,constructor\n1,2', {}, ['__proto__', 'constructor'], [['1', '2']], [2]],
      ['emoji and accents', 'é,😀\n"ß",√', {}, ['é', '😀'], [['ß', '√']], [2]],
      ['semicolons', 'a;b\n1,5;2', {}, ['a', 'b'], [['1,5', '2']], [2]],
      ['tabs with missing cells', 'a\tb\tc\n1\t\t3\n\t2\t', {}, ['a', 'b', 'c'], [['1', '', '3'], ['', '2', '']], [2, 3]],
      ['bars', 'a|b\n1|2', {}, ['a', 'b'], [['1', '2']], [2]],
      ['the more frequent separator', 'a;b,c;d\n1;2;3', {}, ['a', 'b,c', 'd'], [['1', '2', '3']], [2]],
      ['a comma, of two equally frequent', 'a;b,c\n1,2', {}, ['a;b', 'c'], [['1', '2']], [2]],
      ['separators outside quotes only', '"a,b,c";d\n1;2', {}, ['a,b,c', 'd'], [['1', '2']], [2]],
      ['a single column', 'a\n1\n2', {}, ['a'], [['1'], ['2']], [2, 3]],
      ['a given separator', 'a,b:c\n1:2', { delimiter: ':' }, ['a,b', 'c'], [['1', '2']], [2]],
      ['blanks as separators', 'a b\n1 2', { delimiter: ' ' }, ['a', 'b'], [['1', '2']], [2]],
      ['a separator beyond ASCII', 'a😀b\n1😀2', { delimiter: '😀' }, ['a', 'b'], [['1', '2']], [2]],
    ] // oxfmt-ignore

  test.each(cases)('%s', (_, text, options, columns, rows, lines) => {
    expect(parseCsv(text, options)).toEqual({ columns, rows, lines, file: 'the text' })
  })

  test('20,000 rows, in order', () => {
    const text = 'i,square\n' + Array.from({ length: 20_000 }, (_, i) => `${i},${i * i}\n`).join('')
    const { rows, lines } = parseCsv(text)
    expect(rows).toHaveLength(20_000)
    expect(rows[19_999]).toEqual(['19999', '399960001'])
    expect(lines[19_999]).toBe(20_001)
  })
})

describe('parseCsv refuses', () => {
  const quotes = 'Double the quotes ("") that are part of a quoted cell.'
  const whole = 'Put the whole cell in quotes and double ("") those inside.'
  const close = 'Close it, or double it ("") where it is part of the text.'
  const mend = 'Check the separators and quotes in this line.'
  const noHeader = 'or say that there is no header (header: false, --no-header).'

  const cases: [name: string, text: string, options: CsvOptions, message: string, row?: number, column?: string][] = [
    ['an empty text', '', {}, 'f.csv is empty. Pass a header line and at least one row.'],
    ['a mark and blanks', '\uFEFF \r\n\n\t', {}, 'f.csv is empty. Pass a header line and at least one row.'],
    ['an empty text without header', '\n', { header: false }, 'f.csv is empty. Pass at least one row.'],
    ['a header only', 'a,b\n\n', {}, 'f.csv has a header and no rows. Add rows, or say that there is no header (header: false, --no-header).'],
    ['a column twice', '\na,b, a\n1,2,3', {}, `f.csv, line 2, column "a": columns 1 and 3 are both named "a". Rename one, ${noHeader}`, 2, 'a'],
    ['a column without name', 'a,,c\n1,2,3', {}, `f.csv, line 1: column 2 has no name. Name it, ${noHeader}`, 1],
    ['a long row', 'a,b\n1,2\n\n1,2,3', {}, `f.csv, line 4: 3 cells where the header has 2. ${mend}`, 4],
    ['a short row', 'a,b\n1,"x\ny"\n1', {}, `f.csv, line 4: 1 cell where the header has 2. ${mend}`, 4],
    ['a ragged row without header', '1,2\n3', { header: false }, `f.csv, line 2: 1 cell where the first row has 2. ${mend}`, 2],
    ['an open quote', 'a,b\n"x\ny",2\n\n3,"4\n5,6\n', {}, `f.csv, line 5: a quote in the row that starts here is never closed. ${close}`, 5],
    ['an open quote in the header', 'a,"b\n1,2', {}, `f.csv, line 1: a quote in the row that starts here is never closed. ${close}`, 1],
    ['text after a quote', 'a,b\r\n1,"x"y\r\n', {}, `f.csv, line 2: text follows a closing quote. ${quotes}`, 2],
    ['text after a quote and a blank', 'a,b\r\n1,"x" y\r\n', {}, `f.csv, line 2: text follows a closing quote. ${quotes}`, 2],
    ['a quote in a bare cell', 'a,b\n1,2\n3,5" pipe', {}, `f.csv, line 3: a quote stands inside a cell without quotes. ${whole}`, 3],
  ] // oxfmt-ignore

  test.each(cases)('%s', (...[, text, options, message, row, column]) => {
    const error = caught(() => parseCsv(text, { ...options, file: 'f.csv' }))
    expect(error).toBeInstanceOf(DataError)
    const { name, message: found, file, row: foundRow, column: foundColumn } = error as DataError
    expect(found).toBe(`parseCsv: ${message}`)
    expect({ name, file, row: foundRow, column: foundColumn }).toEqual({
      name: 'DataError',
      file: 'f.csv',
      row,
      column,
    })
  })

  test.each<[name: string, text: unknown, options: unknown, message: string]>([
    ['a text that is none', 5, {}, 'parseCsv: the text is 5. Pass a string.'],
    ['a misspelt option', 'a\n1', { seperator: ',' }, 'parseCsv: unknown option "seperator". The options are header, delimiter, decimal, naValues, file.'],
    ['options that are none', 'a\n1', null, 'parseCsv: the options are null. Pass an object.'],
    ['a header that is no boolean', 'a\n1', { header: 'no' }, 'parseCsv: header is "no". Pass true or false.'],
    ['a file name that is none', 'a\n1', { file: 3 }, 'parseCsv: file is 3. Pass a name.'],
    ['an empty delimiter', 'a\n1', { delimiter: '' }, 'parseCsv: delimiter is "". Pass one character that is not a quote or a line end.'],
    ['a long delimiter', 'a\n1', { delimiter: '::' }, 'parseCsv: delimiter is "::". Pass one character that is not a quote or a line end.'],
    ['a quote as delimiter', 'a\n1', { delimiter: '"' }, 'parseCsv: delimiter is "\\"". Pass one character that is not a quote or a line end.'],
    ['a line end as delimiter', 'a\n1', { delimiter: '\n' }, 'parseCsv: delimiter is "\\n". Pass one character that is not a quote or a line end.'],
  ])('%s', (_, text, options, message) => {
    expect(() => parseCsv(text as string, options as CsvOptions)).toThrow(new TypeError(message))
  }) // oxfmt-ignore
})

describe('how numbers and missing cells are written', () => {
  test('a decimal comma becomes a point, in numbers only', () => {
    const text = 'a,b;c;d\n1,5;x,y;24.12.2024\n-,5;1,5,2;\n+1,5e-3;7;1,'
    expect(parseCsv(text, { decimal: ',' })).toMatchObject({
      columns: ['a,b', 'c', 'd'],
      rows: [
        ['1.5', 'x,y', '24.12.2024'],
        ['-.5', '1,5,2', ''],
        ['+1.5e-3', '7', '1.'],
      ],
    })
  })
  test('a comma that is the decimal sign separates nothing', () => {
    expect(parseCsv('a,b,c;d\n1,5;2', { decimal: ',' }).columns).toEqual(['a,b,c', 'd'])
    expect(parseCsv('a\n1,5', { decimal: ',' }).rows).toEqual([['1.5']])
  })
  test.each(['1.234', '1.234,5', '1.5e3', '-1.234.567'])('with a decimal comma, %s is refused', (cell) => {
    const error = caught(() => parseCsv(`a;b\n1;2\n3;${cell}`, { decimal: ',', file: 'f.csv' }))
    expect(error).toBeInstanceOf(DataError)
    expect(error).toMatchObject({
      message: `parseCsv: f.csv, line 3, column "b": "${cell}" has a point, and the decimal sign is a comma. Remove the thousands separators, or leave out decimal (--decimal).`,
      ...{ row: 3, column: 'b' },
    })
  })
  test('naValues are missing cells, whole cells only, and not names of columns', () => {
    const { columns, rows } = parseCsv('NA,b\n NA ,NAN\n?,-999\nNA?,"NA"', { naValues: ['NA', '?', '-999'] })
    expect({ columns, rows }).toEqual({ columns: ['NA', 'b'], rows: [['', 'NAN'], ['', ''], ['NA?', '']] }) // oxfmt-ignore
    expect(parseCsv('a;b\n-1,0;1', { decimal: ',', naValues: ['-1,0'] }).rows).toEqual([['', '1']])
  })
  test.each<[CsvOptions, Error]>([
    [{ decimal: ';' as ',' }, new RangeError('parseCsv: decimal is ";". Pass "." or ",".')],
    [{ decimal: ',', delimiter: ',' }, new RangeError('parseCsv: delimiter and decimal are both ",". Pass another delimiter, such as ";".')],
    [{ naValues: 'NA' as unknown as string[] }, new TypeError('parseCsv: naValues is "NA". Pass an array of texts, such as [\'NA\'].')],
  ])('refuses %o', (options, error) => {
    expect(caught(() => parseCsv('a\n1', options))).toEqual(error)
  }) // oxfmt-ignore
})
