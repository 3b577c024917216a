/** Fills bundles with what is inside, what leads to them and what leaves them. */
import type { Value } from '@gradus/engine'
import type { Bundle } from './items.js'

/** One pass over the graph, operands before results. */
export function fillBundles(order: readonly Value[], bundles: ReadonlyMap<Value, Bundle>): void {
  const outputs = new Map<Bundle, Set<Value>>()
  const leaves = (value: Value): void => {
    const bundle = bundles.get(value)!
    const known = outputs.get(bundle)
    if (known === undefined) outputs.set(bundle, new Set([value]))
    else known.add(value)
  }
  for (const value of order) {
    const bundle = bundles.get(value)
    const { inputs } = value
    if (bundle !== undefined) {
      bundle.nodes++
      if (value.op === null) bundle.leaves++
    }
    for (const input of inputs) {
      const from = typeof input === 'number' ? bundle : bundles.get(input)
      if (bundle !== undefined && from === bundle) {
        bundle.edges++
        if (typeof input === 'number') {
          bundle.nodes++
          bundle.numbers++
        }
        continue
      }
      if (typeof input === 'number') continue
      if (from !== undefined) leaves(input)
      if (bundle !== undefined) {
        const item = from ?? input
        bundle.operands.set(item, (bundle.operands.get(item) ?? 0) + 1)
      }
    }
  }
  const root = order.at(-1)!
  if (bundles.has(root)) leaves(root)
  for (const [bundle, values] of outputs) bundle.outputs.push(...values)
}
