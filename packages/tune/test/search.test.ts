import { writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { Axis, SearchOptions, Trial } from '@gradus/tune'
import { choice, integer, logUniform, search, uniform } from '@gradus/tune'
import { task, workshop } from './helpers.js'

const { path } = workshop()
const space = { x: uniform(0, 1), k: integer(1, 20), shape: choice(['round', 'flat']) }

describe('search', () => {
  test('finds about the floor of a valley, and says everything in plain JSON', async () => {
    const result = await search(task('bowl'), space, { trials: 60, seed: 3, workers: 1 })
    expect(JSON.parse(JSON.stringify(result))).toEqual(result)
    expect(result.goal).toBe('minimize')
    expect(result.spaces).toEqual([{ x: 'uniform(0, 1)', k: 'integer(1, 20)', shape: 'choice(["round", "flat"])' }])
    expect(result.trials.map(({ number }) => number)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1))
    expect(result.best).toEqual(result.trials.reduce((p, q) => (q.score! < p.score! ? q : p)))
    expect(result.best.score).toBeLessThan(0.3)
    const { number, round, settings, seed, score, details } = result.trials[4]!
    expect({ number, round }).toEqual({ number: 5, round: 1 })
    expect(details).toEqual({ number: 5, twice: [2 * settings.x] })
    expect(Number.isSafeInteger(seed)).toBe(true)
    expect(score).toBeGreaterThan(0)
    expect(new Set(result.trials.map((trial) => trial.seed)).size).toBe(60)
    expect(new Set(result.trials.map((trial) => trial.settings.x)).size).toBe(60)
  })
  test('the table does not depend on the number of threads, nor on who finishes first', async () => {
    const finished: number[] = []
    const onTrial = ({ number }: Trial<unknown>) => finished.push(number)
    const options = { trials: 12, rounds: 2, seed: 8 }
    const one = await search(task('slow'), { x: uniform(0, 1) }, { ...options, workers: 1 })
    const three = await search(task('slow'), { x: uniform(0, 1) }, { ...options, workers: 3, onTrial })
    expect(three).toEqual(one)
    expect(finished).not.toEqual(one.trials.map(({ number }) => number)) // or the test shows nothing
    expect([...finished].sort((a, b) => a - b)).toEqual(one.trials.map(({ number }) => number))
  })
  test('the same for real networks, of which some diverge', async () => {
    const run = (workers: number) =>
      search(
        task('moons'),
        { lr: logUniform(1e-2, 1e300), hidden: choice([[3], [4, 4]]) },
        { trials: 6, seed: 2, workers },
      )
    const [one, two] = [await run(1), await run(2)]
    expect(two).toEqual(one)
    const failed = one.trials.filter(({ score }) => score === null)
    expect(failed.length).toBeGreaterThan(0)
    expect(failed.length).toBeLessThan(6)
    for (const trial of failed)
      expect(trial.failed).toMatch(/^fit: .* became .* in epoch \d, batch 1\. Lower the learn/)
  })
  test('another seed tries other settings', async () => {
    const xs = async (seed: number) =>
      (await search(task('bowl'), { x: uniform(0, 1) }, { trials: 3, seed, workers: 1 })).trials.map(
        (t) => t.settings.x,
      )
    expect(await xs(1)).toEqual(await xs(1))
    expect(await xs(1)).not.toEqual(await xs(2))
  })
  test('more trials begin with the same ones', async () => {
    const run = (trials: number) => search(task('bowl'), space, { trials, workers: 1 })
    expect((await run(7)).trials.slice(0, 4)).toEqual((await run(4)).trials)
  })
  test('maximize turns the order round; equal scores go to the lower number', async () => {
    const faults = { fault: choice([3, 1, 2]) }
    const best = async (goal: 'minimize' | 'maximize') =>
      (await search(task('faults'), faults, { method: 'grid', goal, workers: 1 })).best
    expect(await best('minimize')).toMatchObject({ score: 1, number: 2 })
    expect(await best('maximize')).toMatchObject({ score: 3, number: 1 })
    const ties = { fault: choice([5]), other: choice(['a', 'b', 'c']) }
    expect((await search(task('faults'), ties, { method: 'grid', workers: 2 })).best.number).toBe(1)
    const upward = { method: 'grid', goal: 'maximize', workers: 2 } as const
    expect((await search(task('faults'), ties, upward)).best.number).toBe(1)
  })
  test('a grid has every combination, its corners too, the last axis fastest', async () => {
    const { trials } = await search(task('bowl'), space, { method: 'grid', workers: 1 })
    expect(trials).toHaveLength(3 * 3 * 2)
    const tried = trials.map(({ settings: { x, k, shape } }) => `${x} ${k} ${shape}`)
    for (const x of [0, 1])
      for (const k of [1, 20]) for (const s of ['round', 'flat']) expect(tried).toContain(`${x} ${k} ${s}`)
    expect(tried.slice(0, 3)).toEqual(['0 1 round', '0 1 flat', '0 11 round'])
    const fine = await search(task('bowl'), { x: uniform(0, 1) }, { method: 'grid', perAxis: 5, workers: 1 })
    expect(fine.trials.map(({ settings }) => settings.x)).toEqual([0, 0.25, 0.5, 0.75, 1])
  })
  test('the trials get data once per thread, and cannot change them', async () => {
    const options = { method: 'grid', workers: 1, data: { list: [1, 2, 3] } } as const
    const { trials } = await search(task('faults'), { fault: choice(['changes the data', 2]) }, options)
    expect(trials[0]!.failed).toMatch(/object is not extensible/)
    expect(trials[1]!.details).toEqual({ nan: null, date: '1970-01-01T00:00:00.000Z', data: { list: [1, 2, 3] } })
  })
  test('a task is found by URL, file: text or path', async () => {
    const url = task('bowl')
    const here = relative(process.cwd(), url.pathname)
    const run = async (given: string | URL) => (await search(given, space, { trials: 1, workers: 1 })).best
    expect(await run(url.href)).toEqual(await run(url))
    expect(await run(here)).toEqual(await run(url))
  })
})

