/** A graph is held by its root and by nothing else. Needs node --expose-gc, as `npm test` has it. */
import { describe, expect, test } from '@jest/globals'
import type { Scalar } from '@gradus/engine'
import { grad, gradient, topologicalOrder, Value, withoutGraph } from '@gradus/engine'

/** Collects garbage until the reference is gone, but not more often than `most`. */
async function isCollected(reference: WeakRef<Value>, most = 10): Promise<boolean> {
  for (let i = 0; i < most; i++) {
    await new Promise((resolve) => setImmediate(resolve))
    globalThis.gc!()
    if (reference.deref() === undefined) return true
  }
  return false
}

/** A graph of 1,000 nodes over the leaf; `work` does something with its root, then only a weak reference is left. */
function weakGraph(leaf: Value, work: (root: Value, middle: Value) => void): WeakRef<Value> {
  let y: Value = leaf
  let middle = y
  for (let i = 0; i < 1000; i++) {
    y = y.mul(0.99).add(leaf)
    if (i === 500) middle = y
  }
  work(y, middle)
  return new WeakRef(middle)
}

test('the collector can be called, and finds what is held', async () => {
  const held = new Value(1)
  expect(await isCollected(new WeakRef(held), 2)).toBe(false)
  expect(held.data).toBe(1)
})

describe('a graph whose root is dropped is collected, though its leaves live on,', () => {
  test.each<[string, (root: Value, middle: Value) => void]>([
    ['after nothing at all', () => undefined],
    ['after backward', (root) => root.backward()],
    ['after two backwards', (root, middle) => [root, middle].forEach((y) => y.backward())],
    ['after a walk', (root) => topologicalOrder(root)],
    ['after grad', (root, middle) => grad(root, [middle])],
    ['after withoutGraph', (root) => withoutGraph(() => root.mul(2))],
  ])('%s', async (_, work) => {
    const leaf = new Value(0.5)
    const middle = weakGraph(leaf, work)
    expect(await isCollected(middle)).toBe(true)
    expect(leaf.inputs).toEqual([])
  })

  test('after an exception in the middle', async () => {
    const leaf = new Value(0.5)
    const middle = weakGraph(leaf, (root) => {
      expect(() => root.add('3' as unknown as Scalar)).toThrow(TypeError)
    })
    expect(await isCollected(middle)).toBe(true)
    expect(leaf.data).toBe(0.5)
  })
})

test('the root holds its graph', async () => {
  let root: Value | undefined
  const middle = weakGraph(new Value(0.5), (y) => (root = y))
  expect(await isCollected(middle, 2)).toBe(false)
  expect(root!.op!.name).toBe('add')
  root = undefined
  expect(await isCollected(middle)).toBe(true)
})

test('a result made without a graph does not hold its operands', async () => {
  const leaf = new Value(1)
  let result: Value | undefined
  const middle = weakGraph(leaf, (root) => (result = withoutGraph(() => root.mul(2))))
  expect(await isCollected(middle)).toBe(true)
  expect(result!.op).toBeNull()
})

test('the variables of gradient are gone with the call', async () => {
  let variable: WeakRef<Value> | undefined
  gradient(
    ([x]) => {
      variable = new WeakRef(x!)
      return x!.exp()
    },
    [1],
  )
  expect(await isCollected(variable!)).toBe(true)
})
