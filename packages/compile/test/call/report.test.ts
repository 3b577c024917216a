/** What `report` and `listing` say about a compiled function. */
import { describe, expect, test } from '@jest/globals'
import { dot, sum, tanh, Value } from '@gradus/engine'
import { compile, type Derivation, type Backend } from '../../src/index.js'

const BACKENDS: Backend[] = ['interpreter', 'wasm']
const DERIVATIONS: Derivation[] = ['outputs', 'gradient', 'hvp', 'jacobian']
const PASSES = ['lower', 'fold', 'share', 'collect', 'prune']

const w = Array.from({ length: 9 }, (_, i) => new Value(i / 10))
const net = (xs: Value[]) => sum([0, 3, 6].map((i) => tanh(dot(w.slice(i, i + 3), xs)))).div(3)
const compileNet = (backend: Backend) => compile(net, [3], { parameters: w, backend })

describe.each(BACKENDS)('%s', (backend) => {
  test.each(DERIVATIONS)(
    '%s: the report names the stages of the listing, and counts their instructions',
    (derivation) => {
      const f = compileNet(backend)
      for (const examples of [1, 7, 40]) {
        const { stages, loops } = f.report(derivation, examples)
        const listing = f.listing(derivation, examples)
        const names = ['recorded', ...(derivation === 'outputs' ? [] : ['derived']), ...PASSES]
        expect(stages.map(({ name }) => name)).toEqual(names)
        expect(listing.map(({ name }) => name)).toEqual([...names, 'lanes', 'loops'])
        const lines = listing.map(({ text }) => text.split('\n'))
        const instructions = lines.map((list) => list.filter((line) => line.includes(' = ')).length)
        expect(stages.map(({ instructions }) => instructions)).toEqual(instructions.slice(0, names.length))
        expect(loops).toBe(lines.at(-1)!.length)
      }
    },
  )

  test('the report counts runs, lanes, bytes and milliseconds', () => {
    const f = compileNet(backend)
    const before = f.report('gradient', 40)
    expect([before.backend, before.precision, before.lanes, before.runs]).toEqual([backend, 'f64', 10, 0])
    f.gradient(new Float64Array(3 * 40))
    f.gradient(new Float64Array(3))
    f.value(new Float64Array(3))
    const after = f.report('gradient', 40)
    expect(after.runs).toBe(4 + 1 + 1) // the first block ran once more, for the comparison
    expect(f.report('outputs').runs).toBe(1)
    expect(f.report('outputs').lanes).toBe(1)
    expect(after.codeBytes > 0).toBe(backend === 'wasm')
    expect(after.codeBytes).toBe(before.codeBytes)
    expect(after.memoryBytes % 65_536).toBe(0)
    expect(after.memoryBytes).toBeGreaterThan(0)
    expect(after.milliseconds).toBeGreaterThan(0)
    expect(after.fallbacks).toEqual([])
    expect(compile(net, [3], { parameters: w, backend, precision: 'f32' }).report().precision).toBe('f32')
  })

  test('a program may need no instruction', () => {
    const f = compile((x: Value) => x, ['scalar'], { backend })
    expect(f.report('outputs').stages.map(({ instructions }) => instructions)).toEqual([0, 0, 0, 0, 0, 0])
    expect(f.value([3])).toBe(3)
  })
})

/** The stages that change something. Addresses become letters, in the order in which they appear. */
function listed(derivation: Derivation, examples: number): string {
  const a = new Value(2)
  const f = compile((x: Value, y: Value) => x.mul(a).add(y.pow(2)).exp(), ['scalar', 'scalar'], {
    parameters: [a],
    backend: 'interpreter',
  })
  const listing = f.listing(derivation, examples)
  const changing = listing.filter(({ text }, i) => text !== listing[i - 1]?.text)
  const addresses: string[] = []
  const letter = (address: string): string => {
    if (!addresses.includes(address)) addresses.push(address)
    return 'ABCDEFGHIJKLMNOPQ'.charAt(addresses.indexOf(address))
  }
  return changing
    .map(({ name, text }) => `${name}\n${text.replace(/m\[(\d+)/g, (_, address: string) => `m[${letter(address)}`)}\n`)
    .join('\n')
}

test('the listing of the outputs for one example', () => {
  expect(listed('outputs', 1)).toMatchInlineSnapshot(`
   "recorded
   %0 = mul %x[0], %w[0]
   %1 = pow %x[1], 2
   %2 = add %0, %1
   %3 = exp %2
   outputs %3

   fold
   %0 = mul %x[0], %w[0]
   %1 = square %x[1]
   %2 = add %0, %1
   %3 = exp %2
   outputs %3

   lanes
   %0 = mul %x[0], %w[0]
   %1 = square %x[1]
   %2 = add %0, %1
   %3 = exp %2
   %4 = copy %3
   outputs %4

   loops
   for once: m[A] = mul m[B], m[C]
   for once: m[D] = square m[E]
   for once: m[F] = add m[A], m[D]
   for once: m[G] = exp m[F]
   for once: m[H] = copy m[G]
   "
  `)
})

test('the listing of the gradient for four examples', () => {
  expect(listed('gradient', 4)).toMatchInlineSnapshot(`
   "recorded
   %0 = mul %x[0], %w[0]
   %1 = pow %x[1], 2
   %2 = add %0, %1
   %3 = exp %2
   outputs %3

   derived
   %0 = mul %x[0], %w[0]
   %1 = pow %x[1], 2
   %2 = add %0, %1
   %3 = exp %2
   %4 = azmul %3, %w[0]
   %5 = pow %x[1], 1
   %6 = azmul 2, %5
   %7 = azmul %3, %6
   %8 = azmul %3, %x[0]
   outputs %3, %4, %7
   totals %8

   fold
   %0 = mul %x[0], %w[0]
   %1 = square %x[1]
   %2 = add %0, %1
   %3 = exp %2
   %4 = azmul %3, %w[0]
   %5 = azmul 2, %x[1]
   %6 = azmul %3, %5
   %7 = azmul %3, %x[0]
   outputs %3, %4, %6
   totals %7

   lanes
   %0 = mul %x[0], %w[0] (each lane)
   %1 = square %x[1] (each lane)
   %2 = add %0, %1 (each lane)
   %3 = exp %2 (each lane)
   %4 = azmul %3, %w[0] (each lane)
   %5 = azmul 2, %x[1] (each lane)
   %6 = azmul %3, %5 (each lane)
   %7 = laneDot %3, %x[0]
   %8 = copy %3 (each lane)
   %9 = copy %4 (each lane)
   %10 = copy %6 (each lane)
   outputs %8..%10
   totals %7

   loops
   for i < 4: m[A + i] = mul m[B + 2i], m[C]
   for i < 4: m[D + i] = square m[E + 2i]
   for i < 4: m[F + i] = azmul m[G], m[E + 2i]
   for i < 4: m[H + i] = add m[A + i], m[D + i]
   for i < 4: m[I + i] = exp m[H + i]
   for i < 4: m[J + i] = azmul m[I + i], m[C]
   for i < 4: m[K + i] = azmul m[I + i], m[F + i]
   for i < 4: m[L] += Σi laneDot m[I + i], m[B + 2i]
   for i < 3, j < 4: m[M + i + 3j] = copy m[I + 4i + j]
   "
  `)
})
