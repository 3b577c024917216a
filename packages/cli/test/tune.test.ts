import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { irisCsv } from '@gradus/data'
import { Random } from '@gradus/nn'
import type { Trial } from '@gradus/tune'
import { gradus, workshop } from './helpers.js'

const { path, directory } = workshop()
const lines = (text: string) => text.trim().split('\n')
const iris = (...more: string[]) => ['tune', path('iris.csv'), '--target', 'species', '--epochs', '2', ...more]
type Setting = { lr: number; hidden: number[]; activation: string; batch: number }
type Listed = Trial<Setting> & { score: number }

beforeAll(() => {
  const random = new Random(1)
  const houses = Array.from({ length: 60 }, () => {
    const size = random.uniform(40, 200)
    return `${size.toFixed(1)},${(3 * size + random.normal()).toFixed(2)}`
  })
  writeFileSync(path('houses.csv'), ['size,price', ...houses].join('\n'))
  writeFileSync(path('iris.csv'), irisCsv())
})

describe('gradus tune', () => {
  test('lists the trials, best first, and says how to have the best again', () => {
    const { status, stdout, stderr } = gradus(iris('--trials', '4'))
    expect(status).toBe(0)
    expect(stderr).toMatch(/^trial 1\/4, loss [\d.]+\n(.*\n)*trial 4\/4, loss [\d.]+\n$/)
    const [head, ...rows] = lines(stdout)
    expect(head!.split(/ {2,}/)).toEqual(
      ['trial', 'lr', 'hidden', 'activation', 'batch', 'validation loss', 'accuracy', 'training loss'], // prettier-ignore
    )
    const table = rows.slice(0, 4).map((row) => row.split(/ {2,}/))
    const losses = table.map((row) => Number(row[5]))
    expect(losses).toEqual([...losses].sort((a, b) => a - b))
    expect(table.map((row) => row[0]).sort()).toEqual(['1', '2', '3', '4'])
    expect(rows.slice(4, 6)).toEqual(['', 'The best once more:'])
    expect(rows[6]).toMatch(/^ {2}gradus train \S*iris\.csv --target species --task classification --hidden [\d,]+ /)
  })
  test('the model is that of the best trial, and the command it shows gives the same file', () => {
    const { status, stdout, stderr } = gradus(iris('--trials', '5', '--json', '--out', path('tuned.json')))
    expect(status).toBe(0)
    expect(lines(stdout)).toHaveLength(1)
    expect(stderr).toMatch(/^trial 1\/5.*\nepoch 2\/2, loss [\d.]+\n$/s)
    const { task, best, trials, train, out } = JSON.parse(stdout)
    expect({ task, out }).toEqual({ task: 'classification', out: path('tuned.json') })
    expect(trials).toHaveLength(5)
    expect(best).toEqual(trials.reduce((p: Listed, q: Listed) => (q.score < p.score ? q : p)))
    const again = gradus([...train, '--json', '--out', path('again.json')])
    expect(JSON.parse(again.stdout)).toMatchObject({
      validationLoss: best.score,
      validationAccuracy: best.details.accuracy,
      trainLoss: best.details.trainLoss,
    })
    expect(readFileSync(path('again.json'), 'utf8')).toBe(readFileSync(path('tuned.json'), 'utf8'))
    expect(lines(gradus(['predict', path('tuned.json'), path('iris.csv')]).stdout)).toHaveLength(151)
  })
  test('any number of threads prints the same; another seed does not', () => {
    const run = (...more: string[]) => gradus(iris('--trials', '3', '--rounds', '3', ...more)).stdout
    const one = run('--workers', '1')
    expect(run('--workers', '2')).toBe(one)
    expect(run('--seed', '2')).not.toBe(one)
    expect(one).toMatch(/^trial {2}round /)
  })
  test('what an option fixes is not searched', () => {
    const fixed = ['--lr', '0.02', '--hidden', 'none', '--batch', '40', '--optimizer', 'sgd']
    const args = ['tune', path('houses.csv'), '--target', 'price', '--epochs', '2', '--trials', '3', '--json', ...fixed]
    const { task, trials, spaces, train } = JSON.parse(gradus(args).stdout)
    expect(task).toBe('regression')
    for (const { params } of trials) expect(params).toMatchObject({ lr: 0.02, hidden: [], batch: 40 })
    expect(spaces[0].activation).toBe('choice(["tanh", "relu"])')
    expect(train.join(' ')).toContain('--hidden none --activation')
    expect(train.join(' ')).toContain('--optimizer sgd --lr 0.02 --epochs 2 --batch 40 ')
    expect(trials[0].details.r2).toBeGreaterThan(-5)
    expect(gradus(args.filter((arg) => arg !== '--json')).stdout).toMatch(/ none +(tanh|relu) +40 .*\n/)
  })
  test('a grid has every combination; learning rates reach from two decades below the usual to one above', () => {
    const grid = iris('--method', 'grid', '--per-axis', '2', '--hidden', '4', '--batch', '30', '--json')
    const { trials } = JSON.parse(gradus(grid).stdout)
    const tried = trials.map(({ params }: Listed) => `${params.lr} ${params.activation}`)
    expect(tried).toEqual(['0.0001 tanh', '0.0001 relu', '0.1 tanh', '0.1 relu'])
    const { spaces } = JSON.parse(gradus(iris('--trials', '1', '--optimizer', 'sgd', '--json')).stdout)
    expect(spaces[0].lr).toBe('logUniform(0.001, 1)')
  })
  test('a trial that diverges is listed as failed; if all do, that is an error', () => {
    const args = [
      'tune',
      path('houses.csv'),
      '--target',
      'price',
      '--epochs',
      '40',
      '--optimizer',
      'sgd',
      '--trials',
      '2',
    ]
    const wild = ['--activation', 'relu', '--hidden', '8', '--seed', '3', '--method', 'random']
    const { status, stderr } = gradus([...args, ...wild, '--lr', '1e200'])
    expect(status).toBe(1)
    expect(stderr).toMatch(
      /search: all 2 trials failed, the first with "fit: .* in epoch 1, batch \d\. Lower the learning rate, .*"\. Look at the task, or at the space\.\n$/,
    )
  })
  test('without a header, and with a file name that a shell would split', () => {
    const rows = lines(irisCsv()).slice(1)
    writeFileSync(path('my flowers.csv'), rows.join('\n'))
    const args = ['tune', path('my flowers.csv'), '--no-header', '--target', '5', '--epochs', '1', '--trials', '1']
    const { status, stdout } = gradus(args)
    expect(status).toBe(0)
    expect(stdout).toMatch(/gradus train '[^']*my flowers\.csv' --target 5 .* --no-header\n$/)
  })
  test('has help with examples', () => {
    const { status, stdout } = gradus(['tune', '--help'])
    expect(status).toBe(0)
    expect(stdout).toContain('gradus tune iris.csv --target species --method grid --activation tanh --json\n')
  })
})

