import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { choice, search, table, uniform } from '@gradus/tune'
import { combine } from '../src/repeats.js'
import { task, workshop } from './helpers.js'

const { path } = workshop()
type Details = { seed: number; repeat: number; repeats: number; number: number }

describe('repeats', () => {
  const space = { x: uniform(0, 1) }
  const options = { trials: 6, seed: 3, repeats: 4, workers: 1 }

  test('the score is the mean over the repeats, with its standard error', async () => {
    const { trials, best } = await search(task('noisy'), space, options)
    for (const { score, standardError, repeats, details, number, seed } of trials) {
      const scores = repeats!.map((repeat) => repeat.score!)
      const mean = (scores[0]! + scores[1]! + scores[2]! + scores[3]!) / 4
      const variance = scores.map((s) => (s - mean) ** 2).reduce((a, b) => a + b) / 3
      expect(score).toBeCloseTo(mean, 14)
      expect(standardError).toBeCloseTo(Math.sqrt(variance / 4), 14)
      const own = repeats!.map((repeat) => repeat.details as unknown as Details)
      expect(own.map(({ repeat }) => repeat)).toEqual([1, 2, 3, 4])
      expect(own.every((d) => d.repeats === 4 && d.number === number)).toBe(true)
      expect(own[0]!.seed).toBe(seed)
      // Numbers that all repeats have; texts and what only one has are in the repeats.
      expect(details).toEqual({ seed: expect.any(Number), repeat: 2.5, repeats: 4, number })
    }
    expect(best.score).toBe(Math.min(...trials.map(({ score }) => score!)))
  })
  test('have other seeds in every trial and every repeat, and the settings do not depend on how many there are', async () => {
    const many = await search(task('noisy'), space, options)
    const seeds = many.trials.flatMap(({ repeats }) => repeats!.map(({ details }) => details!.seed))
    expect(new Set(seeds).size).toBe(24)
    const once = await search(task('noisy'), space, { ...options, repeats: 1 })
    expect(once.trials.map(({ settings, seed }) => ({ settings, seed }))).toEqual(
      many.trials.map(({ settings, seed }) => ({ settings, seed })),
    )
    expect(once.trials.map(({ score }) => score)).toEqual(many.trials.map(({ repeats }) => repeats![0]!.score))
    expect(once.trials[0]).not.toHaveProperty('repeats')
    expect(once.trials[0]).not.toHaveProperty('standardError')
  })
  test('give the same on any number of threads, in several rounds, and resumed from a journal', async () => {
    const run = (workers: number, journal?: string) =>
      search(task('noisy'), space, { ...options, rounds: 2, workers, ...(journal === undefined ? {} : { journal }) })
    const one = await run(1)
    expect(await run(3)).toEqual(one)
    const file = path('repeats.jsonl')
    expect(await run(2, file)).toEqual(one)
    writeFileSync(file, readFileSync(file, 'utf8').split('\n').slice(0, 4).join('\n')) // the last line is torn too
    expect(await run(2, file)).toEqual(one)
    expect(await run(2, file)).toEqual(one)
  })
  test('a trial fails if one of them does', async () => {
    const faults = { x: choice(['fails', 0.5]) }
    const { trials, best } = await search(task('noisy'), faults, { method: 'grid', repeats: 3, workers: 1 })
    expect(best.number).toBe(2)
    expect(trials[0]).toMatchObject({ score: null, failed: 'repeat 2 of 3: the second fold is empty' })
    expect(trials[0]!.repeats!.map(({ score }) => score === null)).toEqual([false, true, false])
  })
  test('are in the table', async () => {
    const [head, first] = table(await search(task('noisy'), space, options))
    expect(head!.slice(0, 3)).toEqual(['trial', 'x', 'score'])
    expect(first![2]).toMatch(/^0\.\d\d\d ± 0\.0\d\d$/)
  })
  test('of a journal must add up to its score', async () => {
    const file = path('changed.jsonl')
    const run = () => search(task('noisy'), space, { ...options, journal: file })
    await run()
    const lines = readFileSync(file, 'utf8').split('\n')
    const spoil = (change: (line: string) => string) => writeFileSync(file, lines.map((l, i) => (i === 2 ? change(l) : l)).join('\n')) // oxfmt-ignore
    for (const change of [
      (line: string) => line.replace(/"score":0/, '"score":1'),
      (line: string) => line.replace(/"standardError":0/, '"standardError":1'),
      (line: string) => JSON.stringify({ ...JSON.parse(line), repeats: JSON.parse(line).repeats.slice(1) }),
      (line: string) => JSON.stringify({ ...JSON.parse(line), repeats: undefined }),
    ]) {
      spoil(change)
      await expect(run()).rejects.toThrow(
        `search: the journal ${file} is damaged in line 3. Delete it to start over, or pass another file.`,
      )
    }
  })
})

describe('combine', () => {
  const scores = (...xs: number[]) => combine(xs.map((score) => ({ score })))
  test('equal scores have no spread, whatever rounding does to their mean', () => {
    expect(scores(0.1, 0.1, 0.1)).toMatchObject({ standardError: 0 })
    expect(scores(0.1, 0.1, 0.1).score).toBeCloseTo(0.1, 15)
  })
  test('scores of two numbers have half their distance as the standard error', () => {
    expect(scores(1, 4)).toMatchObject({ score: 2.5, standardError: 1.5 })
  })
  test('scores that overflow have failed; details that do are left out', () => {
    expect(scores(1.7e308, 1.7e308)).toMatchObject({
      score: null,
      failed: 'the scores of 2 repeats have the mean Infinity and the standard error 0',
    })
    expect(scores(1e200, -1e200).failed).toBe('the scores of 2 repeats have the mean 0 and the standard error Infinity')
    const large = { score: 1, details: { a: 1.7e308, b: 2 } }
    expect(combine([large, large]).details).toEqual({ b: 2 })
  })
})