describe('coarse to fine', () => {
  const ends = (text: string) => /\((.*), (.*)\)/.exec(text)!.slice(1).map(Number) as [number, number]
  test('each round searches half of the range of the one before, around the best until then', async () => {
    const options = { trials: 40, rounds: 4, keep: 3, seed: 5, workers: 1 }
    const { trials, spaces } = await search(task('bowl'), { x: uniform(0, 1) }, options)
    expect(trials.map(({ round }) => round)).toEqual([1, 2, 3, 4].flatMap((r) => new Array<number>(10).fill(r)))
    for (let round = 2; round <= 4; round++) {
      const [low, high] = ends(spaces[round - 1]!.x!)
      expect(high - low).toBeCloseTo(0.5 ** (round - 1), 12)
      const before = trials.filter((trial) => trial.round < round).sort((p, q) => p.score! - q.score!)
      const median = before.slice(0, 3).map(({ settings }) => settings.x).sort((a, b) => a - b)[1]! // oxfmt-ignore
      expect(low).toBeCloseTo(Math.min(Math.max(median - 0.5 ** round, 0), 1 - 0.5 ** (round - 1)), 12)
      for (const { settings } of trials.filter((trial) => trial.round === round)) {
        expect(settings.x).toBeGreaterThanOrEqual(low)
        expect(settings.x).toBeLessThanOrEqual(high)
      }
    }
    const spread = (round: number) => {
      const xs = trials.filter((trial) => trial.round === round).map(({ settings }) => Math.abs(settings.x - 0.3))
      return xs.reduce((s, x) => s + x, 0) / xs.length
    }
    expect(spread(4)).toBeLessThan(spread(1) / 3)
  })
  test('keep and factor are obeyed, and maximizing narrows around the highest', async () => {
    const run = (options: SearchOptions<{ x: number }>) =>
      search(task('bowl'), { x: uniform(0, 1) }, { trials: 20, rounds: 2, workers: 1, factor: 0.1, ...options })
    const up = await run({ keep: 1, goal: 'maximize' })
    const first = up.trials.slice(0, 10).sort((p, q) => q.score! - p.score!)[0]!.settings.x
    const [low, high] = ends(up.spaces[1]!.x!)
    expect(high - low).toBeCloseTo(0.1, 12)
    expect(first).toBeGreaterThanOrEqual(low)
    expect(first).toBeLessThanOrEqual(high)
    expect((await run({ keep: 5 })).spaces[1]).not.toEqual((await run({ keep: 1 })).spaces[1])
  })
  test('a grid gets finer, and choices that did badly are dropped', async () => {
    const grid = { method: 'grid', rounds: 2, keep: 1, workers: 1 } as const
    const { trials, spaces } = await search(task('bowl'), { x: uniform(0, 1), shape: space.shape }, grid)
    expect(spaces[1]).toEqual({ x: 'uniform(0.25, 0.75)', shape: 'choice(["round"])' })
    expect(trials.map(({ settings }) => settings.x).slice(6)).toEqual([0.25, 0.5, 0.75])
  })
  test('trials are shared out evenly', async () => {
    const { trials } = await search(task('bowl'), space, { trials: 11, rounds: 3, workers: 1 })
    expect([1, 2, 3].map((r) => trials.filter(({ round }) => round === r).length)).toEqual([3, 4, 4])
  })
  test('failed trials are no centre', async () => {
    const faults: Axis<string | number> = choice(['throws', 1, 'NaN', 2])
    const grid = { method: 'grid', rounds: 2, workers: 1 } as const
    const { spaces } = await search(task('faults'), { fault: faults }, grid)
    expect(spaces[1]).toEqual({ fault: 'choice([1, 2])' })
  })
})

