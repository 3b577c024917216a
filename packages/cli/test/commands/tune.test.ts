import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { irisCsv } from '@gradus/data'
import { Random } from '@gradus/nn'
import type { Trial } from '@gradus/tune'
import { gradus, workshop } from '../helpers.js'

const { path, directory } = workshop()
const lines = (text: string) => text.trim().split('\n')
const iris = (...more: string[]) => [
  ...['tune', path('iris.csv'), '--target', 'species', '--epochs', '2'],
  ...(more.includes('--validation') ? [] : ['--folds', '2']), // the default of 5 takes longer
  ...more,
]
const houses = (...more: string[]) => ['tune', path('houses.csv'), '--target', 'price', '--trials', '2', ...more]
/** One split and one seed, which `gradus train` does too. */
const oneSplit = ['--validation', '0.2', '--repeats', '1']
type Setting = { lr: number; hidden: number[]; activation: string; batch: number }
type Listed = Trial<Setting> & { score: number }

beforeAll(() => {
  const random = new Random(1)
  const rows = Array.from({ length: 60 }, () => {
    const size = random.uniform(40, 200)
    return `${size.toFixed(1)},${(3 * size + random.normal()).toFixed(2)}`
  })
  writeFileSync(path('houses.csv'), ['size,price', ...rows].join('\n'))
  writeFileSync(path('iris.csv'), irisCsv())
})

