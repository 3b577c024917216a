/**
 * Loops read and write only their own places. WebAssembly stops a program that leaves the memory, so in each nest here one
 * list ends exactly where the memory ends. Afterwards the whole memory must be what the interpreter makes of it.
 */
import { describe, expect, test } from '@jest/globals'
import { add, azmul, dot, mul, neg, type Op, sin, sum, Value, where } from '@gradus/engine'
import { runs } from '@gradus/testkit'
import { Arena } from '../../src/memory/arena.js'
import { compile } from '../../src/index.js'
import { interpret } from '../../src/run/interpreter.js'
import { azdot, copy, laneDot, laneSum } from '../../src/program/ops.js'
import type { Nest, Ref } from '../../src/schedule/nest.js'
import { Nests } from '../../src/schedule/nests.js'
import { emit } from '../../src/wasm/emit.js'
import { generator } from '../beside-engine.js'

const COUNT = runs(100)

/** The ops, and how many operands each has per term. */
const SUMS: [Op, number][] = [[sum, 1], [laneSum, 1], [dot, 2], [azdot, 2], [laneDot, 2]] // oxfmt-ignore
const MAPS: [Op, number][] = [[copy, 1], [neg, 1], [sin, 1], [add, 2], [mul, 2], [azmul, 2], [where, 3]] // oxfmt-ignore

describe.each(['f64', 'f32'] as const)('%s', (precision) => {
  test.each(['contract', 'map', 'gather'] as const)(
    `${COUNT} random nests of the kind %s leave the memory as the interpreter does`,
    (kind) => {
      for (let seed = 1; seed <= COUNT; seed++) {
        const [wasm, plain] = [new Arena(precision, true), new Arena(precision, false)]
        const length = wasm.numbers.length
        const { nest, table } = randomNest(kind, seed, length)
        for (const arena of [wasm, plain]) {
          const random = generator(seed)
          for (let i = 0; i < length; i++) arena.numbers[i] = Math.floor(9 * random()) - 4 // sums are exact
          arena.integers.set(table, nest.table)
        }
        const nests = new Nests()
        nests.push(
          nest,
          nest.operands.map(() => []),
        )
        const schedule = { nests, groups: 1, results: new Set([0]) }
        const keep = seed % 2 === 0 ? 0 : -1
        try {
          emit([schedule], [], wasm, seed % 3 > 0).executable.run(keep)
        } catch (error) {
          throw new Error(`seed ${seed}: ${(error as Error).message}; ${JSON.stringify(nest)}`, { cause: error })
        }
        interpret([nest], [], plain).run(keep)
        for (let i = 0; i < length; i++) {
          if (Math.abs(wasm.numbers[i]! - plain.numbers[i]!) <= 1e-6) continue
          throw new Error(`seed ${seed}: ${wasm.numbers[i]} instead of ${plain.numbers[i]} at ${i}; ${JSON.stringify(nest)}`) // oxfmt-ignore
        }
      }
    },
  )
})

function randomNest(kind: Nest['kind'], seed: number, length: number): { nest: Nest; table: readonly number[] } {
  const random = generator(7 * seed)
  const below = (n: number) => Math.floor(n * random())
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!
  const half = length / 2
  const sizes = (count: number, most: number) => Array.from({ length: count }, () => 1 + below(most))
  /** A place near the start of the memory, or one that ends where the memory ends. */
  const place = (dims: readonly number[], strides: readonly number[], atEnd: boolean): Ref => {
    const last = dims.reduce((sum, count, d) => sum + (count - 1) * strides[d]!, 0)
    return { base: atEnd ? length - 1 - last : below(half - last), strides }
  }
  const resultAtEnd = below(3) === 0
  /** Strides of a result: each place occurs once, sometimes with gaps. */
  const apart = (dims: readonly number[]): number[] => {
    const strides: number[] = []
    let next = pick([1, 1, 3])
    for (let d = dims.length - 1; d >= 0; d--) {
      strides.unshift(next)
      next *= dims[d]!
    }
    return strides
  }
  const shared = { accumulate: pick(['no', 'batch'] as const), table: 0, group: 0 }
  if (kind === 'gather') {
    const dims = below(2) === 0 ? [1 + below(20)] : [1 + below(20), 2 + below(15)]
    const lane = dims.length === 1 ? [] : [1 + below(3)]
    const out = place([dims[0]!, 16], [dims.length === 1 ? 1 : 16, 1], resultAtEnd)
    const reach = dims.length === 1 ? 0 : (dims[1]! - 1) * lane[0]!
    const addresses = Array.from({ length: dims[0]! }, () =>
      resultAtEnd ? 200 + below(half - 200 - reach) : length - 1 - reach - below(pick([1, 5, half - 200])),
    )
    const own = dims.length === 1 ? { ...out, strides: [1] } : out
    const nest = { ...shared, accumulate: 'no', kind, op: copy, dims, reduced: 0, out: own, operands: [{ base: 0, strides: [0, ...lane] }] } as const // oxfmt-ignore
    const base = own.base < 200 ? 200 : own.base // the table is at the start
    return { nest: { ...nest, out: { ...own, base } }, table: addresses }
  }
  const outer = sizes(below(4), 6)
  const inner = kind === 'contract' ? sizes(1 + below(2), pick([4, 9, 30])) : []
  const dims = [...outer, ...inner]
  const [op, count] = pick(kind === 'contract' ? SUMS : MAPS)
  const out = place(outer, apart(outer), resultAtEnd)
  const room = Math.floor(half / (dims.length + 1))
  const operands = Array.from({ length: count }, () => {
    const dense = apart(dims)
    const strides = dims.map((n, d) => pick([0, 1, dense[d]!, dense[d]!, below(Math.floor(room / n) + 1)]))
    const last = dims.reduce((sum, n, d) => sum + (n - 1) * strides[d]!, 0)
    return place(dims, last < half ? strides : dims.map(() => 1), !resultAtEnd)
  })
  const accumulate = kind === 'map' ? 'no' : shared.accumulate
  return {
    nest: { ...shared, accumulate, kind, op, dims, reduced: inner.length, out: { ...out, strides: [...out.strides, ...inner.map(() => 0)] }, operands }, // oxfmt-ignore
    table: [],
  }
}

test.each([
  ['f64', 6000],
  ['f32', 12_000],
] as const)('%s: a sum of parameters that are far apart, among %d', (precision, count) => {
  const w = Array.from({ length: count }, (_, i) => new Value((i % 7) / 8))
  const picked = [...w.slice(0, 8), w[100]!, w[count / 2]!, w[count - 100]!]
  const f = compile((x: Value) => sum(picked).mul(x), ['scalar'], { parameters: w, precision, backend: 'wasm' })
  const expected = picked.reduce((s, p) => s + p.data, 0)
  expect(f.value([2])).toBe(2 * expected)
  const { value, gradient, parameterGradient } = f.valueAndGradient([2])
  expect([value, gradient[0]]).toEqual([2 * expected, expected])
  expect([...parameterGradient]).toEqual(w.map((p) => 2 * picked.filter((q) => q === p).length))
})
