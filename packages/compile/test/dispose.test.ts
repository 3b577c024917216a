/** dispose() gives the memory back, though the function itself is still held. */
import { expect, test } from '@jest/globals'
import { sum, type Value } from '@gradus/engine'
import { compile, type EngineName } from '../src/index.js'

const MANY = 10_000

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
  for (let i = 0; i < 3; i++) {
    await new Promise((resolve) => setTimeout(resolve))
    globalThis.gc!()
  }
  const kept = ['arena', 'numbers', 'points', 'gradient', 'values'].filter((_, i) => refs[i]!.deref() !== undefined)
  expect(kept).toEqual([])
  expect(f.inputs).toBe(MANY)
})
