import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import type { SearchOptions, SearchResult } from '@gradus/tune'
import { choice, integer, merge, search, uniform } from '@gradus/tune'
import { task, workshop } from './helpers.js'

const { path } = workshop()
type P = { x: number; k: number }
const space = { x: uniform(0, 1), k: integer(1, 20) }
const given = { trials: 11, seed: 6, workers: 1, repeats: 2, data: { rows: [1, 2] }, about: { epochs: 3 } }
const run = (options: SearchOptions<P>) => search<P>(task('bowl'), space, { ...given, ...options })
const lines = (file: string) => readFileSync(file, 'utf8').split('\n').slice(0, -1)
const rewritten = (name: string, from: string, change: (lines: string[]) => string[]) => {
  writeFileSync(path(name), change(lines(path(from))).map((line) => `${line}\n`).join('')) // oxfmt-ignore
  return path(name)
}
const shards = () => [1, 2, 3].map((number) => path(`shard-${number}.jsonl`))

let whole: SearchResult<P>
let parts: SearchResult<P>[]
beforeAll(async () => {
  whole = await run({ journal: path('whole.jsonl') })
  parts = await Promise.all(
    shards().map((journal, i) => run({ journal, shard: { number: i + 1, of: 3 }, workers: i + 1 })),
  )
})

describe('shards', () => {
  test('have each trial of the whole search once, with the same bits', () => {
    expect(parts.map(({ trials }) => trials.map(({ number }) => number))).toEqual([
      [1, 4, 7, 10],
      [2, 5, 8, 11],
      [3, 6, 9],
    ])
    for (const { trials, spaces, goal } of parts) {
      for (const trial of trials) expect(trial).toEqual(whole.trials[trial.number - 1])
      expect({ spaces, goal }).toEqual({ spaces: whole.spaces, goal: whole.goal })
    }
  })
  test('of a grid too', async () => {
    const grid = { method: 'grid', workers: 1 } as const
    const all = await search(task('bowl'), space, grid)
    const two = await Promise.all([1, 2].map((number) => search(task('bowl'), space, { ...grid, shard: { number, of: 2 } }))) // oxfmt-ignore
    expect(two.flatMap(({ trials }) => trials).sort((p, q) => p.number - q.number)).toEqual(all.trials)
  })
  test('of which all trials fail are no error', async () => {
    const faults = { fault: choice(['throws', 1, 'NaN', 2]) }
    const shard = { number: 1, of: 2 }
    const { best } = await search(task('faults'), faults, { method: 'grid', workers: 1, shard })
    expect(best).toMatchObject({ number: 1, score: null, failed: 'the rate is too high' })
  })
  test('do not go on from the journal of another', async () => {
    await expect(run({ journal: path('shard-1.jsonl'), shard: { number: 2, of: 3 } })).rejects.toThrow(
      `search: the journal ${path('shard-1.jsonl')} belongs to another search (its shard is {"number":1,"of":3}, but this search has {"number":2,"of":3}). Pass the same task, space and options, or another file.`,
    )
  })
})

describe('merge', () => {
  const result = () => {
    const { ended: _, ...rest } = whole
    return { ...rest, about: { epochs: 3 }, missing: [], unfinished: [] }
  }
  test('gives what one search would have given, in any order of the journals', () => {
    expect(merge(shards())).toEqual(result())
    expect(merge(shards().reverse(), { data: { rows: [1, 2] } })).toEqual(result())
    expect(merge([path('whole.jsonl')])).toEqual(result())
    expect(merge([path('whole.jsonl'), ...shards()])).toEqual(result()) // each trial twice
  })
  test('says which trials and shards are missing', () => {
    const [one, two, three] = shards() as [string, string, string]
    expect(merge([one, three])).toMatchObject({ missing: [2, 5, 8, 11], unfinished: ['2/3'] })
    const torn = rewritten('torn.jsonl', 'shard-2.jsonl', (all) => all)
    truncateSync(torn, readFileSync(torn).length - 7)
    const lost = JSON.parse(lines(two)[4]!).number
    const before = readFileSync(torn)
    expect(merge([three, torn, one])).toMatchObject({ missing: [lost], unfinished: ['2/3'] })
    expect(readFileSync(torn)).toEqual(before)
    const few = merge<P>([one])
    expect(few).toMatchObject({ missing: [2, 3, 5, 6, 8, 9, 11], unfinished: ['2/3', '3/3'] })
    expect(few.best).toEqual(parts[0]!.best)
    const stopped = rewritten('stopped.jsonl', 'whole.jsonl', (all) => all.slice(0, 4))
    expect(merge([stopped])).toMatchObject({ missing: { length: 8 }, unfinished: [] })
  })
  test('keeps failed trials', async () => {
    const faults = { fault: choice(['throws', 1, 'NaN', 2]) }
    const journals = [1, 2].map((number) => path(`faults-${number}.jsonl`))
    for (const [i, journal] of journals.entries()) {
      await search(task('faults'), faults, { method: 'grid', workers: 1, journal, shard: { number: i + 1, of: 2 } })
    }
    const { best, trials } = merge(journals)
    expect(trials.map(({ score }) => score)).toEqual([null, 1, null, 2])
    expect(best.number).toBe(2)
  })
})

