/** The loss curves of long runs show the extremes and little else. */
import { expect, test } from '@jest/globals'
import { Random } from '@gradus/nn'
import { ShownPasses } from '../../src/network/shown-passes.js'
import type { Losses } from '../../src/training/messages.js'

/** A run that reports its passes a few at a time. */
function run(count: number, hasValidation: boolean) {
  const random = new Random(1)
  const records: Losses[] = []
  const shown = new ShownPasses()
  const add = (many: number) => {
    const from = records.length + 1
    for (let i = 0; i < many; i++) {
      records.push({ loss: random.normal(), ...(hasValidation ? { validationLoss: random.normal() } : {}) } as Losses)
    }
    shown.update(from, records)
  }
  while (records.length < count) add(Math.min(317, count - records.length))
  return { records, shown, add }
}

test('a short run shows all passes', () => {
  const { shown } = run(10_000, true)
  expect(shown.passes).toEqual(Array.from({ length: 10_000 }, (_, i) => i + 1))
})

test.each([false, true])('a long run shows at most 16,000, with all extremes (validation %s)', (hasValidation) => {
  const { records, shown } = run(150_000, hasValidation)
  expect(shown.passes.length).toBeLessThanOrEqual(16_000)
  expect(shown.passes).toEqual([...shown.passes].sort((a, b) => a - b))
  expect(shown.passes[0]).toBe(1)
  expect(shown.passes.at(-1)).toBe(150_000)
  for (const name of hasValidation ? (['loss', 'validationLoss'] as const) : (['loss'] as const)) {
    const values = records.map((record) => record[name]!)
    for (let from = 0; from < values.length; from += 10_000) {
      const stretch = values.slice(from, from + 10_000)
      for (const extreme of [Math.min(...stretch), Math.max(...stretch)]) {
        expect(shown.passes).toContain(1 + values.indexOf(extreme))
      }
    }
  }
})

test('passes that are made again replace those of before', () => {
  const { records, shown, add } = run(50_000, false)
  records.length = 20_000
  add(100)
  expect(shown.passes.at(-1)).toBe(20_100)
  expect(shown.passes.filter((pass) => pass > 20_000)).toHaveLength(100)
  shown.update(1, [])
  expect(shown.passes).toEqual([])
})
