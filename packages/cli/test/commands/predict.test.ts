/** `gradus predict`: row by row, whatever is in the rows. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { irisCsv } from '@gradus/data'
import { bin, gradus, workshop } from '../helpers.js'

const { path, directory } = workshop()
const run = (...args: string[]) => gradus(args, directory())
const linear = ['--model', 'linear', '--folds', '2']
const [head, ...flowers] = irisCsv().trim().split('\n') as [string, ...string[]]
const lines = (text: string) => text.trim().split('\n')

beforeAll(() => {
  writeFileSync(path('iris.csv'), irisCsv())
  run('train', 'iris.csv', '--target', 'species', ...linear, '--out', 'iris.json')
  const houses = Array.from({ length: 40 }, (_, i) => `${i},${['brick', 'wood'][i % 2]},${2 * i + 10 * (i % 2) + 0.5}`)
  writeFileSync(path('houses.csv'), ['size,walls,price', ...houses].join('\n'))
  run('train', 'houses.csv', '--target', 'price', ...linear, '--out', 'houses.json')
})

describe('gradus predict', () => {
  const ROWS = 60_000
  test('writes row by row: a long file needs no more memory than a short one', async () => {
    const file = createWriteStream(path('long.csv'))
    file.write(`${head}\n`)
    const block = `${flowers.join('\n')}\n`
    for (let i = 0; i < ROWS / 150; i++) file.write(block)
    file.end()
    await once(file, 'finish')
    // The predictions alone, 150 bytes or more each, would not fit into this memory beside the program.
    const small = ['--max-old-space-size=24', bin, 'predict', path('iris.json'), path('long.csv')]
    const child = spawn(process.execPath, small, { stdio: ['ignore', 'pipe', 'pipe'] })
    let [text, stderr] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part))
    child.stderr.on('data', (part) => (stderr += part))
    const [code] = await once(child, 'close')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const [first, ...rows] = lines(text)
    expect(rows).toHaveLength(ROWS)
    // A row has the same bits in the long file, in a short one and alone.
    const [same, ...short] = lines(run('predict', 'iris.json', 'iris.csv').stdout)
    expect(first).toBe(same)
    expect(rows.every((row, i) => row === short[i % 150])).toBe(true)
    for (const i of [0, 77, 149]) {
      writeFileSync(path('one.csv'), `${head}\n${flowers[i]}\n`)
      expect(lines(run('predict', 'iris.json', 'one.csv').stdout)[1]).toBe(short[i])
    }
  })
  test('--json and --out have the same numbers', () => {
    const { stdout } = run('predict', 'iris.json', 'iris.csv', '--json', '--out', 'predicted.csv')
    const csv = readFileSync(path('predicted.csv'), 'utf8')
    expect(csv).toBe(run('predict', 'iris.json', 'iris.csv').stdout)
    const rows = (JSON.parse(stdout) as Record<string, unknown>[]).map((row) => Object.values(row).join(','))
    expect(rows).toEqual(lines(csv).slice(1))
  })
  test('a new category counts as missing, with one remark', () => {
    writeFileSync(path('new.csv'), 'walls,size\nstraw,7\n,7\nstraw,7\nclay,7\nwood,7\n')
    const { status, stdout, stderr } = run('predict', 'houses.json', 'new.csv')
    expect(status).toBe(0)
    expect(stderr).toBe(
      'new.csv, line 2, column "walls": "straw" is none of the known values "brick", "wood". It counts as missing, and so do other new values.\n',
    )
    const [, straw, missing, again, clay, wood] = lines(stdout)
    expect([straw, again, clay]).toEqual([missing, missing, missing])
    expect(wood).not.toBe(missing)
  })
  test.each([[[]], [['--json']], [['--out', 'finite.csv']]])(
    'a prediction that is not finite is refused with its line: %j',
    (more: string[]) => {
      writeFileSync(path('finite.csv'), 'old')
      writeFileSync(path('far.csv'), `${head}\n${flowers[0]}\n5,3,1.4e308,1.3e308,setosa\n`)
      expect(run('predict', 'iris.json', 'far.csv', ...more)).toEqual({
        status: 1,
        stdout: '',
        stderr:
          'predict: the prediction for line 3 is -Infinity. Check that line for numbers that are far too large.\n',
      })
      expect(readFileSync(path('finite.csv'), 'utf8')).toBe('old')
    },
  )
  test('a bad cell far into a file is named, and nothing is written', () => {
    writeFileSync(path('bad.csv'), `${head}\n${`${flowers[0]}\n`.repeat(3000)}oops,3,1.4,0.2,setosa\n`)
    const { status, stdout, stderr } = run('predict', 'iris.json', 'bad.csv', '--out', 'never.csv')
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toMatch(/bad\.csv, line 3002, column "sepal_length": "oops" is not a number/)
  })
})