describe('trials that fail', () => {
  const faults = ['throws', 'throws a text', 'NaN', 'Infinity', 'nothing', 'a text', 'exit', 'a circle'] as const
  test('are recorded with the reason, and the search goes on', async () => {
    const options = { method: 'grid', workers: 2 } as const
    const { best, trials } = await search(task('faults'), { fault: choice([...faults, 7]) }, options)
    expect(best).toMatchObject({ number: 9, score: 7 })
    expect(trials.slice(0, 7).map(({ score, failed }) => [score, failed])).toEqual([
      [null, 'the rate is too high'],
      [null, 'no error at all'],
      [null, 'the score is NaN'],
      [null, 'the score is -Infinity'],
      [null, 'the task gave undefined, neither a number nor an object with a number as its score'],
      [null, 'the task gave a value of type string, neither a number nor an object with a number as its score'],
      [null, 'the thread ended (worker exited with code: 3)'],
    ])
    expect(trials[7]!.failed).toMatch(/^Converting circular structure to JSON/)
  })
  test('are an error when there are no others', async () => {
    const run = (...faults: string[]) =>
      search(task('faults'), { fault: choice(faults) }, { method: 'grid', workers: 1 })
    await expect(run('throws', 'NaN')).rejects.toThrow(
      'search: all 2 trials failed, the first with "the rate is too high". Check the task and the space.',
    )
    await expect(run('NaN')).rejects.toThrow(
      'search: the only trial failed, the first with "the score is NaN". Check the task and the space.',
    )
  })
})

describe('a signal', () => {
  test('ends a trial that never would', async () => {
    const controller = new AbortController()
    const start = Date.now()
    setTimeout(() => controller.abort(new Error('enough')), 300)
    const options = { trials: 4, workers: 2, signal: controller.signal }
    await expect(search(task('endless'), { x: uniform(0, 1) }, options)).rejects.toThrow('enough')
    expect(Date.now() - start).toBeLessThan(5000)
  })
  test('ends a search between trials, which gives what it has; a search that is not begun does not begin', async () => {
    const controller = new AbortController()
    const { signal } = controller
    const seen: number[] = []
    const onTrial = ({ number }: Trial<unknown>) => {
      seen.push(number)
      if (seen.length === 3) controller.abort()
    }
    const run = () => search(task('slow'), { x: uniform(0, 1) }, { trials: 6, workers: 1, signal, onTrial })
    const { ended, trials, best, spaces } = await run()
    expect(seen).toEqual([1, 2, 3])
    const whole = await search(task('slow'), { x: uniform(0, 1) }, { trials: 6, workers: 1 })
    expect(whole.ended).toBe('trials')
    expect({ ended, trials, spaces }).toEqual({
      ended: 'signal',
      trials: whole.trials.slice(0, 3),
      spaces: whole.spaces,
    })
    expect(best).toEqual(trials.reduce((p, q) => (q.score! < p.score! ? q : p)))
    await expect(run()).rejects.toMatchObject({ name: 'AbortError' })
    expect(seen).toEqual([1, 2, 3])
  })
})