describe('a journal of gradus tune', () => {
  const bin = fileURLToPath(new URL('../bin/gradus.js', import.meta.url))
  const args = (journal: string) => [
    ...iris('--trials', '12', '--epochs', '4', '--json', '--workers', '2'),
    '--journal',
    path(journal),
  ]
  const count = (journal: string) =>
    existsSync(path(journal)) ? readFileSync(path(journal), 'utf8').split('\n').length - 2 : 0

  test('is kept when Ctrl-C ends the search, which then goes on from there', async () => {
    const child = spawn(process.execPath, [bin, ...args('folder/stopped.jsonl')], { stdio: ['ignore', 'pipe', 'pipe'] })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (text) => (stdout += text))
    child.stderr.on('data', (text) => (stderr += text))
    const ended = once(child, 'close')
    while (count('folder/stopped.jsonl') < 4 && child.exitCode === null) await setTimeout(5)
    child.kill('SIGINT')
    expect(await ended).toEqual([1, null])
    expect(stdout).toBe('')
    expect(stderr).toMatch(
      /tune: stopped after \d+ trials, kept in .*stopped\.jsonl\. Run the same command to go on\.\n$/,
    )
    const kept = readFileSync(path('folder/stopped.jsonl'), 'utf8')
    expect(kept.endsWith('\n')).toBe(true)
    for (const line of lines(kept)) expect(() => JSON.parse(line)).not.toThrow()

    const resumed = gradus(args('folder/stopped.jsonl'))
    expect(resumed.status).toBe(0)
    expect(resumed.stdout).toBe(gradus(args('unharmed.jsonl')).stdout)
    expect(readFileSync(path('folder/stopped.jsonl'), 'utf8').startsWith(kept)).toBe(true)
    expect(count('folder/stopped.jsonl')).toBe(12)
  })
  test('of other data or another search is refused', () => {
    const [, , ...rest] = args('unharmed.jsonl')
    writeFileSync(path('changed.csv'), irisCsv().replace('5.1', '5.2'))
    const refused = (...argv: string[]) => gradus(argv)
    const data = refused('tune', path('changed.csv'), ...rest)
    expect(data.status).toBe(1)
    expect(data.stderr).toBe(
      `search: the journal ${path('unharmed.jsonl')} belongs to another search (its data are others). Pass what that one was given, or another file.\n`,
    )
    expect(refused(...args('unharmed.jsonl'), '--seed', '2').stderr).toMatch(/belongs to another search \(its /)
    expect(refused(...args('unharmed.jsonl'), '--lr', '1').stderr).toContain(
      '(its lr is logUniform(0.0001, 0.1), and that of this search is choice([1]))',
    )
  })
  test('is missed by whoever stops without one', async () => {
    const slow = iris('--epochs', '20', '--trials', '12', '--workers', '1')
    const child = spawn(process.execPath, [bin, ...slow], { stdio: ['ignore', 'ignore', 'pipe'] })
    let stderr = ''
    child.stderr.on('data', (text) => {
      stderr += text
      if (stderr.startsWith('trial 1/12') && !child.killed) child.kill('SIGINT')
    })
    expect(await once(child, 'close')).toEqual([1, null])
    expect(stderr).toMatch(
      /\ntune: stopped after \d trials?, with nothing kept\. Pass --journal FILE to be able to go on\.\n$/,
    )
  })
})

