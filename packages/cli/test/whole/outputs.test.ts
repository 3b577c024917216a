/** What stays of an output when a disk is full, a reader stops, or a process is killed. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { irisCsv } from '@gradus/data'
import { bash, bin, gradus, workshop } from '../helpers.js'

const { path, directory } = workshop()
const run = (...args: string[]) => gradus(args, directory())
const quick = ['--target', 'species', '--model', 'network', '--validation', '0', '--epochs', '1']

beforeAll(() => {
  writeFileSync(path('iris.csv'), irisCsv())
  run('train', 'iris.csv', ...quick, '--hidden', '60,60', '--out', 'model.json')
})

describe('a full disk leaves the old file whole, and exit code 1', () => {
  // No file may grow beyond 8 blocks of 1024 bytes: writes come back short, then fail, as on a full disk.
  test.each([
    ['train', `train iris.csv ${quick.join(' ')} --hidden 32,32 --out kept.json`, 'gradus: kept.json'],
    ['predict', 'predict model.json iris.csv --out kept.csv', 'predict: kept.csv'],
    ['eval --svg', 'eval "sin(x)+cos(x)+tan(x)+exp(x)+x*x+x^3+x^4" x=1 --svg kept.svg', 'gradus: kept.svg'],
    ['eval --dot', `eval "${'sin(x)+'.repeat(60)}x" x=1 --dot kept.dot`, 'gradus: kept.dot'],
    ['eval --png', 'eval "sin(x)+cos(x)+tan(x)+exp(x)+x*x+x^3+x^4" x=1 --png kept.png', 'eval: kept.png'],
    ['plot --svg', 'plot function "sin(x)" x=-9..9 --derivatives --svg kept-plot.svg', 'gradus: kept-plot.svg'],
    ['export --to onnx', 'export model.json --to onnx --out kept.onnx', 'export: kept.onnx'],
    ['export --to js', 'export model.json --to js --out kept.js', 'gradus: kept.js'],
    ['tune', `tune iris.csv --target species --epochs 1 --trials 1 --validation 0.2 --repeats 1 --workers 1 --hidden 32x32 --out kept-tuned.json`, 'gradus: kept-tuned.json'],
  ])('%s', (_, command, where) => {
    const name = where.split(' ')[1]!
    writeFileSync(path(name), 'old')
    const before = readdirSync(directory()).sort()
    const { status, stderr } = bash(`trap '' XFSZ; ulimit -f 8; $gradus ${command}`, directory())
    expect(status).toBe(1)
    expect(stderr.split('\n').at(-2)).toBe(
      `${where} could not be written (EFBIG: file too large, write). Make room, or choose another place.`,
    )
    expect(readFileSync(path(name), 'utf8')).toBe('old')
    expect(readdirSync(directory()).sort()).toEqual(before)
  }) // oxfmt-ignore
})

test.each(['export model.json --to js', `eval "${'sin(x)+'.repeat(60)}x" x=1 --dot -`, 'train iris.csv --target species --epochs 1 --validation 0 --model network --hidden 99 --out -'])(
  'a full disk behind stdout is an error: %s', (command) => {
    const { status, stderr } = bash(`trap '' XFSZ; ulimit -f 8; $gradus ${command} > cut.txt`, directory())
    expect(status).toBe(1)
    expect(stderr).toContain('gradus: stdout cannot be written (EFBIG: file too large, write). Make room, or redirect it.')
  }) // oxfmt-ignore

describe('readers of stdout and stderr', () => {
  test('that stop early do not end a training', () => {
    const train = `$gradus train iris.csv ${quick.join(' ')} --epochs 40 --out headed.json`
    const { stdout } = bash(`${train} 2>&1 | head -1; echo \${PIPESTATUS[0]}`, directory())
    expect(stdout).toMatch(
      /^training: epoch 4\/40, loss [\d.]+, accuracy [\d.]+ %, [\d,]+ examples\/s, [\d:]+ left\n0\n$/,
    )
    expect(JSON.parse(readFileSync(path('headed.json'), 'utf8')).format).toBe('gradus model')
  })
  test.each([
    ['eval "x" x=1'],
    ['predict model.json iris.csv'],
    ['predict model.json iris.csv --json'],
    ['train iris.csv --target species --model linear --validation 0 --out written.json'],
  ])('gradus %s > /dev/full says so, with exit code 1', (command) => {
    expect(bash(`$gradus ${command} > /dev/full`, directory())).toEqual({
      status: 1,
      stdout: '',
      stderr: 'gradus: stdout cannot be written (ENOSPC: no space left on device, write). Make room, or redirect it.\n',
    })
    if (command.startsWith('train')) expect(existsSync(path('written.json'))).toBe(true)
  })
})

test('a killed process leaves the old file and at most one temporary file, which the next write uses up', async () => {
  mkdirSync(path('killed'))
  spawnSync('mkfifo', [path('rows.csv')])
  writeFileSync(path('killed/out.csv'), 'old')
  const args = ['predict', path('model.json'), path('rows.csv'), '--out', path('killed/out.csv')]
  for (let i = 0; i < 2; i++) {
    const child = spawn(process.execPath, [bin, ...args], { stdio: 'ignore' })
    const feeder = openSync(path('rows.csv'), 'w')
    writeSync(feeder, irisCsv())
    while (readdirSync(path('killed')).length < 2 && child.exitCode === null) await setTimeout(5)
    child.kill('SIGKILL')
    expect(await once(child, 'close')).toEqual([null, 'SIGKILL'])
    expect(readdirSync(path('killed')).sort()).toEqual(['out.csv', 'out.csv.tmp'])
    expect(readFileSync(path('killed/out.csv'), 'utf8')).toBe('old')
  }
  expect(run('predict', 'model.json', 'iris.csv', '--out', 'killed/out.csv').status).toBe(0)
  expect(readdirSync(path('killed'))).toEqual(['out.csv'])
  expect(readFileSync(path('killed/out.csv'), 'utf8').split('\n')).toHaveLength(152)
})
