/** How CSV files are written: the options of all commands that read them. */
import { writeFileSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { irisCsv, parseCsv } from '@gradus/data'
import { checkColumn } from '../../src/input/csv.js'
import { bash, gradus, workshop } from '../helpers.js'

const { path, directory } = workshop()
const model = ['--target', 'species', '--model', 'linear', '--folds', '2']

/** The flowers as a German program writes them, with -999 for a missing number. */
const german = irisCsv().trim().replaceAll(',', '\t').replaceAll('.', ',').replace('5,1\t', '-999\t')
const english = irisCsv().replace('5.1,', ',')

beforeAll(() => {
  writeFileSync(path('english.csv'), english)
  writeFileSync(path('german.csv'), german)
  writeFileSync(path('german.csv.gz'), gzipSync(german))
  expect(gradus(['train', 'english.csv', ...model, '--out', 'english.json'], directory()).status).toBe(0)
})

const written = ['--delimiter', 'tab', '--decimal', ',', '--na-values=NA,-999']

describe('decimal commas, missing cells, tabs, gzip and stdin', () => {
  test.each([
    ['a file', '$gradus train german.csv'],
    ['a gzip file', '$gradus train german.csv.gz'],
    ['stdin', '$gradus train - < german.csv'],
    ['gzip on stdin', 'cat german.csv.gz | $gradus train -'],
  ])('train learns the same model from %s', (_, command) => {
    const { status } = bash(`${command} ${[...model, ...written].join(' ')} --out german.json`, directory())
    expect(status).toBe(0)
    expect(readFileSync(path('german.json'), 'utf8')).toBe(readFileSync(path('english.json'), 'utf8'))
  })

  test('predict and tune read them too', () => {
    const { stdout } = gradus(['predict', path('english.json'), path('english.csv')])
    const command = `$gradus predict english.json - ${written.join(' ')} < german.csv.gz`
    expect(bash(command, directory())).toEqual({ status: 0, stdout, stderr: '' })
    const options =
      '--target species --trials 1 --hidden none --activation tanh --lr 0.1 --batch 32 --epochs 2 --folds 2'
    const { best, train } = JSON.parse(
      bash(`$gradus tune german.csv.gz ${options} ${written.join(' ')} --json`, directory()).stdout,
    )
    expect(train.slice(-5)).toEqual(['--delimiter', 'tab', '--decimal', ',', '--na-values=NA,-999'])
    const plain = JSON.parse(bash(`$gradus tune english.csv ${options} --json`, directory()).stdout)
    expect(best.score).toBe(plain.best.score)
  })

  test('train says which options predict needs, and predict without them names the cell', () => {
    const { stdout } = gradus(['train', 'german.csv', ...model, ...written, '--out', 'g.json'], directory())
    const needed = 'gradus predict g.json NEW.csv --delimiter tab --decimal , --na-values=NA,-999'
    expect(stdout.trim().split('\n').at(-1)).toBe(
      `Files that are written like this one need the same options: ${needed}`,
    )
    const { status, stderr } = gradus(['predict', 'g.json', 'german.csv'], directory())
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr:
        'rowEncoder: german.csv, line 2, column "sepal_width": "3,5" is not a number. ' +
        `If the comma in "3,5" is a decimal sign, say so (decimal: ',', --decimal ,).\n`,
    })
  })

  test('a fault on stdin is named as such', () => {
    const { status, stderr } = bash(`printf 'a,b\\n1\\n' | $gradus train - --target b`, directory())
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'parseCsv: stdin, line 2: 1 cell where the header has 2. Check the separators and quotes in this line.\n',
    })
  })
})

test('a missing column is refused, with a hint if the header looks like data', () => {
  const of = (text: string, header = true) => {
    const table = parseCsv(text, { file: 'f.csv', header })
    return () => checkColumn('train', table, 'y', '--target', { header })
  }
  const refused = 'train: f.csv has no column "y". Pass --target with one of'
  expect(of('x,y\n1,2')).not.toThrow()
  expect(of('a,b\n1,2')).toThrow(new Error(`${refused} a, b.`))
  expect(of('5.1,b\n1,2')).toThrow(new Error(`${refused} 5.1, b. If the first line is data, pass --no-header.`))
  expect(of('5,6\n1,2', false)).toThrow(new Error(`${refused} 1, 2.`))
})

describe('wrong use exits with 2', () => {
  test.each([
    ['--delimiter ab', "error: option '--delimiter <character>' argument 'ab' is invalid. Pass one character that is not a quote or a line end, or tab.\n"],
    ['--decimal , --delimiter ,', 'train: --delimiter and --decimal are both ",". Pass another delimiter, such as --delimiter ";".\n'],
    ['--test -', 'train: two files are - (standard input). Pass a file name for all but one.\n'],
  ])('train - %s', (options, message) => {
    const { status, stderr } = gradus(['train', '-', '--target', 'x', ...options.split(' ')])
    expect(status).toBe(2)
    expect(stderr).toContain(message)
  }) // oxfmt-ignore

  test('options for CSV files with --idx', () => {
    const refused = (option: string) => ` ${option} is for a CSV file, and --idx reads images. Leave one of them out.\n`
    expect(gradus(['train', '--idx', 'a', 'b', '--decimal', ',']).stderr).toBe(`train:${refused('--decimal')}`)
    expect(gradus(['predict', '--idx', 'a', 'b', '--no-header']).stderr).toBe(`predict:${refused('--no-header')}`)
  })
})
