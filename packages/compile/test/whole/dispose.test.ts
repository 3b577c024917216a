/** dispose() frees the memory, even while the object itself is still held. */
import { expect, test } from '@jest/globals'
import { dot, mul, sub, sum, Value } from '@gradus/engine'
import { compile, type Backend, CompiledStep, type StepOptions } from '../../src/index.js'

const MANY = 10_000

/** Collects garbage until all of these are gone, at most three times. */
async function collect(refs: readonly WeakRef<object>[]): Promise<void> {
  for (let i = 0; i < 3 && refs.some((ref) => ref.deref() !== undefined); i++) {
    await new Promise((resolve) => setTimeout(resolve))
    globalThis.gc!()
  }
}

test.each<Backend>(['interpreter', 'wasm'])(
  '%s: a compiled function frees its memory, points and results',
  async (backend) => {
    const f = compile((xs: Value[]) => sum(xs), [MANY], { backend })
    const refs: WeakRef<object>[] = []
    const call = () => {
      const { arena } = (f as unknown as { derivations: { arena: { numbers: Float64Array } } }).derivations
      refs.push(new WeakRef(arena), new WeakRef(arena.numbers.buffer))
      const points = new Float64Array(MANY).fill(1)
      refs.push(new WeakRef(points), new WeakRef(f.gradient(points)), new WeakRef(f.values(points)))
    }
    call()
    f.dispose()
    await collect(refs)
    const kept = ['arena', 'numbers', 'points', 'gradient', 'values'].filter((_, i) => refs[i]!.deref() !== undefined)
    expect(kept).toEqual([])
    expect(f.inputs).toBe(MANY)
  },
)

const ws = Array.from({ length: 4 }, () => new Value(0.5))
const options: StepOptions = {
  loss: (x: Value[], t: Value) => dot(ws, x).sub(t).square(),
  shape: [4, 'scalar'],
  parameters: ws,
  update: { state: 1, coefficients: 0, formula: (p, g, [m]) => [sub(p, mul(0.1, g)), m!] },
}
const load = () => undefined

test.each([
  { backend: 'interpreter', threads: 1 },
  { backend: 'wasm', threads: 1 },
  { backend: 'wasm', threads: 2 },
] as const)('%j: a step frees its memory, and refuses every further call', async (how) => {
  const step = new CompiledStep({ ...options, ...how })
  const refs: WeakRef<object>[] = []
  const takeOne = () => {
    step.evaluate(64, load)
    step.apply(1, [])
    const { arena } = (step as unknown as { program: { arena: { numbers: Float64Array } } }).program
    refs.push(new WeakRef(arena), new WeakRef(arena.numbers.buffer))
  }
  takeOne()
  step.dispose()
  await collect(refs)
  expect(refs.map((ref) => ref.deref() === undefined)).toEqual([true, true])
  for (const [where, call] of Object.entries({
    evaluate: () => step.evaluate(1, load),
    apply: () => step.apply(1, []),
    writeParameters: () => step.writeParameters(),
    readParameters: () => step.readParameters(),
    readGradient: () => step.readGradient(),
    readState: () => step.readState(0),
    writeState: () => step.writeState(0, [1, 2, 3, 4]),
    measurement: () => step.measurement(options.loss, options.shape),
  })) {
    expect(call).toThrow(`${where}: this step was disposed of. Make a new CompiledStep.`)
  }
  step.dispose() // a second call does nothing
})
