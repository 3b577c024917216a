/** Counts what a drawing shows and what it leaves out. Together they are the whole graph. */
import type { Value } from '@gradus/engine'
import type { Drawn } from './nearest.js'
import { addedBy } from '../detail/expand.js'
import { Bundle, type Item, NumberUse, Part } from '../detail/items.js'
import type { View } from '../detail/view.js'

/** Nodes (Values, and plain numbers once for each use) and edges (operands). */
export interface Count {
  readonly nodes: number
  readonly edges: number
}

/** What a drawing leaves out for one reason. */
export interface Omission extends Count {
  readonly reason: 'far' | 'grouped' | 'folded' | 'together' | 'constants'
}

export interface Counts {
  /** The graph of the root. */
  readonly graph: Count
  /** What expanded ops add to the graph. */
  readonly added: Count
  /** Boxes that stand for one node, and edges of the drawing. */
  readonly shown: Count
  /** Nothing with 0 nodes and 0 edges. `graph` and `added` are `shown` and all omissions. */
  readonly omitted: readonly Omission[]
}

/** Goes once through the graph. */
export function count(order: readonly Value[], view: View, drawn: readonly Drawn[], expand: boolean): Counts {
  const [graph, added, shown] = [new Sum(), new Sum(), new Sum()]
  const omitted = { far: new Sum(), grouped: new Sum(), folded: new Sum(), together: new Sum(), constants: new Sum() }

  const own = new Map<Item, Sum>() // what is drawn of a Value with its numbers and parts
  for (const { item, operands } of drawn) {
    const edges = operands.reduce((sum, operand) => sum + operand.count, 0)
    shown.add(item instanceof Bundle ? 0 : 1, operands.length)
    omitted.together.add(0, edges - operands.length)
    const owner = ownerOf(item)
    if (!own.has(owner)) own.set(owner, new Sum())
    own.get(owner)!.add(1, edges)
  }

  const bundles = new Set<Bundle>()
  for (const value of order) {
    const { inputs } = value
    let numbers = 0
    for (const input of inputs) if (typeof input === 'number') numbers++
    graph.add(1 + numbers, inputs.length)
    const item = view.itemOf(value)
    if (item instanceof Bundle) {
      bundles.add(item)
      continue
    }
    const more = expand ? addedBy(value) : { nodes: 0, edges: 0 }
    added.add(more.nodes, more.edges)
    const part = own.get(value)
    const hidden = part === undefined ? 0 : view.hiddenNumbers(value)
    omitted.constants.add(hidden, hidden)
    omitted.far.add(
      1 + numbers + more.nodes - hidden - (part?.nodes ?? 0),
      inputs.length + more.edges - hidden - (part?.edges ?? 0),
    )
  }
  for (const bundle of bundles) {
    const part = own.get(bundle)
    const inside = part === undefined ? omitted.far : bundle.kind === 'group' ? omitted.grouped : omitted.folded
    inside.add(bundle.nodes, bundle.edges)
    for (const edges of bundle.operands.values()) omitted.far.add(0, edges)
    omitted.far.add(0, -(part?.edges ?? 0))
  }
  const reasons = Object.entries(omitted) as [Omission['reason'], Sum][]
  return {
    graph,
    added,
    shown,
    omitted: reasons
      .filter(([, s]) => s.nodes + s.edges > 0)
      .map(([reason, { nodes, edges }]) => ({ reason, nodes, edges })),
  }
}

class Sum implements Count {
  nodes = 0
  edges = 0
  add(nodes: number, edges: number): void {
    this.nodes += nodes
    this.edges += edges
  }
}

/** The Value that a number or a part belongs to, or the item itself. */
export function ownerOf(item: Item): Value | Bundle {
  let owner = item
  while (owner instanceof NumberUse || owner instanceof Part) owner = owner.user
  return owner
}
