/**
 * Against 50-digit references (packages/testkit/references). What passes is decided in testkit's accuracy.ts: values
 * within 1e-14, first and second derivatives within 1e-12, relative; where large terms cancel, their line in
 * generate.py says so, and the result is judged relative to the terms. The worst of each order: node packages/testkit/tools/worst-errors.js
 */
import { describe, expect, test } from '@jest/globals'
import { table } from '@gradus/engine'
import { BOUND, deviations, floorOf, passes, references, worstDeviations } from '@gradus/testkit'

const all = deviations()
const names = [...Object.keys(table), 'softmax']

test('every op has references', () => {
  const missing = names.filter((name) => !all.some(({ op }) => op === name))
  const hint = missing.map(
    (op) =>
      `${op} has none. Add a line to packages/testkit/references/generate.py and run: python3 packages/testkit/references/generate.py ${op}`,
  )
  expect(hint).toEqual([])
})

describe.each(names)('%s', (op) => {
  const mine = all.filter((d) => d.op === op)

  test.each([0, 1, 2] as const)('agrees with the references in order %i', (order) => {
    const compared = mine.filter((d) => d.order === order)
    expect(compared.length).toBeGreaterThanOrEqual(7)
    expect(compared.filter((d) => !passes(d))).toEqual([])
  })
})

describe('the references', () => {
  const cases = references()

  test.each(Object.entries(table))('reach both ends of the domain of %s', (_, op) => {
    const points = cases.filter((c) => c.op === op.name).map((c) => c.inputs)
    op.domain.forEach(([low, high], i) => {
      const xs = typeof op.arity === 'number' ? points.map((p) => p[i]!) : points.flat()
      for (const [a, b] of [
        [low, low + (high - low) / 8],
        [high - (high - low) / 8, high],
      ] as const) {
        expect(xs.some((x) => x >= a && x <= b)).toBe(true)
      }
    })
  })

  test('name no op that the table does not have', () => {
    expect(cases.filter((c) => !names.includes(c.op))).toEqual([])
  })

  test('have finite operands, values and slopes; a second derivative may overflow', () => {
    for (const { inputs, value, partials, second } of cases) {
      expect([...inputs, value, ...partials].every(Number.isFinite)).toBe(true)
      expect(second.flat().some(Number.isNaN)).toBe(false)
    }
  })
})

describe('the comparison', () => {
  const deviation = { op: 'x', inputs: [], of: [], reference: 1, got: 1, terms: 0 }

  test('fails what is off, and NaN', () => {
    for (const order of [0, 1, 2] as const) {
      expect(passes({ ...deviation, order, absolute: BOUND[order], relative: BOUND[order] })).toBe(true)
      expect(passes({ ...deviation, order, absolute: 1, relative: 2 * BOUND[order] })).toBe(false)
      expect(passes({ ...deviation, order, absolute: floorOf(deviation), relative: 1 })).toBe(true)
      expect(passes({ ...deviation, order, absolute: 1e-16, relative: 1 })).toBe(false)
      expect(passes({ ...deviation, order, absolute: NaN, relative: NaN })).toBe(false)
    }
  })

  test('passes the rounding of terms that cancel, and no more', () => {
    const rounding = { ...deviation, order: 2, relative: 1, terms: 1 } as const
    expect(passes({ ...rounding, absolute: 1e-16 })).toBe(true)
    expect(passes({ ...rounding, absolute: 2e-15 })).toBe(false)
    expect(passes({ ...rounding, absolute: 1e-16, terms: 0 })).toBe(false)
  })

  test('names the worst of each order, which is above the rounding of one operation', () => {
    const worst = worstDeviations(all)
    expect(worst.map((d) => d.order)).toEqual([0, 1, 2])
    for (const { relative } of worst) expect(relative).toBeGreaterThan(1e-17)
  })
})

describe('values of ops that Math has', () => {
  const functions = Object.keys(table).filter((name) => name in Math)

  test('are many', () => expect(functions.length).toBeGreaterThan(20))

  test.each(functions)('%s is within 2 units in the last place of Math', (name) => {
    const reference = (Math as unknown as Record<string, (...xs: number[]) => number>)[name]!
    const op = table[name]!
    for (let k = 0; k <= 1000; k++) {
      const xs = op.domain.map(([low, high], i) => low + ((high - low) * ((k * (1 + 6 * i)) % 1001)) / 1000)
      expect(Math.abs(op.evaluate(xs) - reference(...xs))).toBeLessThanOrEqual(2 * ulp(reference(...xs)))
    }
  })
})

/** The distance from |x| to the next double. */
function ulp(x: number): number {
  const bits = new BigUint64Array(new Float64Array([Math.abs(x)]).buffer)
  bits[0]! += 1n
  return new Float64Array(bits.buffer)[0]! - Math.abs(x)
}
