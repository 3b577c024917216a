import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { MLP } from '@gradus/nn'
import { TabularModel } from '@gradus/tabular'
import { inPageWords } from '../../src/training/page-words.js'
import { tableExamples } from '../../src/training/table-data.js'

const said = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    return inPageWords((error as Error).message)
  }
  throw new Error('there is no error')
}

const rows = (count: number, row: (i: number) => string) => Array.from({ length: count }, (_, i) => row(i)).join('\n')
const table = (text: string, target = 'y') => said(() => tableExamples({ name: 'f.csv', text, target }, 0.3, 1))

describe('a message of a package has no function and no option', () => {
  test.each([
    ['a name twice', 'a,a,y\n1,2,3', 'f.csv, line 1, column "a": columns 1 and 2 are both named "a". Rename one, or put a line with the names of the columns above it.'],
    ['no rows', 'a,y', 'f.csv has a header and no rows. Add rows, or put a line with the names of the columns above it.'],
    ['one class', 'a,y\n1,x\n2,x', 'column "y" of f.csv has only one value, "x". Choose a target with at least two.'],
    ['a text among numbers', `a,y\nx,1\n${rows(30, (i) => `${i},${i % 2}`)}`, 'f.csv, line 2, column "a": "x" is not a number, though most of the column is. Correct it, leave the cell empty if the value is missing, or leave the column out.'],
    ['a text among target numbers', `a,y\n1,x\n${rows(300, (i) => `${i},${i}.5`)}`, 'f.csv, line 2, column "y": "x" is not a number, though most of the column is. Correct it, or leave out the row.'],
    ['a comma among numbers', `a,y\n"1,5",1\n${rows(30, (i) => `${i},${i % 2}`)}`, 'f.csv, line 2, column "a": "1,5" is not a number, though most of the column is. If the comma in "1,5" is a decimal sign, write it as a point.'],
  ])('%s', (_, text, message) => {
    expect(table(text)).toBe(message)
  }) // oxfmt-ignore

  test('a point among decimal commas', () => {
    const text = 'a;y\n1,5;x\n1.5;y\n'
    expect(said(() => tableExamples({ name: 'f.csv', text, target: 'y', decimal: ',' }, 0.3, 1))).toBe(
      'f.csv, line 3, column "a": "1.5" has a point, and the decimal sign is a comma. Remove the thousands separators, or write all numbers with a decimal point.',
    )
  })

  test('models', () => {
    expect(said(() => MLP.fromJSON({ format: 'gradus mlp', version: 1 }))).toBe(
      'Model: theta is undefined, not an array of matrices. Open a file that this page or gradus train wrote.',
    )
    const saved = { format: 'gradus model', version: 2, header: true, probabilities: 'softmax', encoding: { version: 7 } } // oxfmt-ignore
    expect(said(() => TabularModel.fromJSON(saved))).toMatch(/^the model has version 7, .*\. Train the model again\.$/)
  })

  test('no advice of the readers of tables has an option of the command line', () => {
    const folder = fileURLToPath(new URL('../../../data/src/', import.meta.url))
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
    const lines = sources
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
      .filter((line) => /\(.*--[a-z].*\)/.test(line))
    expect(lines.length).toBeGreaterThan(4)
    for (const line of lines) expect(inPageWords(line)).not.toMatch(/--[a-z]/)
  })
})

test('messages of the page stay as they are', () => {
  for (const text of ['Loss: hinge is for classes.', 'Model: the file is not JSON.', 'f.csv, line 3: 1 cell.']) {
    expect(inPageWords(text)).toBe(text)
  }
})
