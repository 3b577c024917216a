/** dispose() gives the memory back, though the function itself is still held. */
import { expect, test } from '@jest/globals'
import { dot, mul, sub, sum, Value } from '@gradus/engine'
import { compile, type EngineName, Training, type TrainingOptions } from '../src/index.js'

const MANY = 10_000

async function collected(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await new Promise((resolve) => setTimeout(resolve))
    globalThis.gc!()
  }
}

test.each<EngineName>(['interpreter', 'wasm'])('%s: dispose lets go of memory, points and results', async (engine) => {
  const f = compile((xs: Value[]) => sum(xs), [MANY], { engine })
  const refs: WeakRef<object>[] = []
  const call = () => {
    const { arena } = (f as unknown as { derivations: { arena: { numbers: Float64Array } } }).derivations
    refs.push(new WeakRef(arena), new WeakRef(arena.numbers.buffer))
    const points = new Float64Array(MANY).fill(1)
    refs.push(new WeakRef(points), new WeakRef(f.gradient(points)), new WeakRef(f.values(points)))
  }
  call()
  f.dispose()
  await collected()
  const kept = ['arena', 'numbers', 'points', 'gradient', 'values'].filter((_, i) => refs[i]!.deref() !== undefined)
  expect(kept).toEqual([])
  expect(f.inputs).toBe(MANY)
})

const ws = Array.from({ length: 4 }, () => new Value(0.5))
const options: TrainingOptions = {
  loss: (x: Value[], t: Value) => dot(ws, x).sub(t).square(),
  shape: [4, 'scalar'],
  params: ws,
  rule: { memories: 1, coefficients: 0, update: (p, g, [m]) => [sub(p, mul(0.1, g)), m!] },
}
const load = () => undefined

test.each([
  { engine: 'interpreter', threads: 1 },
  { engine: 'wasm', threads: 1 },
  { engine: 'wasm', threads: 2 },
] as const)('%j: a training lets go of its memory, and refuses to go on', async (how) => {
  const training = new Training({ ...options, ...how })
  const refs: WeakRef<object>[] = []
  const step = () => {
    training.evaluate(64, load)
    training.apply(1, [])
    const { arena } = (training as unknown as { code: { arena: { numbers: Float64Array } } }).code
    refs.push(new WeakRef(arena), new WeakRef(arena.numbers.buffer))
  }
  step()
  training.dispose()
  await collected()
  expect(refs.map((ref) => ref.deref() === undefined)).toEqual([true, true])
  for (const [where, call] of Object.entries({
    evaluate: () => training.evaluate(1, load),
    apply: () => training.apply(1, []),
    push: () => training.push(),
    pull: () => training.pull(),
    pullGradient: () => training.pullGradient(),
    memory: () => training.memory(0),
    setMemory: () => training.setMemory(0, [1, 2, 3, 4]),
    batch: () => training.batch(options.loss, options.shape),
  })) {
    expect(call).toThrow(`${where}: this training was disposed of. Make another one.`)
  }
  training.dispose() // once more does nothing
})