describe('progress', () => {
  test('is told after each trial, round by round', async () => {
    const told: unknown[] = []
    await search(task('bowl'), space, {
      trials: 5,
      rounds: 2,
      workers: 1,
      onTrial: ({ number, round, score }, { done, total, seconds }) => {
        expect(score).toBeGreaterThan(0)
        expect(seconds).toBeGreaterThan(0)
        told.push({ number, round, done, total })
      },
    })
    expect(told).toEqual([
      { number: 1, round: 1, done: 1, total: 2 },
      { number: 2, round: 1, done: 2, total: 2 },
      { number: 3, round: 2, done: 1, total: 3 },
      { number: 4, round: 2, done: 2, total: 3 },
      { number: 5, round: 2, done: 3, total: 3 },
    ])
  })
  test('an error of the listener ends the search', async () => {
    const onTrial = () => {
      throw new Error('the listener is broken')
    }
    await expect(search(task('bowl'), space, { trials: 3, workers: 1, onTrial })).rejects.toThrow('the listener is bro')
  })
})

describe('wrong use', () => {
  const any = (value: unknown) => value as never
  test.each<[SearchOptions, string]>([
    [any({ trails: 3 }), 'search: unknown option "trails". The options are method, trials, perAxis, rounds, keep, factor, repeats, shard, seed, workers, goal, data, about, signal, onTrial, journal.'], // oxfmt-ignore
    [{ method: any('bayes') }, 'search: method is "bayes". Pass "random" or "grid".'],
    [{ goal: any('lowest') }, 'search: goal is "lowest". Pass "minimize" or "maximize".'],
    [{ trials: 0 }, 'search: trials is 0. Pass a whole number, 1 or more.'],
    [{ trials: any('20') }, 'search: trials is "20". Pass a whole number, 1 or more.'],
    [{ method: 'grid', perAxis: 1.5 }, 'search: perAxis is 1.5. Pass a whole number, 1 or more.'],
    [{ rounds: 0 }, 'search: rounds is 0. Pass a whole number, 1 or more.'],
    [{ rounds: 2, keep: NaN }, 'search: keep is NaN. Pass a whole number, 1 or more.'],
    [{ rounds: 2, factor: 0 }, 'search: factor is 0. Pass a number above 0, at most 1.'],
    [{ seed: -1 }, 'search: seed is -1. Pass a whole number, 0 or more.'],
    [{ workers: 0 }, 'search: workers is 0. Pass a whole number, 1 or more.'],
    [{ data: any({ f: [undefined] }) }, 'search: data.f[0] is undefined. Pass a value that JSON can represent.'],
    [{ method: 'grid', trials: 5 }, 'search: trials is 5, and a grid tries all its combinations. Leave it out.'],
    [{ perAxis: 5 }, 'search: perAxis is 5, and only a grid has values per axis. Leave it out.'],
    [{ keep: 5 }, 'search: keep is 5, and a search of one round does not narrow its space. Leave it out.'],
    [{ factor: 0.5 }, 'search: factor is 0.5, and a search of one round does not narrow its space. Leave it out.'],
    [{ repeats: 0 }, 'search: repeats is 0. Pass a whole number, 1 or more.'],
    [
      { about: any({ when: new Date() }) },
      'search: about.when is a Date object. Pass a value that JSON can represent.',
    ],
    [{ shard: { number: 9, of: 8 } }, 'search: shard is {"number":9,"of":8}. Pass the number of a part and the number of parts, such as { number: 2, of: 8 }.'], // oxfmt-ignore
    [{ shard: { number: 0, of: 8 } }, 'search: shard is {"number":0,"of":8}. Pass the number of a part and the number of parts, such as { number: 2, of: 8 }.'], // oxfmt-ignore
    [{ shard: any('2/8') }, 'search: shard is "2/8". Pass the number of a part and the number of parts, such as { number: 2, of: 8 }.'], // oxfmt-ignore
    [{ shard: any(null) }, 'search: shard is null. Pass the number of a part and the number of parts, such as { number: 2, of: 8 }.'], // oxfmt-ignore
    [{ shard: { number: 2, of: 8 }, rounds: 2 }, 'search: shard is 2 of 8, and each of 2 rounds needs the results of all shards. Leave out shard or rounds.'], // oxfmt-ignore
    [{ shard: { number: 1, of: 21 } }, 'search: 20 trials are too few for 21 shards. Pass one trial per shard or more.'], // oxfmt-ignore
    [{ shard: { number: 1, of: 19 }, method: 'grid' }, 'search: 18 trials are too few for 19 shards. Pass one trial per shard or more.'], // oxfmt-ignore
    [{ trials: 3, rounds: 4 }, 'search: 3 trials are too few for 4 rounds. Pass one trial per round or more.'],
    [{ method: 'grid', perAxis: 1000 }, 'search: the grid has 40000 combinations. Lower perAxis or search at random; 10000 is the most.'], // oxfmt-ignore
  ])('%j', async (options, message) => {
    await expect(search(task('bowl'), space, options as object)).rejects.toMatchObject({ message })
  })
  test.each<[unknown, string]>([
    [{}, 'search: the space is an object. Pass an object such as { lr: logUniform(0.001, 1) }.'],
    [undefined, 'search: the space is undefined. Pass an object such as { lr: logUniform(0.001, 1) }.'],
    [{ lr: [0, 1] }, 'search: lr is an array of length 2. Pass uniform, logUniform, integer or choice.'],
    [{ lr: null }, 'search: lr is null. Pass uniform, logUniform, integer or choice.'],
  ])('the space %j', async (wrong, message) => {
    await expect(search(task('bowl'), wrong as typeof space)).rejects.toMatchObject({ message })
  })
  test.each<[unknown, string]>([
    [() => 1, 'search: the task is "() => 1". Pass the path or the file: URL of an ES module.'],
    ['', 'search: the task is "". Pass the path or the file: URL of an ES module.'],
    [
      new URL('data:text/javascript,1'),
      'search: the task is "data:text/javascript,1". Pass the path or the file: URL of an ES module.',
    ],
  ])('the task %s', async (wrong, message) => {
    await expect(search(wrong as string, space)).rejects.toMatchObject({ message })
  })
  test('a task that is not there, that does not load, or that exports nothing ends the search', async () => {
    const none = path('none.js')
    await expect(search(none, space)).rejects.toThrow(
      `search: the task ${none} cannot be read (ENOENT: no such file or directory, open '${none}'). Pass the path of an ES module.`,
    )
    const broken = path('broken.mjs')
    writeFileSync(broken, 'export default (')
    await expect(search(broken, space, { workers: 2 })).rejects.toThrow(
      /^search: the task .*broken\.mjs cannot be used \(Unexpected end of input\)\. Pass a module whose default export is a function\.$/,
    )
    const nothing = task('nothing').pathname
    await expect(search(nothing, space)).rejects.toThrow(
      `search: the task ${nothing} cannot be used (its default export is undefined, not a function). Pass a module whose default export is a function.`,
    )
  })
  test('leaves no journal behind', async () => {
    const file = join(path('no-such-folder'), 'journal.jsonl')
    await expect(search(task('bowl'), space, { journal: file })).rejects.toThrow(
      `search: the journal ${file} could not be written (ENOENT: no such file or directory, open '${file}'). Choose another place.`,
    )
  })
})