describe('gradus tune', () => {
  test('lists the trials, best first, and says how to have the best again', () => {
    const { status, stdout, stderr } = gradus([
      'tune',
      path('iris.csv'),
      '--target',
      'species',
      '--epochs',
      '1',
      '--trials',
      '2',
    ])
    expect(status).toBe(0)
    expect(stderr).toMatch(/^trial 1\/2, loss [\d.]+, [\d:]+ left\ntrial 2\/2, loss [\d.]+, [\d:]+ left\n$/)
    const [head, ...rows] = lines(stdout)
    expect(head!.split(/ {2,}/)).toEqual(
      ['trial', 'lr', 'hidden', 'activation', 'batch', 'validation loss', 'accuracy', 'training loss'], // oxfmt-ignore
    )
    const table = rows.slice(0, 2).map((row) => row.split(/ {2,}/))
    for (const row of table) expect(row[5]).toMatch(/^\d\.\d+ ± 0\.0\d+$/)
    const losses = table.map((row) => parseFloat(row[5]!))
    expect(losses).toEqual([...losses].sort((a, b) => a - b))
    expect(table.map((row) => row[0])).toEqual(['2', '1']) // not in the order in which they ran
    expect(rows[2]).toBe('Each validation loss is the mean over 5 folds, ± its standard error.')
    expect(rows.slice(-3, -1)).toEqual(['', 'To train with the best setting:'])
    expect(rows.at(-1)).toMatch(
      /^ {2}gradus train \S*iris\.csv --target species --task classification --model network --hidden [\d,]+ /,
    )
  })
  test('the model is that of the best trial, and the command it shows gives the same file', () => {
    const args = iris('--trials', '3', '--json', '--out', path('tuned.json'), ...oneSplit)
    const { status, stdout, stderr } = gradus(args)
    expect(status).toBe(0)
    expect(lines(stdout)).toHaveLength(1)
    expect(stderr).toMatch(
      /^trial 1\/3.*\ntraining: epoch 2\/2, loss [\d.]+, validation [\d.]+, accuracy [\d.]+ %, [\d,]+ examples\/s, [\d:]+ left\n$/s,
    )
    const { task, best, trials, train, trained, out, ended } = JSON.parse(stdout)
    expect({ task, out, ended }).toEqual({ task: 'classification', out: path('tuned.json'), ended: 'trials' })
    const { accuracy } = best.details
    expect(trained).toMatchObject({ validation: { network: { loss: best.score, accuracy } }, test: null })
    expect(trials).toHaveLength(3)
    expect(best).toEqual(trials.reduce((p: Listed, q: Listed) => (q.score < p.score ? q : p)))
    const again = gradus([...train, '--json', '--out', path('again.json')])
    expect(JSON.parse(again.stdout)).toMatchObject({ validation: { network: { loss: best.score, accuracy } } })
    expect(readFileSync(path('again.json'), 'utf8')).toBe(readFileSync(path('tuned.json'), 'utf8'))
    expect(lines(gradus(['predict', path('tuned.json'), path('iris.csv')]).stdout)).toHaveLength(151)
  })
  test('any number of threads prints the same; another seed does not', () => {
    const run = (...more: string[]) => gradus(iris('--trials', '2', '--rounds', '2', ...oneSplit, ...more)).stdout
    const one = run('--workers', '1')
    expect(run('--workers', '2')).toBe(one)
    expect(run('--seed', '2')).not.toBe(one)
    expect(one).toMatch(/^trial {2}round /)
  })
  test('what an option fixes is not searched', () => {
    const fixed = ['--lr', '0.02', '--hidden', 'none', '--batch', '40', '--optimizer', 'sgd']
    const args = houses('--epochs', '2', '--json', ...oneSplit, ...fixed)
    const { task, trials, spaces, train } = JSON.parse(gradus(args).stdout)
    expect(task).toBe('regression')
    for (const { settings } of trials) expect(settings).toMatchObject({ lr: 0.02, hidden: [], batch: 40 })
    expect(spaces[0].activation).toBe('choice(["tanh", "relu"])')
    expect(train.join(' ')).toContain('--hidden none --activation')
    expect(train.join(' ')).toContain('--optimizer sgd --lr 0.02 --epochs 2 --batch 40 ')
    expect(trials[0].details.r2).toBeGreaterThan(-5)
    expect(gradus(args.filter((arg) => arg !== '--json')).stdout).toMatch(/ none +(tanh|relu) +40 .*\n/)
  })
  test('a grid has every combination; learning rates reach from two decades below the usual to one above', () => {
    const grid = iris('--method', 'grid', '--per-axis', '2', '--hidden', '4', '--batch', '30', '--json', ...oneSplit)
    const { trials } = JSON.parse(gradus(grid).stdout)
    const tried = trials.map(({ settings }: Listed) => `${settings.lr} ${settings.activation}`)
    expect(tried).toEqual(['0.00003 tanh', '0.00003 relu', '0.03 tanh', '0.03 relu'])
    const { spaces } = JSON.parse(gradus(iris('--trials', '1', '--optimizer', 'sgd', '--json', ...oneSplit)).stdout)
    expect(spaces[0].lr).toBe('logUniform(0.0003, 0.3)')
  })
  test('a trial that diverges is listed as failed; if all do, that is an error', () => {
    const args = houses('--epochs', '40', '--optimizer', 'sgd')
    const wild = ['--activation', 'relu', '--hidden', '8', '--seed', '3', '--method', 'random']
    const { status, stderr } = gradus([...args, ...wild, '--lr', '1e200'])
    expect(status).toBe(1)
    expect(stderr).toMatch(
      /search: all 2 trials failed, the first with "repeat 1 of 5: fit: .* in epoch 1, batch \d\. Lower the learning rate, .*"\. Check the task and the space\.\n$/,
    )
  })
  test('without a header, and with a file name that a shell would split', () => {
    const rows = lines(irisCsv()).slice(1)
    writeFileSync(path('my flowers.csv'), rows.join('\n'))
    const args = [
      'tune',
      path('my flowers.csv'),
      '--no-header',
      '--target',
      '5',
      '--epochs',
      '1',
      '--trials',
      '1',
      '--folds',
      '2',
    ]
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
  const bin = fileURLToPath(new URL('../../bin/gradus.js', import.meta.url))
  const args = (journal: string) => [
    ...iris('--trials', '6', '--epochs', '1', '--folds', '2', '--json', '--workers', '2'),
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
    while (count('folder/stopped.jsonl') < 2 && child.exitCode === null) await setTimeout(5)
    child.kill('SIGINT')
    expect(await ended).toEqual([1, null])
    const [, count1, count2] = /\nStopped after (\d+) trials\. This is the best so far:\n(?:.*: epoch .*\n)*tune: stopped after (\d+) trials\. Run the same command to continue; the finished trials are in .*stopped\.jsonl\.\n$/.exec(stderr)! // oxfmt-ignore
    const sofar = JSON.parse(stdout)
    expect(sofar.ended).toBe('signal')
    expect([count1, count2].map(Number)).toEqual([sofar.trials.length, sofar.trials.length])
    expect(sofar.best.score).toBe(Math.min(...sofar.trials.map(({ score }: Listed) => score)))
    const kept = readFileSync(path('folder/stopped.jsonl'), 'utf8')
    expect(kept.endsWith('\n')).toBe(true)
    for (const line of lines(kept)) expect(() => JSON.parse(line)).not.toThrow()

    const resumed = gradus(args('folder/stopped.jsonl'))
    expect(resumed.status).toBe(0)
    expect(resumed.stdout).toBe(gradus([...args('unharmed.jsonl'), '--workers', '1']).stdout)
    const all = JSON.parse(resumed.stdout).trials
    for (const trial of sofar.trials) expect(trial).toEqual(all[trial.number - 1])
    expect(readFileSync(path('folder/stopped.jsonl'), 'utf8').startsWith(kept)).toBe(true)
    expect(count('folder/stopped.jsonl')).toBe(6)
  })
  test('of other data or another search is refused', () => {
    const [, , ...rest] = args('unharmed.jsonl')
    mkdirSync(path('other'))
    writeFileSync(path('other/iris.csv'), irisCsv().replace('5.1', '5.2'))
    const refused = (...argv: string[]) => gradus(argv)
    const data = refused('tune', path('other/iris.csv'), ...rest)
    expect(data.status).toBe(1)
    expect(data.stderr).toBe(
      `search: the journal ${path('unharmed.jsonl')} belongs to another search (its data are different). Pass the same task, space and options, or another file.\n`,
    )
    const seed = '(its seed is 1, but this search has 2)'
    expect(refused(...args('unharmed.jsonl'), '--seed', '2').stderr).toContain(seed)
    expect(refused(...args('unharmed.jsonl'), '--folds', '3').stderr).toContain(
      '(its folds is 2, but this search has 3)',
    )
    expect(refused(...args('unharmed.jsonl'), '--lr', '1').stderr).toContain(
      '(its lr is logUniform(0.00003, 0.03), but this search has choice([1]))',
    )
  })
  test('is missed by whoever stops without one; the model of the best so far is written all the same', async () => {
    const slow = iris('--trials', '20', '--workers', '1', '--out', path('sofar.json'), ...oneSplit)
    const child = spawn(process.execPath, [bin, ...slow], { stdio: ['ignore', 'pipe', 'pipe'] })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (text) => (stdout += text))
    child.stderr.on('data', (text) => {
      stderr += text
      if (stderr.startsWith('trial 2/20') && !child.killed) child.kill('SIGTERM')
    })
    expect(await once(child, 'close')).toEqual([1, null])
    expect(stderr).toMatch(
      /\ntune: stopped after \d+ trials\. Pass --journal FILE next time, so that a stopped search can continue\.\n$/,
    )
    expect(stdout).toMatch(/^trial +lr .*\n(\d+ .*\n){2}/)
    expect(stdout).toMatch(/\nThe model is in .*sofar\.json\.\n$/)
    const again = /gradus (train .*)\n/.exec(stdout)![1]!.split(' ')
    gradus([...again, '--out', path('sofar-again.json')])
    expect(readFileSync(path('sofar-again.json'), 'utf8')).toBe(readFileSync(path('sofar.json'), 'utf8'))
  })
  test('that can be resumed is said also before the first trial ends', async () => {
    const slow = iris('--epochs', '100000', '--trials', '2', '--journal', path('early.jsonl'))
    const child = spawn(process.execPath, [bin, ...slow], { stdio: ['ignore', 'ignore', 'pipe'] })
    let stderr = ''
    child.stderr.on('data', (text) => (stderr += text))
    while (!existsSync(path('early.jsonl')) && child.exitCode === null) await setTimeout(5)
    await setTimeout(100)
    child.kill('SIGINT')
    expect(await once(child, 'close')).toEqual([1, null])
    expect(stderr).toBe(
      `tune: stopped before any trial was finished. Run the same command to continue; the finished trials are in ${path('early.jsonl')}.\n`,
    )
  })
})

