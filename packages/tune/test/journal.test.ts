import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, copyFileSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from '@jest/globals'
import type { SearchOptions, SearchProgress, SearchResult } from '@gradus/tune'
import { choice, integer, search, uniform } from '@gradus/tune'
import { task, workshop } from './helpers.js'

const { path } = workshop()
const space = { x: uniform(0, 1), k: integer(1, 20) }
const lines = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [])

/** Runs the search that all files of this test belong to, and counts the trials that were run and not read. */
async function run(journal: string | undefined, options: SearchOptions<{ x: number; k: number }> = {}) {
  let ran = 0
  const onTrial = (_: unknown, { seconds }: SearchProgress) => {
    if (seconds !== null) ran++
  }
  const given = journal === undefined ? {} : { journal }
  const result = await search(task('bowl'), space, {
    ...{ trials: 10, rounds: 2, seed: 6, workers: 1, data: { rows: [1, 2] }, onTrial },
    ...given,
    ...options,
  })
  return { result, ran }
}

let whole: SearchResult<{ x: number; k: number }>
beforeAll(async () => {
  whole = (await run(path('whole.jsonl'), { workers: 2 })).result
})
/** A copy of the whole journal, to be spoilt. */
const spoilt = (name: string, spoil: (file: string) => void) => {
  copyFileSync(path('whole.jsonl'), path(name))
  spoil(path(name))
  return path(name)
}
const rewritten = (name: string, change: (lines: string[]) => string[]) =>
  spoilt(name, (file) =>
    writeFileSync(
      file,
      change(lines(file))
        .map((line) => `${line}\n`)
        .join(''),
    ),
  )

describe('a journal', () => {
  test('has a line that says which search it is, and a line per trial', () => {
    const [head, ...trials] = lines(path('whole.jsonl')).map((line) => JSON.parse(line))
    expect(head).toEqual({
      format: 'gradus search',
      version: 2,
      task: expect.stringMatching(/^[0-9a-f]{64}$/),
      data: expect.stringMatching(/^[0-9a-f]{64}$/),
      about: null,
      space: { x: 'uniform(0, 1)', k: 'integer(1, 20)' },
      method: 'random',
      trials: 10,
      rounds: 2,
      keep: 3,
      factor: 0.5,
      repeats: 1,
      seed: 6,
      goal: 'minimize',
    })
    expect(trials.sort((p, q) => p.number - q.number)).toEqual(whole.trials)
  })
  test('changes nothing of the result', async () => {
    expect((await run(undefined)).result).toEqual(whole)
  })
  test('that is complete runs no trial again', async () => {
    const before = readFileSync(path('whole.jsonl'))
    expect(await run(path('whole.jsonl'))).toEqual({ result: whole, ran: 0 })
    expect(readFileSync(path('whole.jsonl'))).toEqual(before)
  })
  test.each([1, 5, 6, 8])('of which %i lines are left goes on from there to the same result', async (left) => {
    const file = rewritten(`left-${left}.jsonl`, (all) => all.slice(0, left))
    expect(await run(file, { workers: (left % 2) + 1 })).toEqual({ result: whole, ran: 11 - left })
    expect(lines(file)).toHaveLength(11)
    expect(await run(file)).toEqual({ result: whole, ran: 0 })
  })
  test('whose trials are in any order will do', async () => {
    const file = rewritten('reversed.jsonl', ([head, ...trials]) => [head!, ...trials.reverse().slice(3)])
    expect(await run(file)).toEqual({ result: whole, ran: 3 })
  })
  test('keeps failed trials, which are not tried again', async () => {
    const faults = { fault: choice(['throws', 'NaN', 3]) }
    const again = () => search(task('faults'), faults, { method: 'grid', workers: 1, journal: path('faults.jsonl') })
    const first = await again()
    const size = lines(path('faults.jsonl')).length
    expect(await again()).toEqual(first)
    expect([size, lines(path('faults.jsonl')).length]).toEqual([4, 4])
    expect(first.trials[0]).toMatchObject({ score: null, failed: 'the rate is too high' })
  })
})