describe('merge refuses', () => {
  const message = (journals: string[], options?: object) => {
    try {
      merge(journals, options)
      return 'it was taken'
    } catch (error) {
      return (error as Error).message.replaceAll(path('x').slice(0, -1), '')
    }
  }
  test.each<[SearchOptions<P>, string]>([
    [{ seed: 7 }, 'its seed is 7, but the other search has 6'],
    [{ trials: 12 }, 'its trials is 12, but the other search has 11'],
    [{ repeats: 1 }, 'its repeats is 1, but the other search has 2'],
    [{ goal: 'maximize' }, 'its goal is maximize, but the other search has minimize'],
    [{ data: { rows: [1, 3] } }, 'its data are different'],
    [{ about: { epochs: 4 } }, 'its epochs is 4, but the other search has 3'],
  ])('journals of which one had %j', async (options, why) => {
    const journal = path(`other-${Object.keys(options).join()}.jsonl`)
    await run({ journal, ...options, shard: { number: 2, of: 3 } })
    expect(message([shards()[0]!, journal])).toBe(
      `merge: the journal ${journal.replace(path('x').slice(0, -1), '')} belongs to another search than shard-1.jsonl (${why}). Pass journals of one search.`,
    )
  })
  test('another space or task', async () => {
    const other = async (name: string, axes: typeof space, why: string) => {
      const journal = path(`${name}-${axes.x.describe()}.jsonl`)
      await search(task(name), axes, { ...given, journal })
      expect(message([shards()[0]!, journal])).toContain(why)
    }
    await other('bowl', { ...space, x: uniform(0, 2) }, '(its x is uniform(0, 2), but the other search has uniform(0, 1))') // oxfmt-ignore
    await other('noisy', space, '(its task is a different file, or the file was edited since)')
  })
  test('journals that contradict each other', () => {
    const changed = rewritten('changed.jsonl', 'shard-2.jsonl', (all) =>
      all.map((line) => line.replaceAll(/"seed":\d+/g, '"seed":1')),
    )
    expect(message([shards()[1]!, changed])).toMatch(/^merge: the journal changed\.jsonl belongs to another search/) // oxfmt-ignore
    const trial = rewritten('trial.jsonl', 'shard-2.jsonl', ([head, ...all]) => [head!, ...all.map((line) => line.replaceAll(/"k":\d+/g, '"k":1'))]) // oxfmt-ignore
    expect(message([shards()[1]!, trial])).toMatch(
      /^merge: the journal trial\.jsonl has a trial \d+ in line \d that differs from the one in line \d of shard-2\.jsonl\. Pass journals of one search, run by one version of Gradus\.$/,
    )
  })
  test('trials that the search does not have', () => {
    const number = (n: number) => rewritten('number.jsonl', 'shard-2.jsonl', (all) => all.map((line, i) => (i === 1 ? line.replace(/"number":\d+/, `"number":${n}`) : line))) // oxfmt-ignore
    const none = (n: number) =>
      `merge: the journal number.jsonl is damaged in line 2: trial ${n} does not belong to this search. Pass a file that search wrote as its journal.`
    for (const n of [3, 14, -1]) expect(message([number(n)])).toBe(none(n))
  })
  test('what is no journal, or has nothing', async () => {
    const pass = 'Pass a file that search wrote as its journal.'
    expect(message([path('none.jsonl')])).toBe(`merge: the journal none.jsonl is not there, or is empty. ${pass}`)
    writeFileSync(path('a.csv'), 'x,y\n1,2\n')
    expect(message([path('a.csv')])).toBe(`merge: the journal a.csv is not a journal of a search. ${pass}`)
    const headOnly = rewritten('head.jsonl', 'shard-1.jsonl', (all) => all.slice(0, 1))
    expect(message([headOnly])).toBe('merge: the journals have no trial. Run the search first.')
    const rounds = path('rounds.jsonl')
    await run({ rounds: 2, journal: rounds })
    expect(message([rounds])).toBe(
      'merge: the journal rounds.jsonl has 2 rounds, and only a search of one round runs in parts. Pass a journal of one round.',
    )
  })
  test('other data, and wrong arguments', () => {
    expect(message(shards(), { data: { rows: [2, 1] } })).toBe(
      'merge: the journal shard-1.jsonl belongs to a search in other data. Pass the data of the search.',
    )
    expect(message([])).toBe('merge: the journals are an array of length 0. Pass an array of file names, one or more.')
    expect(message('a.jsonl' as never)).toBe('merge: the journals are "a.jsonl". Pass an array of file names, one or more.') // oxfmt-ignore
    expect(message(shards(), { dat: 1 })).toBe('merge: unknown option "dat". The options are data.')
  })
})
