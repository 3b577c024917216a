/** Draws each chosen group of nodes as one box. */
import { fillBundles } from './fill-bundles.js'
import type { Group, Value } from '@gradus/engine'
import { Bundle } from './items.js'

/**
 * The bundle of each Value that is inside of a chosen group. If a chosen group is inside of another, the outer one is drawn.
 *
 * Parameters are made before the groups that use them. So a leaf counts as inside if only that group uses it and it is one of
 * `parameters`. Without a list of parameters, a leaf counts as one if it is used once: a weight is, an input of a layer is not.
 */
export function collapsed(
  order: readonly Value[],
  chosen: (group: Group) => boolean,
  parameters: ReadonlySet<Value> | undefined,
): Map<Value, Bundle> {
  const bundleOf = bundlesByGroup(chosen)
  const bundles = new Map<Value, Bundle>()
  const uses = new Map<Value, { bundle: Bundle | undefined; count: number }>()
  for (const value of order) {
    const bundle = bundleOf(value.group)
    if (bundle !== undefined) bundles.set(value, bundle)
    for (const input of value.inputs) {
      if (typeof input === 'number' || input.op !== null) continue
      const known = uses.get(input)
      if (known === undefined) uses.set(input, { bundle, count: 1 })
      else {
        known.count++
        if (known.bundle !== bundle) known.bundle = undefined
      }
    }
  }
  for (const [leaf, { bundle, count }] of uses) {
    if (bundle !== undefined && (parameters === undefined ? count === 1 : parameters.has(leaf)))
      bundles.set(leaf, bundle)
  }
  fillBundles(order, bundles)
  return bundles
}

/** The bundle of the outermost chosen group around a group. */
function bundlesByGroup(chosen: (group: Group) => boolean): (group: Group | undefined) => Bundle | undefined {
  const outermost = new Map<Group, Bundle | undefined>()
  const bundleOf = (group: Group | undefined): Bundle | undefined => {
    if (group === undefined) return undefined
    if (!outermost.has(group)) {
      const outer = bundleOf(group.parent)
      outermost.set(group, outer ?? (chosen(group) ? new Bundle('group', group, 1, []) : undefined))
    }
    return outermost.get(group)
  }
  return bundleOf
}