describe('a torn last line', () => {
  test.each([1, 2, 40])('that lost %i bytes is dropped, and its trial run again', async (bytes) => {
    const file = spoilt(`torn-${bytes}.jsonl`, (name) => truncateSync(name, readFileSync(name).length - bytes))
    expect(await run(file)).toEqual({ result: whole, ran: 1 })
    expect(lines(file)).toHaveLength(11)
    for (const line of lines(file)) expect(() => JSON.parse(line)).not.toThrow()
  })
  test('that is rubbish, its end included, is dropped', async () => {
    const file = spoilt('rubbish.jsonl', (name) => {
      truncateSync(name, readFileSync(name).lastIndexOf('{'))
      appendFileSync(name, '\0\0\0ä\n')
    })
    expect((await run(file)).result).toEqual(whole)
    for (const line of lines(file)) expect(() => JSON.parse(line)).not.toThrow()
  })
  test.each([0, 1, 60])('that is the first, %i bytes of it, starts over', async (bytes) => {
    const file = spoilt(`head-${bytes}.jsonl`, (name) => truncateSync(name, bytes))
    expect(await run(file)).toEqual({ result: whole, ran: 10 })
    expect(await run(file)).toEqual({ result: whole, ran: 0 })
  })
})

describe('a journal is refused, and stays as it is, when it', () => {
  const refusal = async (file: string, options: SearchOptions<{ x: number; k: number }> = {}) => {
    const before = readFileSync(file)
    const message = await run(file, options).then(
      () => 'it was taken',
      (error: Error) => error.message.replace(file, 'FILE'),
    )
    expect(readFileSync(file)).toEqual(before)
    return message
  }
  const another = (why: string) =>
    `search: the journal FILE belongs to another search (${why}). Pass the same task, space and options, or another file.`
  test.each<[SearchOptions<{ x: number; k: number }>, string]>([
    [{ seed: 7 }, 'its seed is 6, but this search has 7'],
    [{ trials: 12 }, 'its trials is 10, but this search has 12'],
    [{ rounds: 3 }, 'its rounds is 2, but this search has 3'],
    [{ keep: 1 }, 'its keep is 3, but this search has 1'],
    [{ factor: 0.4 }, 'its factor is 0.5, but this search has 0.4'],
    [{ goal: 'maximize' }, 'its goal is minimize, but this search has maximize'],
    [{ repeats: 2 }, 'its repeats is 1, but this search has 2'],
    [{ about: { epochs: 3 } }, 'its about is null, but this search has {"epochs":3}'],
    [{ data: { rows: [1, 3] } }, 'its data are different'],
    [{ data: null }, 'its data are different'],
  ])('belongs to a search with other options than %j', async (options, why) => {
    expect(await refusal(path('whole.jsonl'), options)).toBe(another(why))
  })
  test('belongs to another space or task, or to one that was edited', async () => {
    const file = path('whole.jsonl')
    const options = { trials: 10, rounds: 2, seed: 6, data: { rows: [1, 2] }, journal: file }
    const why = async (name: string, axes: Parameters<typeof search>[1]) => {
      const error = await search(task(name), axes as Record<string, never>, options).catch((e: Error) => e)
      return (error as Error).message.replace(file, 'FILE')
    }
    const { x, k } = space
    expect(await why('slow', space)).toBe(another('its task is a different file, or the file was edited since'))
    expect(await why('bowl', { x: uniform(0, 2), k })).toBe(
      another('its x is uniform(0, 1), but this search has uniform(0, 2)'),
    )
    expect(await why('bowl', { x })).toBe(another('its k is integer(1, 20), but this search has none'))
    expect(await why('bowl', { x, k, l2: x })).toBe(another('its l2 is missing, but this search has uniform(0, 1)'))
    expect(await why('bowl', { k, x })).toBe(another('its axes are in a different order'))
  })
  test('is something else', async () => {
    const other = (name: string, text: string) => {
      writeFileSync(path(name), text)
      return refusal(path(name))
    }
    const nothing =
      'search: the journal FILE is not a journal of a search. Delete it to start over, or pass another file.'
    expect(await other('a.csv', 'x,y\n1,2\n')).toBe(nothing)
    expect(await other('b.txt', 'no line end')).toBe(nothing)
    expect(await other('c.json', '{"format":"gradus model"}\n')).toBe(nothing)
    expect(await other('d.json', 'null\n')).toBe(nothing)
    expect(await other('e.json', '{"format":"gradus search","version":1}\n')).toBe(
      'search: the journal FILE has version 1, not 2. Delete it to start over, or pass another file.',
    )
  })
  test('is damaged', async () => {
    const at = (line: number, change: (text: string) => string) =>
      refusal(rewritten('damaged.jsonl', (all) => all.map((text, i) => (i === line - 1 ? change(text) : text))))
    const damaged = (what: string) =>
      `search: the journal FILE is damaged in line ${what}. Delete it to start over, or pass another file.`
    expect(await at(4, (text) => text.slice(0, -9))).toBe(damaged('4'))
    expect(await at(11, () => '{"number":3}')).toBe(damaged('11'))
    expect(await at(3, (text) => text.replace(/"score":[^,}]*/, '"score":"1"'))).toBe(damaged('3'))
    expect(await at(3, (text) => text.replace(/"score":[^,}]*/, '"score":null'))).toBe(damaged('3'))
    expect(await at(2, (text) => text.replace(/"seed":/, '"seed":1'))).toMatch(
      /^search: the journal FILE is damaged in line 2: the seed of trial \d are not those of this search\. Delete /,
    )
    expect(await at(1, (text) => text.replace('"repeats":1', '"repeats":0'))).toBe(damaged('1'))
    expect(await at(1, (text) => text.replace('"space":{', '"room":{'))).toBe(damaged('1'))
    expect(await at(2, (text) => text.replace(/"x":0/, '"x":1'))).toMatch(
      /line 2: the settings of trial \d are not those/,
    )
  })
  test('is a folder', async () => {
    mkdirSync(path('folder'))
    await expect(run(path('folder'))).rejects.toThrow(
      `search: the journal ${path('folder')} cannot be read (EISDIR: illegal operation on a directory, read). Delete it to start over, or pass another file.`,
    )
  })
})

