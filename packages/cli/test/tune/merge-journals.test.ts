import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { irisCsv } from '@gradus/data'
import { gradus, workshop } from '../helpers.js'

const { path, directory } = workshop()
const options = ['--target', 'species', '--epochs', '1', '--folds', '2', '--trials', '3', '--lr', '1e-3..1']
const iris = (...more: string[]) => gradus(['tune', 'iris.csv', ...options, ...more], directory())
const merge = (...args: string[]) => gradus(['tune', ...args], directory())
const shards = ['shard-1.jsonl', 'shard-2.jsonl']

beforeAll(() => {
  writeFileSync(path('iris.csv'), irisCsv())
  for (const i of [1, 2]) {
    const { status, stderr } = iris('--shard', `${i}/2`, '--journal', shards[i - 1]!, '--workers', String(3 - i))
    if (status !== 0) throw new Error(stderr)
  }
})

describe('gradus tune --merge', () => {
  test('prints what one search would have printed', () => {
    const whole = iris()
    const merged = merge('--merge', ...shards)
    expect(merged).toEqual({ status: 0, stderr: '', stdout: whole.stdout })
    const { ended, ...json } = JSON.parse(iris('--json').stdout)
    expect(ended).toBe('trials')
    expect(JSON.parse(merge('--json', '--merge', ...shards).stdout)).toEqual({ ...json, missing: [], unfinished: [] })
  })
  test('with the data trains, measures and writes as one search would have', () => {
    const [head, ...rows] = irisCsv().trim().split('\n')
    writeFileSync(path('rest.csv'), [head, ...rows.slice(40, 60)].join('\n'))
    const whole = iris('--out', 'whole.json', '--test', 'rest.csv').stdout
    const merged = merge('iris.csv', '--out', 'merged.json', '--test', 'rest.csv', '--merge', ...shards)
    expect(merged.status).toBe(0)
    expect(merged.stdout).toBe(whole.replace('The model is in whole.json.', 'The model is in merged.json.'))
    expect(readFileSync(path('merged.json'), 'utf8')).toBe(readFileSync(path('whole.json'), 'utf8'))
  })
  test('says which shards are missing', () => {
    const { status, stdout, stderr } = merge('--merge', 'shard-2.jsonl')
    expect(status).toBe(0)
    expect(stderr).toBe('2 of 3 trials are missing: 1, 3. Run --shard 1/2 to the end, and merge again.\n')
    expect(stdout).toMatch(/^trial +lr .*\n\d+ .*\n/)
    const { missing, unfinished } = JSON.parse(merge('--merge', 'shard-2.jsonl', '--json').stdout)
    expect({ missing, unfinished }).toEqual({ missing: [1, 3], unfinished: ['1/2'] })
  })
  test('refuses journals of other options, naming them', () => {
    iris('--shard', '2/2', '--epochs', '3', '--journal', 'epochs.jsonl')
    const { status, stdout, stderr } = merge('--merge', 'shard-1.jsonl', 'epochs.jsonl')
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toBe(
      'merge: the journal epochs.jsonl belongs to another search than shard-1.jsonl (its epochs is 3, but the other search has 1). Pass journals of one search.\n',
    )
  })
  test('refuses other data, and journals of other programs', () => {
    writeFileSync(path('changed.csv'), irisCsv().replace('5.1', '5.2'))
    const changed = merge('changed.csv', '--out', 'never.json', '--merge', ...shards)
    expect(changed).toMatchObject({ status: 1, stdout: '' })
    expect(changed.stderr).toBe(
      'merge: the journal shard-1.jsonl belongs to a search in other data. Pass the data of the search.\n',
    )
    expect(existsSync(path('never.json'))).toBe(false)
    const [head, ...rest] = readFileSync(path('shard-1.jsonl'), 'utf8').split('\n')
    writeFileSync(path('mine.jsonl'), [JSON.stringify({ ...JSON.parse(head!), about: null }), ...rest].join('\n'))
    expect(merge('--merge', 'mine.jsonl').stderr).toBe(
      'tune: the journal mine.jsonl was not written by gradus tune. Pass one that was.\n',
    )
  })
  test.each([
    [['--merge', 'a.jsonl', '--trials', '5'], 'tune: --trials is stored in the journals that --merge reads. Leave one of them out.\n'], // oxfmt-ignore
    [['--merge', 'a.jsonl', '--per-axis', '5'], 'tune: --per-axis is stored in the journals that --merge reads. Leave one of them out.\n'], // oxfmt-ignore
    [['--no-header', '--merge', 'a.jsonl'], 'tune: --no-header is stored in the journals that --merge reads. Leave one of them out.\n'], // oxfmt-ignore
    [['--merge', 'a.jsonl', '--out', 'm.json'], 'tune: --out m.json trains with the best setting. Pass the CSV file too, before --merge.\n'], // oxfmt-ignore
    [['--merge', 'a.jsonl', '--test', 'm.csv'], 'tune: --test m.csv trains with the best setting. Pass the CSV file too, before --merge.\n'], // oxfmt-ignore
    [[], 'tune: there is no file. Pass the CSV file, or --merge with journals.\n'],
  ])('wrong use exits with 2: %j', (args, message) => {
    expect(merge(...args)).toEqual({ status: 2, stdout: '', stderr: message })
  })
})

describe('gradus tune --shard', () => {
  test('of which all trials fail is no error, so that the others can be merged', () => {
    const args = ['--shard', '1/3', '--journal', 'failed.jsonl', '--optimizer', 'sgd', '--lr', '1e200']
    const { status, stdout } = iris(...args)
    expect(status).toBe(0)
    expect(stdout).toContain('\nNo trial has a loss.\n')
  })
  test.each([
    [['--shard', '2/2'], 'tune: --shard 2/2 needs --journal FILE, which --merge reads. Pass it.\n'],
    [['--shard', '2/2', '--rounds', '2'], 'tune: --shard 2/2 is part of one round, and --rounds is 2. Leave one of them out.\n'], // oxfmt-ignore
    [['--shard', '2/4', '--journal', 'a.jsonl'], 'tune: 3 trials are too few for 4 shards. Pass one per shard or more.\n'], // oxfmt-ignore
    [['--shard', '2/2', '--journal', 'a.jsonl', '--out', 'm.json'], 'tune: --shard 2/2 does not find the best setting of the whole search, which --out m.json needs. Pass --out with --merge.\n'], // oxfmt-ignore
    [['--shard', '2/2', '--journal', 'a.jsonl', '--test', 'm.csv'], 'tune: --shard 2/2 does not find the best setting of the whole search, which --test m.csv needs. Pass --test with --merge.\n'], // oxfmt-ignore
  ])('wrong use exits with 2: %j', (args, message) => {
    expect(iris(...args)).toEqual({ status: 2, stdout: '', stderr: message })
  })
  test.each(['0/2', '3/2', '2', '1/0', '-1/2', '1/2/3'])('the part %s is none', (part) => {
    const { status, stderr } = iris(`--shard=${part}`)
    expect(status).toBe(2)
    expect(stderr).toContain(
      `error: option '--shard <part>' argument '${part}' is invalid. Pass the number of a part and the number of parts, such as 2/8.\n`,
    )
  })
})