describe('results come before files', () => {
  test.each([[[]], [['--json']]])('so that they are there if the model cannot be written: %j', (more: string[]) => {
    const { status, stdout, stderr } = gradus(iris('--trials', '2', '--out', '/dev/full', ...oneSplit, ...more))
    expect(status).toBe(1)
    expect(stderr).toMatch(/gradus: \/dev\/full could not be written \(ENOSPC/)
    if (more.length > 0) expect(JSON.parse(stdout).trials).toHaveLength(2)
    else expect(stdout).toMatch(/^trial +lr .*\n(\d+ .*\n){2}.*\nLearned species .*\nConfusion matrix, .*\n$/s)
    expect(stdout).not.toContain('The model is in')
  })
  test('and on stderr if the model goes to stdout', () => {
    const { status, stdout, stderr } = gradus(iris('--trials', '2', '--out', '-', ...oneSplit))
    expect(status).toBe(0)
    expect(JSON.parse(stdout).format).toBe('gradus model')
    expect(stderr).toMatch(/\ntrial +lr .*\n(\d+ .*\n){2}/)
    expect(stderr).toContain('\nTo train with the best setting:\n  gradus train ')
  })
  test('a place that cannot be written is refused before any trial', () => {
    for (const option of ['--out', '--journal']) {
      const { status, stdout, stderr } = gradus(iris('--trials', '2', option, '/proc/nowhere/a'))
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
      expect(stderr).toMatch(
        /^tune: --(out|journal) \/proc\/nowhere\/a cannot be written \(its folder cannot be made\)/,
      )
    }
  })
})

describe('wrong use of gradus tune', () => {
  test.each([
    [['--target', 'color'], /^tune: .*iris\.csv has no column "color"\. Pass --target with one of sepal_length, .*\n$/],
    [[], /^tune: --target is missing for .*iris\.csv\. Pass the column to predict\.\n$/],
    [
      ['--target', 'species', '--folds', '5', '--validation', '0.3'],
      /^tune: --folds 5 measures on every row, and --validation 0\.3 on a part of them\. Leave one of the two out\.\n$/,
    ],
    [
      ['--target', 'species', '--folds', '151'],
      /^tune: --folds 151 is more than the 150 rows of .*iris\.csv\. Pass 150 or less\.\n$/,
    ],
    [
      ['--target', 'species', '--method', 'grid', '--lr', '0.1', '--per-axis', '4'],
      /^tune: --per-axis 4 is for ranges, and all options have values\. Pass a range, or leave it out\.\n$/,
    ],
    [
      ['--target', 'species', '--hidden', 'none,8', '--dropout', '0,0.5'],
      /^tune: --dropout 0,0\.5 leaves out hidden units, and --hidden none,8 has none\. Leave one of them out\.\n$/,
    ],
    [['--target', 'species', '--trials', '0'], /Pass a whole number, 1 or more\./],
    [['--target', 'species', '--method', 'bayes'], /Allowed choices are random, grid\./],
    [
      ['--target', 'species', '--method', 'grid', '--trials', '9'],
      /^tune: --trials is for a random search, and a grid tries all its combinations\. Leave it out\.\n$/,
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
      /^tune: --validation is 0, which leaves no rows to measure on\. Pass a share above 0\.\n$/,
    ],
    [
      ['--target', 'species', '--json', '--out', '-'],
      /^tune: --out and --json both go to stdout\. Give all but one a file name\.\n$/,
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
    expect(stderr).toMatch(
      /^tune: .*one\.csv has 1 row, and needs at least 2, one of them to measure on\. Pass more rows\.\n$/,
    )
  })
})
