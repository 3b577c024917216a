/** Files that must survive: full disks, outputs that would destroy inputs, readers that stop, and processes that are killed. */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { irisCsv } from '@gradus/data'
import { bash, bin, gradus, workshop } from './helpers.js'

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
    ['export --onnx', 'export model.json --onnx kept.onnx', 'export: kept.onnx'],
    ['export --js', 'export model.json --js kept.js', 'gradus: kept.js'],
    ['tune', `tune iris.csv --target species --epochs 1 --trials 1 --folds 2 --workers 1 --hidden 32x32 --out kept-tuned.json`, 'gradus: kept-tuned.json'],
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
  }) // prettier-ignore
})

test.each(['export model.json --js -', `eval "${'sin(x)+'.repeat(60)}x" x=1 --dot -`, 'train iris.csv --target species --epochs 1 --folds 2 --model network --hidden 99 --out -'])(
  'a full disk behind stdout is an error: %s', (command) => {
    const { status, stderr } = bash(`trap '' XFSZ; ulimit -f 8; $gradus ${command} > cut.txt`, directory())
    expect(status).toBe(1)
    expect(stderr).toContain('gradus: stdout cannot be written (EFBIG: file too large, write). Make room, or redirect it.')
  }) // prettier-ignore

describe('outputs are checked before the work', () => {
  const enoent = (folder: string) => `ENOENT: no such file or directory, mkdir '${folder}'`
  beforeAll(() => {
    mkdirSync(path('folder'))
    mkdirSync(path('tour/model.json'), { recursive: true })
    symlinkSync('iris.csv', path('link.csv'))
    linkSync(path('iris.csv'), path('hard.csv'))
    symlinkSync('missing.svg', path('dangling.svg'))
    symlinkSync('loop', path('loop'))
    execFileSync('mkfifo', [path('pipe')])
  })
  const iris = ['iris.csv', '--target', 'species']
  const model = ['model.json', 'iris.csv']
  test.each<[number, string[], string]>([
    [1, ['train', ...iris, '--out', 'folder'], 'train: --out folder cannot be written (it is a folder). Choose another place.'],
    [1, ['train', ...iris, '--out', 'iris.csv/m.json'], "train: --out iris.csv/m.json cannot be written (ENOTDIR: not a directory, stat 'iris.csv/m.json'). Choose another place."],
    [1, ['train', ...iris, '--out', '/proc/none/deep/m.json'], `train: --out /proc/none/deep/m.json cannot be written (${enoent('/proc/none')}). Choose another place.`],
    [1, ['train', ...iris, '--out', 'loop'], "train: --out loop cannot be written (ELOOP: too many symbolic links encountered, stat 'loop'). Choose another place."],
    [2, ['train', ...iris, '--out', 'iris.csv'], 'train: --out and data are the same file, iris.csv. Pass another place for --out.'],
    [2, ['train', ...iris, '--out', './folder/../iris.csv'], 'train: --out and data are the same file, ./folder/../iris.csv. Pass another place for --out.'],
    [2, ['train', ...iris, '--out', 'link.csv'], 'train: --out and data are the same file, link.csv. Pass another place for --out.'],
    [2, ['train', ...iris, '--out', 'hard.csv'], 'train: --out and data are the same file, hard.csv. Pass another place for --out.'],
    [2, ['train', 'link.csv', '--target', 'species', '--out', 'hard.csv'], 'train: --out and data are the same file, hard.csv. Pass another place for --out.'],
    [2, ['train', ...iris, '--test', 'model.json', '--out', 'model.json'], 'train: --out and --test are the same file, model.json. Pass another place for --out.'],
    [1, ['train', ...iris, '--out', '/proc/m.json'], "train: --out /proc/m.json cannot be written (ENOENT: no such file or directory, open '/proc/m.json.tmp'). Choose another place."],
    [2, ['train', ...iris, '--out', ''], 'train: --out is an empty name. Pass the name of a file.'],
    [2, ['tune', ...iris, '--journal', 'pipe'], 'tune: --journal pipe is not a regular file. Pass the name of one.'],
    [2, ['tune', ...iris, '--journal', '-'], 'tune: --journal - is not a regular file. Pass the name of one.'],
    [2, ['train', ...iris, '--json', '--out', '-'], 'train: --out and --json both go to stdout. Give all but one a file name.'],
    [1, ['predict', ...model, '--out', 'folder'], 'predict: --out folder cannot be written (it is a folder). Choose another place.'],
    [1, ['predict', ...model, '--out', '/proc/none/p.csv'], `predict: --out /proc/none/p.csv cannot be written (${enoent('/proc/none')}). Choose another place.`],
    [2, ['predict', ...model, '--out', 'iris.csv'], 'predict: --out and the data are the same file, iris.csv. Pass another place for --out.'],
    [2, ['predict', ...model, '--out', 'model.json'], 'predict: --out and the model are the same file, model.json. Pass another place for --out.'],
    [1, ['export', 'model.json', '--onnx', 'folder'], 'export: --onnx folder cannot be written (it is a folder). Choose another place.'],
    [2, ['export', 'model.json', '--js', 'model.json'], 'export: --js and the model are the same file, model.json. Pass another place for --js.'],
    [2, ['export', 'model.json', '--js', 'new.js', '--onnx', './new.js'], 'export: --js and --onnx are the same file, new.js. Pass another place for --js.'],
    [2, ['export', 'model.json'], 'export: there is no output. Pass --onnx FILE or --js FILE.'],
    [2, ['export', 'model.json', '--onnx', '-'], 'export: --onnx - would print bytes. Pass a file name.'],
    [1, ['eval', 'x', 'x=1', '--dot', 'folder'], 'eval: --dot folder cannot be written (it is a folder). Choose another place.'],
    [2, ['eval', 'x', 'x=1', '--dot', 'missing.svg', '--svg', 'dangling.svg'], 'eval: --svg and --dot are the same file, dangling.svg. Pass another place for --svg.'],
    [1, ['tune', ...iris, '--journal', '/proc/none/deep/j'], `tune: --journal /proc/none/deep/j cannot be written (${enoent('/proc/none')}). Choose another place.`],
    [1, ['tune', ...iris, '--journal', '/proc/self/none/j'], `tune: --journal /proc/self/none/j cannot be written (${enoent('/proc/self/none')}). Choose another place.`],
    [1, ['tune', ...iris, '--out', 'folder'], 'tune: --out folder cannot be written (it is a folder). Choose another place.'],
    [2, ['tune', ...iris, '--journal', 'iris.csv'], 'tune: --journal and data are the same file, iris.csv. Pass another place for --journal.'],
    [2, ['tune', ...iris, '--journal', 'new', '--out', 'new'], 'tune: --journal and --out are the same file, new. Pass another place for --journal.'],
    [2, ['tune', 'iris.csv', '--out', 'j.jsonl', '--merge', 'j.jsonl'], 'tune: --out and --merge are the same file, j.jsonl. Pass another place for --out.'],
    [1, ['tour', '--out', 'tour'], 'tour: --out tour/model.json cannot be written (it is a folder). Choose another place.'],
    [1, ['tour', '--out', 'iris.csv'], "tour: --out iris.csv/expression.svg cannot be written (ENOTDIR: not a directory, stat 'iris.csv/expression.svg'). Choose another place."],
  ])('%i: %j', (code, args, message) => {
    const { status, stdout, stderr } = run(...args)
    expect({ status, stdout, stderr }).toEqual({ status: code, stdout: '', stderr: `${message}\n` })
    expect(readFileSync(path('iris.csv'), 'utf8')).toBe(irisCsv())
  }) // prettier-ignore
  test('a link to a file that does not exist yet is fine, and stays a link', () => {
    expect(run('eval', 'x', 'x=1', '--svg', 'dangling.svg').status).toBe(0)
    expect(readlinkSync(path('dangling.svg'))).toBe('missing.svg')
    expect(readFileSync(path('missing.svg'), 'utf8')).toContain('</svg>')
  })
  test('a device may be given twice', () => {
    expect(run('eval', 'x', 'x=1', '--svg', '/dev/null', '--dot', '/dev/null').status).toBe(0)
  })
})

describe('readers of stdout and stderr', () => {
  test('that stop early do not end a training', () => {
    const train = `$gradus train iris.csv ${quick.join(' ')} --epochs 40 --out headed.json`
    const { stdout } = bash(`${train} 2>&1 | head -1; echo \${PIPESTATUS[0]}`, directory())
    expect(stdout).toMatch(/^training: epoch 4\/40, loss [\d.]+\n0\n$/)
    expect(JSON.parse(readFileSync(path('headed.json'), 'utf8')).format).toBe('gradus model')
  })
  test.each([
    ['eval "x" x=1'],
    ['predict model.json iris.csv'],
    ['predict model.json iris.csv --json'],
    ['train iris.csv --target species --model linear --folds 2 --out written.json'],
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
