/** Names and cells that could be lost, merged or misread on their way through the command line. */
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { gradus, workshop } from '../helpers.js'

const { path, directory } = workshop()
const run = (...args: string[]) => gradus(args, directory())
const linear = ['--model', 'linear', '--folds', '2']
const write = (name: string, ...rows: string[]) => writeFileSync(path(name), `${rows.join('\n')}\n`)

test('class labels beyond 2^53 stay apart from the file to the predictions', () => {
  const labels = ['1001000000000000001', '1001000000000000002']
  write('ids.csv', 'x,id', ...Array.from({ length: 20 }, (_, i) => `${i % 2 === 0 ? i : -i - 1},${labels[i % 2]}`))
  const { stdout, stderr } = run('train', 'ids.csv', '--target', 'id', ...linear, '--out', 'ids.json', '--json')
  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toMatchObject({
    task: 'classification',
    validation: { linear: { classes: labels.map((name) => ({ name, rows: 10 })) } },
  })
  const [head, ...rows] = run('predict', 'ids.json', 'ids.csv').stdout.trim().split('\n')
  expect(head).toBe(`prediction,probability_${labels[0]},probability_${labels[1]}`)
  expect(rows.map((row) => row.split(',')[0])).toEqual(rows.map((_, i) => labels[i % 2]))
})

describe('--exclude', () => {
  const rows = Array.from({ length: 8 }, (_, i) => `${i},${i * i},${7 - i},${i % 3},${i % 2},${i < 4 ? 'low' : 'high'}`)
  const names = (...args: string[]) => {
    write('table.csv', 'a,b,"c,d",c,",",y', ...rows)
    const { status, stderr } = run('train', 'table.csv', '--target', 'y', ...linear, '--out', 'table.json', ...args)
    if (status !== 0) return stderr
    const { encoding } = JSON.parse(readFileSync(path('table.json'), 'utf8'))
    return encoding.inputs.columns.map(({ name }: { name: string }) => name)
  }
  test.each([
    [[], ['a', 'b', 'c,d', 'c', ',']],
    [
      ['--exclude', 'a', '--exclude', 'b'],
      ['c,d', 'c', ','],
    ],
    [
      ['--exclude', 'a,b', '--exclude', 'c'],
      ['c,d', ','],
    ],
    [
      ['--exclude', 'c,d'],
      ['a', 'b', 'c', ','],
    ],
    [
      ['--exclude', ',', '--exclude', 'a, c'],
      ['b', 'c,d'],
    ],
  ])('%j leaves %j', (args, left) => expect(names(...args)).toEqual(left))
  const list = 'Pass --exclude with one of a, b, c,d, c, ,, y.'
  test.each([
    [['--exclude', 'a', '--exclude', 'y'], 'train: --exclude has the target, y. Leave out the target, or pass another --target.\n'],
    [['--exclude', 'a,y'], 'train: --exclude has the target, y. Leave out the target, or pass another --target.\n'],
    [['--exclude', 'a,d'], `train: table.csv has no column "d". ${list}\n`],
    [['--exclude', 'a,,b'], `train: table.csv has no column "". ${list}\n`],
  ])('%j is refused', (args, message) => expect(names(...args)).toBe(message)) // oxfmt-ignore
})

test('control characters in names of files, columns and classes are escaped for people', () => {
  const data = 'data\u001b[2J.csv'
  write(data, 'a,"b\u001b[31m\nb","y\u0007"', ...[1, 2, 3, 4].flatMap((i) => [`${i},,no\u001b[8m`, `${i},${i},yes`]))
  const { status, stdout, stderr } = run('train', data, '--target', 'y\u0007', ...linear, '--out', 'm\u001b.json')
  expect(status).toBe(0)
  expect(stderr).toBe('Column b\\u001b[31m\\nb has 4 missing cells, taken as the average.\n')
  expect(stdout).toMatch(/^Learned y\\u0007 \(classification, 2 classes\) from 8 rows: a linear model \(2-2\)\.\n/)
  expect(stdout).toMatch(/\n {2}no\\u001b\[8m +\d/)
  expect(stdout).toMatch(/\n +no\\u001b\[8m +yes\n/)
  expect(stdout).toMatch(/\nThe model is in m\\u001b\.json\.\n$/)
  const refused = run('train', data, '--target', 'x\u001b')
  expect(refused).toEqual({
    status: 2,
    stdout: '',
    stderr:
      'train: data\\u001b[2J.csv has no column "x\\u001b". Pass --target with one of a, b\\u001b[31m\\nb, y\\u0007.\n',
  })
  const tuned = run(
    'tune',
    data,
    '--target',
    'y\u0007',
    '--trials',
    '1',
    '--epochs',
    '1',
    '--folds',
    '2',
    '--workers',
    '1',
  )
  expect(tuned.stdout + tuned.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
  expect(tuned.stdout).toContain("gradus train $'data\\u001b[2J.csv' --target $'y\\u0007' ")
})

describe('a remark on stderr for', () => {
  const remark = (name: string, target: string, ...rows: string[]) => {
    write(name, ...rows)
    const trained = run('train', name, '--target', target, ...linear, '--json')
    expect(trained.status).toBe(0)
    expect(`${JSON.parse(trained.stdout).remarks.join('\n')}\n`).toBe(trained.stderr.split(/^Column/m)[0])
    return trained.stderr
  }
  const advice =
    'If it is meant as a number, write all numbers of the column with digits and a decimal point alone, such as 12 or 1234.5.\n'
  test('12% in a target', () => {
    expect(remark('percent.csv', 'y', 'x,y', '1,12%', '2,13', '3,14', '4,13', '5,14', '6,12%')).toBe(
      `percent.csv, line 2, column "y": "12%" is text, not a number. ${advice}`,
    )
  })
  test('1,234 in a target', () => {
    expect(remark('thousands.csv', 'y', 'x,y', '1,"1,234"', '2,900', '3,900', '4,"1,234"', '5,900')).toBe(
      `thousands.csv, line 2, column "y": "1,234" is text, not a number. ${advice}`,
    )
  })
  test('a column of which 80 % are numbers', () => {
    const rows = Array.from({ length: 20 }, (_, i) => `${i},${i % 5 === 4 ? 'unknown' : i},${i % 2 === 0 ? 'a' : 'b'}`)
    expect(remark('mostly.csv', 'y', 'x,z,y', ...rows)).toMatch(
      /^mostly\.csv, line 6, column "z": "unknown" makes the column text, although 80 % of its cells are numbers\. Correct such cells, or leave them empty if the value is missing\.\n/,
    )
  })
})

test('a network of absurd size is refused with the reason', () => {
  write('sizes.csv', 'x,y', ...Array.from({ length: 8 }, (_, i) => `${i},${i % 2 === 0 ? 'a' : 'b'}`))
  const refused = run('train', 'sizes.csv', '--target', 'y', '--hidden', '100000000')
  expect(refused.status).toBe(1)
  expect(refused.stdout).toBe('')
  expect(refused.stderr).toBe(
    'MLP: the sizes 1-100000000-2 need 400000002 parameters. Pass sizes that need at most 10,000,000.\n',
  )
})
