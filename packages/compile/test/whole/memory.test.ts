/** Calls of a compiled function leave no memory behind, and the function keeps nothing that it does not need. */
import { setFlagsFromString } from 'node:v8'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { defineOp, dot, sum, tanh, unary, Value } from '@gradus/engine'
import { compile, type Compiled, type Backend } from '../../src/index.js'

const BACKENDS: Backend[] = ['interpreter', 'wasm']
/** So many that the smallest object kept by each call, of 16 bytes, would be more than the heap may grow. */
const CALLS = 20_000

const collect = globalThis.gc!
/** Collects garbage several times, because a WeakRef keeps its target alive until the job that made it is over. */
async function afterGc(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await new Promise((resolve) => setTimeout(resolve))
    collect()
  }
}
const used = async () => {
  await afterGc()
  const { heapUsed, arrayBuffers, external } = process.memoryUsage()
  return { heapUsed, arrayBuffers, external }
}
/** How much more memory is in use after `work`: the least of three rounds, because the JavaScript engine keeps code of its own. */
async function growth(work: () => void) {
  const least = { heapUsed: Infinity, arrayBuffers: Infinity, external: Infinity }
  for (let round = 0; round < 3; round++) {
    const before = await used()
    work()
    const after = await used()
    for (const key of Object.keys(least) as (keyof typeof least)[]) {
      least[key] = Math.min(least[key], after[key] - before[key])
    }
  }
  return least
}
/**
 * How many bytes of objects the calls make: the first round that makes less than `bound`, or else the least of 30, because the
 * JavaScript engine optimizes in the background. The calls are so few that no collection comes between.
 */
function heapGrowth(call: () => void, calls: number, bound: number): number {
  for (let i = 0; i < 20_000; i++) call()
  let least = Infinity
  for (let round = 0; round < 30 && least >= bound; round++) {
    collect()
    const before = process.memoryUsage().heapUsed
    for (let i = 0; i < calls; i++) call()
    least = Math.min(least, process.memoryUsage().heapUsed - before)
  }
  return least
}

const w = Array.from({ length: 12 }, (_, i) => new Value(Math.sin(i)))
const net = (xs: Value[]) => sum(Array.from({ length: 4 }, (_, i) => tanh(dot(w.slice(3 * i, 3 * i + 3), xs))))

const points = Float64Array.from({ length: 6 }, (_, i) => i / 6)
const vectors = new Float64Array(6).fill(1)
const METHODS: [name: string, call: (f: Compiled) => unknown][] = [
  ['value', (f) => f.value(points)],
  ['values', (f) => f.values(points)],
  ['gradient', (f) => f.gradient(points)],
  ['valueAndGradient', (f) => f.valueAndGradient(points)],
  ['jacobian', (f) => f.jacobian(points)],
  ['hvp', (f) => f.hvp(points, vectors)],
]

const slow = defineOp(unary('slow', { f: (x) => x, d: 1, domain: [-1, 1] })) // it has no WebAssembly kernel
const FUNCTIONS: [name: string, f: (xs: Value[]) => Value, returned: number][] = [
  ['a net', net, 0],
  ['an op without a kernel', (xs) => slow(net(xs)), 1],
]

describe('a call of WebAssembly code makes no objects', () => {
  // A number that a JavaScript function returns may take 16 bytes. Even the smallest object takes more.
  const expectOnly = (count: number, call: () => unknown) => {
    const bound = 2000 * (18 * count + 4)
    expect(heapGrowth(call, 2000, bound)).toBeLessThan(bound)
  }
  // V8 leaves out the objects that nobody reads when it optimizes, so here it does that as early as it usually does.
  beforeAll(() => setFlagsFromString('--interrupt-budget=67584'))
  afterAll(() => import('../../../testkit/tools/optimize-later.cjs' as string))

  test.each(METHODS)('for %s', (_, method) => {
    const f = compile(net, [3], { parameters: w, backend: 'wasm' })
    expectOnly(1, () => method(f))
  })
  test.each(FUNCTIONS)('for %s, in a batch of one block and a remainder', (_, function_, returned) => {
    const f = compile(function_, [3], { parameters: w, backend: 'wasm' })
    const batch = new Float64Array(3 * 19).fill(0.5) // 16 examples and 3
    expectOnly(19 * returned, () => f.valueAndGradient(batch))
  })
})

describe.each(BACKENDS)('%s', (backend) => {
  const compileNet = () => compile(net, [3], { parameters: w, backend })

  test(`${CALLS} calls leave the heap, the buffers and memoryBytes as they were`, async () => {
    const f = compileNet()
    const few = points.subarray(0, 3)
    const call = (i: number) => (i % 2 === 0 ? f.valueAndGradient(few) : f.value(few))
    for (let i = 0; i < 100; i++) call(i)
    const { memoryBytes } = f.report()
    const { heapUsed, arrayBuffers, external } = await growth(() => {
      for (let i = 0; i < CALLS; i++) call(i)
    })
    expect(heapUsed).toBeLessThan(200_000)
    expect(arrayBuffers).toBeLessThan(20_000)
    expect(external).toBeLessThan(20_000)
    expect(f.report().memoryBytes).toBe(memoryBytes)
  })

  test('batches of 40 different sizes use no more memory the second time', async () => {
    const f = compileNet()
    const all = new Float64Array(3 * 40).fill(0.5)
    const calls = () => {
      for (let count = 1; count <= 40; count++) f.valueAndGradient(all.subarray(0, 3 * count))
    }
    calls()
    const { memoryBytes } = f.report()
    const { heapUsed, arrayBuffers } = await growth(() => {
      for (let i = 0; i < 40; i++) calls()
    })
    expect(heapUsed).toBeLessThan(200_000)
    expect(arrayBuffers).toBeLessThan(20_000)
    expect(f.report().memoryBytes).toBe(memoryBytes)
  })

  test('the Values of the recording are not kept', async () => {
    const refs: WeakRef<object>[] = []
    const keep = <T extends object>(x: T): T => {
      refs.push(new WeakRef(x))
      return x
    }
    const make = () => {
      const captured: { factor?: Value } = { factor: keep(new Value(2)) }
      const f = compile(
        (x: Value, y: Value) =>
          keep(keep(x.mul(captured.factor?.data ?? 2)).exp()).add(keep(keep(new Value(3)).mul(y))),
        ['scalar', 'scalar'],
        { backend },
      )
      delete captured.factor
      f.gradient([1, 2])
      f.hvp([1, 2], [1, 1])
      f.jacobian([1, 2])
      f.report()
      return f
    }
    const f = make()
    await afterGc()
    expect(refs.length).toBe(1 + 5 * 4) // two recordings, and a comparison for each of three first calls
    expect(refs.filter((ref) => ref.deref() !== undefined)).toEqual([])
    expect(f.value([0, 2])).toBe(7)
  })

  test('the memory of a function that nobody holds is freed', async () => {
    const refs: WeakRef<object>[] = []
    const make = () => {
      const f = compile((xs: Value[]) => sum(xs), [10_000], { backend })
      f.value(new Float64Array(10_000).fill(1))
      const { arena } = (f as unknown as { derivations: { arena: { numbers: Float64Array } } }).derivations
      refs.push(new WeakRef(arena), new WeakRef(arena.numbers.buffer))
    }
    make()
    // The JavaScript engine may be optimizing its code, and hold it for a while.
    const alive = () => refs.filter((ref) => ref.deref() !== undefined).length
    for (let i = 0; i < 100 && alive() > 0; i++) await afterGc()
    expect(alive()).toBe(0)
  })
})
