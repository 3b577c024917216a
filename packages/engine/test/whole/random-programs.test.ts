/**
 * Random programs over all ops, every run the same: whatever way the engine computes a number, it is the same
 * number, and its derivatives are those of finite differences on plain numbers.
 */
import { beforeAll, describe, expect, test } from '@jest/globals'
import { dataOf, grad, table, Value } from '@gradus/engine'
import type { Program } from '@gradus/testkit'
import { callMethod, randomProgram, runs, showProgram, sides, slopes, trace } from '@gradus/testkit'

const COUNT = runs(1000)
const WITH_HESSIAN = COUNT / 10

const programs = Array.from({ length: COUNT }, (_, i) => randomProgram(i + 1))

/** Everything that was found wrong, by test; each entry names its program. */
const wrong = {
  routes: [] as string[],
  values: [] as string[],
  finite: [] as string[],
  twice: [] as string[],
  grad: [] as string[],
  slopes: [] as string[],
  hessian: [] as string[],
  symmetry: [] as string[],
}
const compared = { slopes: 0, second: 0 }
const leftOut = { slopes: 0, second: 0 }

/** |a − b| within tolerance, relative to the larger and to 1. */
const near = (a: number, b: number, tolerance: number) =>
  Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b))

const moved = (point: readonly number[], i: number, h: number) => point.map((x, k) => (k === i ? x + h : x))

beforeAll(() => {
  for (const program of programs) checkFirstOrder(program)
  for (const program of programs.slice(0, WITH_HESSIAN)) checkSecondOrder(program)
})

function checkFirstOrder(program: Program): void {
  const report = (list: string[], what: string) => list.push(`${what}; ${showProgram(program)}`)
  const numbers = trace(program, program.at)
  const leaves = program.at.map((x) => new Value(x))
  const slots = trace(program, leaves)
  const byMethod = trace(program, leaves, callMethod)
  const y = slots.at(-1) as Value

  slots.forEach((v, k) => {
    if (!Object.is(dataOf(v), numbers[k])) report(wrong.values, `#${k} is ${dataOf(v)} as a Value, ${numbers[k]!}`)
    if (!Object.is(dataOf(v), dataOf(byMethod[k]!))) report(wrong.routes, `#${k} is ${dataOf(byMethod[k]!)} by method`)
    if (typeof v !== typeof byMethod[k]) report(wrong.routes, `#${k} is a ${typeof byMethod[k]} by method`)
  })

  y.backward()
  const exact = leaves.map((x) => x.grad)
  if (![y.data, ...exact].every(Number.isFinite)) report(wrong.finite, `value ${y.data}, slopes ${exact.join(', ')}`)
  grad(y, leaves).forEach((g, i) => {
    if (!near(g.data, exact[i]!, 1e-13)) report(wrong.grad, `slope ${i}: ${g.data} by grad, ${exact[i]!} by backward`)
  })
  y.backward()
  leaves.forEach((x, i) => {
    if (x.grad !== 2 * exact[i]!) report(wrong.twice, `slope ${i}: ${exact[i]!}, after the second call ${x.grad}`)
  })
  const again = byMethod.at(-1) as Value
  leaves.forEach((x) => x.zeroGrad())
  again.backward()
  leaves.forEach((x, i) => {
    if (!Object.is(x.grad, exact[i])) report(wrong.routes, `slope ${i}: ${x.grad} by methods, ${exact[i]!}`)
  })

  const here = sides(program, numbers).join()
  program.at.forEach((_, i) => {
    compared.slopes++
    const estimate = slopes((h) => {
      const there = trace(program, moved(program.at, i, h)) as number[]
      return sides(program, there).join() === here ? [there.at(-1)!] : undefined
    }, 1 / 32, 10)?.[0] // oxfmt-ignore
    // Too close to a kink for any step, or too rough for the differences to settle.
    if (estimate === undefined || !(estimate.noise <= 1e-6 * Math.max(1, Math.abs(estimate.value)))) leftOut.slopes++
    else if (!near(exact[i]!, estimate.value, 1e-8 + 4 * estimate.noise)) {
      report(wrong.slopes, `slope ${i}: ${exact[i]!}, finite differences give ${estimate.value} ± ${estimate.noise}`)
    }
  })
}