describe('wrong use of gradus tune', () => {
  test.each([
    [
      ['--target', 'colour'],
      /^tune: .*iris\.csv has no column "colour"\. Pass --target with one of sepal_length, .*\n$/,
    ],
    [[], /^error: required option '--target <column>' not specified/],
    [['--target', 'species', '--trials', '0'], /Pass a whole number, 1 or more\./],
    [['--target', 'species', '--method', 'bayes'], /Allowed choices are random, grid\./],
    [
      ['--target', 'species', '--method', 'grid', '--trials', '9'],
      /^tune: --trials is for a random search, and a grid has its combinations\. Leave it out\.\n$/,
    ],
    [
      ['--target', 'species', '--per-axis', '9'],
      /^tune: --per-axis is for a grid\. Pass --method grid, or leave it out\.\n$/,
    ],
    [
      ['--target', 'species', '--trials', '2', '--rounds', '3'],
      /^tune: 2 trials are too few for 3 rounds\. Pass one per round or more\.\n$/,
    ],
    [
      ['--target', 'species', '--validation', '0'],
      /^tune: --validation is 0, which leaves nothing to measure on\. Pass a share above 0\.\n$/,
    ],
    [
      ['--target', 'species', '--json', '--out', '-'],
      /^gradus: more than one output goes to stdout\. Give the others a/,
    ],
  ])('exits with 2: %j', (args, message) => {
    const { status, stdout, stderr } = gradus(['tune', path('iris.csv'), ...args])
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(message)
  })
  test('a bad cell is named before any trial, exit code 1, and nothing is written', () => {
    const broken = lines(irisCsv())
    broken[7] = 'oops,3,1,0.2,setosa'
    writeFileSync(path('broken.csv'), broken.join('\n'))
    const files = ['--out', path('never.json'), '--journal', path('never.jsonl')]
    const { status, stderr } = gradus(['tune', path('broken.csv'), '--target', 'species', ...files])
    expect(status).toBe(1)
    expect(stderr).toMatch(/^\w+: .*broken\.csv, line 8\b.*sepal_length.*"oops"/)
    expect(readdirSync(directory()).filter((name) => name.startsWith('never'))).toEqual([])
  })
  test('so is a table that is too small', () => {
    writeFileSync(path('one.csv'), 'x,y\n1,2.5\n')
    const { status, stderr } = gradus(['tune', path('one.csv'), '--target', 'y', '--task', 'regression'])
    expect(status).toBe(1)
    expect(stderr).toMatch(/^tune: .*one\.csv has 1 row, too few to keep one to measure on\. Pass more rows\.\n$/)
  })
})
