/** If a sum became part of a longer sum, the pass must not turn it into a dot as well. */
import { expect, test } from '@jest/globals'
import { sum, type Value } from '@gradus/engine'
import { compile } from '../../src/index.js'

test('products in a sum within a sum are added once', () => {
  const f = (xs: Value[]) => {
    const products = xs.slice(0, 9).map((x) => x.mul(xs[9]!))
    const shared = xs[0]!.mul(xs[1]!)
    return sum([...products, shared, shared]).add(xs[2]!)
  }
  for (const backend of ['interpreter', 'wasm'] as const) {
    expect(compile(f, [10], { backend, mustMatchEngine: false }).value([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toBe(
      450 + 4 + 3,
    )
  }
})
