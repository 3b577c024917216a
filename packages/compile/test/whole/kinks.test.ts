/** Every op at its kinks and other awkward points, and with numbers that are not finite, compiled and by the engine. */
import { describe, expect, test } from '@jest/globals'
import { table, Value } from '@gradus/engine'
import { awkwardPoints, callFunction } from '@gradus/testkit'
import { byEngine, compileFor, expectFast, nameOf, near, nearSlope, type Subject, WAYS } from '../beside-engine.js'

describe.each(WAYS.map((way) => [nameOf(way), way] as const))('%s', (_, way) => {
  test.each(awkwardPoints)('value and slopes at $name', ({ f, at, value, slopes }) => {
    const n = at.length
    const compiled = compileFor({ f: f as Subject['f'], shape: [n] }, way)
    // Other points stand next to the awkward one, to see that it does not change them.
    const points = Array.from({ length: way.examples }, (_, b) => (b % 3 === 1 ? at.map(() => 0.75) : at)).flat()
    for (const all of [at.map(() => 0.75), at]) {
      const batch = way.examples === 1 ? all : points
      const expected = byEngine({ f: f as Subject['f'], shape: [n] }, batch)
      const { values, gradient } = compiled.valueAndGradient(batch)
      expected.values.forEach((y, b) => expectNumber(values[b]!, y, near))
      expected.gradient.forEach((s, i) => expectNumber(gradient[i]!, s, nearSlope))
    }
    const { values, gradient } = compiled.valueAndGradient(way.examples === 1 ? at : points)
    expectNumber(values[0]!, value, nearSlope) // the list has 0 where −0 is right too
    slopes.forEach((s, i) => expectNumber(gradient[i]!, s, nearSlope))
    expectFast(compiled, way, 3)
  })

  test.each(awkwardPoints.filter(({ hessian }) => hessian !== undefined))(
    'second derivatives at $name',
    ({ f, at, hessian }) => {
      const compiled = compileFor({ f: f as Subject['f'], shape: [at.length] }, way)
      hessian!.forEach((column, k) => {
        const times = <T>(list: T[]) => Array.from({ length: way.examples }, () => list).flat()
        const product = compiled.hvp(times(at), times(at.map((_, i) => (i === k ? 1 : 0))))
        expect([...product].map((h) => h + 0)).toEqual(times(column))
      })
    },
  )

  test.each(Object.entries(table))('%s of 0, infinity, NaN and very small or large numbers', (_, op) => {
    const n = typeof op.arity === 'number' ? op.arity : 4
    const subject: Subject = { f: (xs) => callFunction(op, xs) as Value, shape: [n] }
    const compiled = compileFor(subject, way)
    const points = awkwardLists(n)
    for (let start = 0; start < points.length; start += way.examples) {
      const batch = Array.from({ length: way.examples }, (_, b) => points[(start + b) % points.length]!).flat()
      const expected = byEngine(subject, batch)
      const { values, gradient } = compiled.valueAndGradient(batch)
      const at = (i: number) => batch.slice(i * n, (i + 1) * n)
      expected.values.forEach((y, b) => expectNumber(values[b]!, y, near, at(b)))
      expected.gradient.forEach((s, i) => expectNumber(gradient[i]!, s, nearSlope, at(Math.floor(i / n))))
    }
  })
})

const SPECIAL = [NaN, Infinity, -Infinity, 0, -0, 5e-324, -5e-324, 1.7976931348623157e308, 1, -1, 0.75, -2.5]

/** Every pair of special numbers, and each of them alone in each place. */
function awkwardLists(n: number): number[][] {
  const lists = SPECIAL.flatMap((x) => SPECIAL.map((y) => Array.from({ length: n }, (_, i) => (i % 2 === 0 ? x : y))))
  return [...lists, ...SPECIAL.flatMap((x) => Array.from({ length: n }, (_, k) => ones(n, k, x)))]
}
const ones = (n: number, k: number, x: number) => Array.from({ length: n }, (_, i) => (i === k ? x : 1))

function expectNumber(got: number, expected: number, same: typeof near, where?: number[]): void {
  if (!same(got, expected, 1e-13)) expect({ got, where }).toEqual({ got: expected, where })
}