function gradientAt(program: Program, xs: readonly number[]): { slots: number[]; gradient: number[] } {
  const leaves = xs.map((x) => new Value(x))
  const slots = trace(program, leaves)
  ;(slots.at(-1) as Value).backward()
  return { slots: slots.map(dataOf), gradient: leaves.map((x) => x.grad) }
}

function checkSecondOrder(program: Program): void {
  const report = (list: string[], what: string) => list.push(`${what}; ${showProgram(program)}`)
  const leaves = program.at.map((x) => new Value(x))
  const y = trace(program, leaves).at(-1) as Value
  const H = grad(y, leaves).map((g) => grad(g, leaves).map((h) => h.data))
  const here = sides(program, trace(program, program.at)).join()
  program.at.forEach((_, i) => {
    const estimates = slopes((h) => {
      const { slots, gradient } = gradientAt(program, moved(program.at, i, h))
      return sides(program, slots).join() === here ? gradient : undefined
    }, 1 / 32, 10) // oxfmt-ignore
    H.forEach((row, j) => {
      compared.second++
      const [a, b] = [row[i]!, H[i]![j]!]
      if (!near(a, b, 1e-11)) report(wrong.symmetry, `H[${j}][${i}] is ${a}, H[${i}][${j}] is ${b}`)
      const estimate = estimates?.[j]
      if (estimate === undefined || !(estimate.noise <= 1e-6 * Math.max(1, Math.abs(estimate.value)))) leftOut.second++
      else if (!near(a, estimate.value, 1e-7 + 4 * estimate.noise)) {
        report(wrong.hessian, `H[${j}][${i}] is ${a}, finite differences give ${estimate.value} ± ${estimate.noise}`)
      }
    })
  })
}

describe(`${COUNT} random programs`, () => {
  test('use every op often, share and repeat operands, and have plain numbers among them', () => {
    const all = programs.flatMap((p) => p.instructions)
    const uses = new Map<string, number>()
    for (const { op } of all) uses.set(op, (uses.get(op) ?? 0) + 1)
    for (const name of Object.keys(table)) expect([name, (uses.get(name) ?? 0) > COUNT / 12]).toEqual([name, true])
    const repeats = all.filter(({ operands }) => {
      const read = operands.flatMap((o) => ('slot' in o ? [o.slot] : []))
      return new Set(read).size < read.length
    })
    expect(repeats.length).toBeGreaterThan(COUNT / 5)
    expect(all.filter(({ operands }) => operands.some((o) => 'constant' in o)).length).toBeGreaterThan(COUNT)
    expect(all.length / COUNT).toBeGreaterThan(20)
  })

  test('are finite, value and slopes', () => expect(wrong.finite).toEqual([]))

  test('have the same values on numbers as on Values, bit for bit', () => expect(wrong.values).toEqual([]))

  test('have the same values and slopes by methods as by functions, bit for bit', () => {
    expect(wrong.routes).toEqual([])
  })

  test('have twice the slopes, exactly, after a second backward', () => expect(wrong.twice).toEqual([]))

  test('have the same slopes by grad as by backward, within 1e-13', () => expect(wrong.grad).toEqual([]))

  test('have the slopes of finite differences', () => expect(wrong.slopes).toEqual([]))

  test('are compared with finite differences in all but 2 % of their slopes', () => {
    expect(compared.slopes).toBeGreaterThan(2 * COUNT)
    expect(leftOut.slopes / compared.slopes).toBeLessThan(0.02)
  })
})

describe(`the Hessian of ${WITH_HESSIAN} of them`, () => {
  test('is symmetric', () => expect(wrong.symmetry).toEqual([]))

  test('is that of finite differences of backward', () => expect(wrong.hessian).toEqual([]))

  test('is compared in all but 2 % of its entries', () => {
    expect(compared.second).toBeGreaterThan(2 * WITH_HESSIAN)
    expect(leftOut.second / compared.second).toBeLessThan(0.02)
  })
})
