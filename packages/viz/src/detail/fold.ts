/**
 * Draws equal parts of a graph once, as "× N", and straight chains of ops as one box.
 *
 *     x1 ── ( )² ──┐                              x1 … x4 ── ( )² ── Σ
 *     …            Σ      4 equal parts become    × 4        × 4
 *     x4 ── ( )² ──┘
 */
import type { Value } from '@gradus/engine'
import { classes } from './classes.js'
import { fillBundles } from './fill-bundles.js'
import { common } from './groups.js'
import { Bundle } from './items.js'

/** The bundle of each Value that is drawn together with others. */
export function folded(order: readonly Value[], parameters: ReadonlySet<Value> | undefined): Map<Value, Bundle> {
  const found = classes(order, (leaf) => parameters?.has(leaf) ?? false)
  const members = new Map<number, Value[]>()
  order.forEach((value, i) => {
    const known = members.get(found[i]!)
    if (known === undefined) members.set(found[i]!, [value])
    else known.push(value)
  })
  const classOf = new Map(order.map((value, i) => [value, members.get(found[i]!)!]))
  const bundles = new Map<Value, Bundle>()
  for (const chain of chains(order, classOf)) {
    const values = chain.flat()
    const times = chain[0]!.length
    if (values.length === 1) continue
    const symbols = chain.flatMap(([first]) => (first!.op === null ? [] : [first!.op.symbol]))
    const bundle = new Bundle('fold', values.map(({ group }) => group).reduce(common), times, symbols)
    for (const value of values) bundles.set(value, bundle)
  }
  fillBundles(order, bundles)
  return bundles
}

/**
 * The classes in straight lines: each but the first has the one before as its only operand, except for numbers, and each but
 * the last has one user. Leaves stay alone.
 */
function chains(order: readonly Value[], classOf: ReadonlyMap<Value, Value[]>): Set<Value[][]> {
  const chainOf = new Map<Value[], Value[][]>()
  const users = new Map<Value[], Set<Value[]>>()
  for (const value of order) {
    const user = classOf.get(value)!
    for (const input of value.inputs) {
      if (typeof input === 'number') continue
      const operand = classOf.get(input)!
      const known = users.get(operand)
      if (known === undefined) users.set(operand, new Set([user]))
      else known.add(user)
    }
  }
  for (const value of order) {
    const own = classOf.get(value)!
    if (chainOf.has(own)) continue
    const operands = value.inputs.filter((input) => typeof input !== 'number')
    const before = operands.length === 1 ? classOf.get(operands[0]!)! : undefined
    const isStraight =
      before !== undefined && before[0]!.op !== null && before.length === own.length && users.get(before)!.size === 1
    const chain = isStraight ? chainOf.get(before)! : []
    chain.push(own)
    chainOf.set(own, chain)
  }
  return new Set(chainOf.values())
}