describe('a search that is killed', () => {
  const program = fileURLToPath(new URL('run-search.js', import.meta.url))
  const toTheEnd = (journal: string) =>
    spawnSync(process.execPath, ['--no-warnings', program, journal], { encoding: 'utf8', env: {} })

  test('in the first round, in the second, and again, ends in the same result', async () => {
    const expected = toTheEnd(path('unharmed.jsonl'))
    expect(expected.stderr).toBe('')
    const file = path('killed.jsonl')
    for (const count of [3, 13, 17]) {
      const child = spawn(process.execPath, [program, file], { stdio: 'ignore' })
      const ended = once(child, 'exit')
      while (lines(file).length <= count && child.exitCode === null) await setTimeout(5)
      child.kill('SIGKILL')
      expect((await ended)[1]).toBe('SIGKILL') // it had not come to its end
    }
    const left = readFileSync(file, 'utf8')
    const kept = left.slice(0, left.lastIndexOf('\n') + 1)
    const { stdout, stderr } = toTheEnd(file)
    expect(stderr).toBe('')
    expect(stdout).toBe(expected.stdout)
    expect(readFileSync(file, 'utf8').startsWith(kept)).toBe(true)
    const numbers = lines(file).slice(1).map((line) => JSON.parse(line).number as number) // oxfmt-ignore
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, i) => i + 1)) // none was run twice
  })
})

test('a search that is aborted gives and keeps what was finished', async () => {
  const controller = new AbortController()
  let count = 0
  const onTrial = () => {
    if (++count === 4) controller.abort()
  }
  const file = path('aborted.jsonl')
  const stopped = await run(file, { signal: controller.signal, onTrial, workers: 1 })
  expect(stopped.result).toMatchObject({ ended: 'signal', trials: whole.trials.slice(0, 4) })
  expect(lines(file)).toHaveLength(5)
  const { result, ran } = await run(file)
  expect(result).toEqual(whole)
  expect(ran).toBe(6)
})
