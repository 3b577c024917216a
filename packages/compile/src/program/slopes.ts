/**
 * Reverse mode for programs: the chain rule, from the last node to the first. It is the sweep of the engine's `grad`, for
 * nodes that may be lists. The rule of an op on lists is applied once, to all numbers of a list.
 *
 *     %0 = dot %w[0..783] · %x[0..783]      %0 = dot %w[0..783] · %x[0..783]
 *     %1 = tanh %0                     →    %1 = tanh %0
 *                                           %2 = sech2 %0
 *                                           %3[0..783] = azmul %2, %x[0..783]      the slopes of %w[0..783]
 */
import { azmul, mul, sum } from '@gradus/engine'
import { CONSTANT, type Id, ITEM, LIST, type Nodes } from './nodes.js'
import { type Builder, reduces } from './program.js'
import { Rules } from './rules.js'

const NONE = -1
/** The node has received several parts. */
const SEVERAL = -2

/** ∂y/∂x for leaves x. */
export class Slopes {
  private readonly nodes: Nodes
  private readonly rules: Rules
  /** 1 for each node that depends on the leaves. */
  private readonly depends: Uint8Array
  /** What each node has received so far: NONE, one part of its gradient, or SEVERAL, which are in `parts`. */
  private readonly received: Int32Array
  private readonly parts = new Map<Id, Id[]>()
  /** Parts for single numbers of a list. */
  private readonly itemParts = new Map<Id, (Id[] | undefined)[]>()
  /** A leaf that has received one number of a list: its index. Then `received` has the list. */
  private readonly index: Int32Array

  /**
   * Appends the nodes of the derivative.
   *
   * @param from the leaves are from … to − 1
   */
  constructor(
    private readonly builder: Builder,
    y: Id,
    private readonly from: Id,
    to: Id,
  ) {
    const nodes = (this.nodes = builder.nodes)
    const { size } = nodes
    this.rules = new Rules(builder)
    this.depends = new Uint8Array(size).fill(1, from, to)
    this.received = new Int32Array(size).fill(NONE)
    this.index = new Int32Array(to - from).fill(NONE)
    for (let id = nodes.leaves; id < size; id++) {
      for (let q = nodes.start(id); q < nodes.end(id); q++) {
        if (this.depends[nodes.operands[q]!] === 1) this.depends[id] = 1
      }
    }
    if (this.depends[y] === 1) this.received[y] = builder.constant(1)
    for (let id = size - 1; id >= nodes.leaves; id--) if (this.depends[id] === 1) this.passOn(id)
  }

  /** The slopes in the leaves from … to − 1. A list stands for those of neighbors. */
  in(from: Id, to: Id): Id[] {
    const slopes: Id[] = []
    for (let x = from; x < to;) {
      const length = this.wholeList(x, to)
      slopes.push(length > 0 ? this.received[x]! : (this.gradient(x) ?? this.builder.constant(0)))
      x += Math.max(1, length)
    }
    return slopes
  }

  /** The chain rule at one node: each operand that depends on a leaf receives its part. */
  private passOn(id: Id): void {
    const { nodes, depends } = this
    const gradient = this.gradient(id)
    if (gradient === undefined || isNumber(nodes, gradient, 0)) return
    const kind = nodes.kind(id)
    const start = nodes.start(id)
    const count = nodes.end(id) - start
    for (let k = 0; k < count; k++) {
      const x = nodes.operands[start + k]!
      if (depends[x] !== 1) continue
      if (kind === ITEM) this.receiveNumber(x, nodes.index(id), gradient)
      else if (kind === LIST) this.receiveFrom(x, gradient, k)
      else {
        const part = this.chain(gradient, this.rules.slope(id, k))
        if (part !== undefined) this.receive(x, nodes.length(x) > 0 ? part : this.overList(id, part))
      }
    }
  }

  /** upstream · slope; the constants 0 and 1 cost no node. */
  private chain(upstream: Id, slope: Id): Id | undefined {
    const { nodes, builder } = this
    if (isNumber(nodes, upstream, 0) || isNumber(nodes, slope, 0)) return undefined
    if (isNumber(nodes, slope, 1)) return upstream
    if (isNumber(nodes, upstream, 1)) return slope
    if (nodes.kind(upstream) === CONSTANT && nodes.kind(slope) === CONSTANT) {
      return builder.constant(azmul(nodes.number(upstream), nodes.number(slope)))
    }
    return builder.op(azmul, [upstream, slope])
  }

  /** The part for a single number that an op combines with each number of a list: the sum over the list. */
  private overList(id: Id, part: Id): Id {
    const { nodes, builder } = this
    const length = nodes.length(id)
    if (nodes.length(part) > 0) return builder.op(sum, [part])
    const isOnce = length === 0 || reduces(nodes, nodes.op(id), nodes.operandsOf(id))
    return isOnce ? part : builder.op(mul, [part, builder.constant(length)])
  }

  private receive(x: Id, part: Id): void {
    const { received, parts } = this
    const earlier = received[x]!
    if (earlier === NONE) received[x] = part
    else if (earlier === SEVERAL) parts.get(x)!.push(part)
    else {
      parts.set(x, [this.one(x), part])
      received[x] = SEVERAL
    }
  }

  /** x, which is item k of a list, receives its number of the gradient of the list. */
  private receiveFrom(x: Id, gradient: Id, k: number): void {
    const { nodes, received, index, builder, from } = this
    if (nodes.length(gradient) === 0 || nodes.length(x) > 0) this.receive(x, gradient) // the same for each item
    else if (x < nodes.leaves && received[x] === NONE) {
      received[x] = gradient
      index[x - from] = k
    } else this.receive(x, builder.item(gradient, k))
  }

  private receiveNumber(list: Id, index: number, part: Id): void {
    let parts = this.itemParts.get(list)
    if (parts === undefined) this.itemParts.set(list, (parts = []))
    ;(parts[index] ??= []).push(part)
  }

  /** The only part that x has received. */
  private one(x: Id): Id {
    const { received, index, builder, from, nodes } = this
    if (x >= nodes.leaves || index[x - from] === NONE) return received[x]!
    received[x] = builder.item(received[x]!, index[x - from]!)
    index[x - from] = NONE
    return received[x]
  }

  /** The sum of what x has received; undefined for nothing. */
  private gradient(x: Id): Id | undefined {
    const { received, parts, itemParts, builder, nodes } = this
    const items = itemParts.get(x)
    if (items !== undefined) {
      itemParts.delete(x)
      const zero = builder.constant(0)
      const all = Array.from({ length: nodes.length(x) }, (_, i) => (items[i] === undefined ? zero : this.sum(items[i])))
      this.receive(x, builder.list(all))
    }
    const earlier = received[x]!
    if (earlier === NONE) return undefined
    if (earlier !== SEVERAL) return this.one(x)
    const total = this.sum(parts.get(x)!)
    parts.delete(x)
    return (received[x] = total)
  }

  private sum(parts: readonly Id[]): Id {
    const { nodes, builder } = this
    if (parts.length === 1) return parts[0]!
    const lists = parts.filter((part) => nodes.length(part) > 0)
    if (lists.length === 0 || lists.length === parts.length) return builder.op(sum, parts)
    const numbers = parts.filter((part) => nodes.length(part) === 0)
    return builder.op(sum, [this.sum(lists), this.sum(numbers)])
  }

  /** If the leaves from x on have received exactly the numbers of a list: its length, otherwise 0. */
  private wholeList(x: Id, to: Id): number {
    const { nodes, received, index, from } = this
    if (index[x - from] !== 0) return 0
    const list = received[x]!
    const length = nodes.length(list)
    if (x + length > to) return 0
    for (let i = 1; i < length; i++) if (received[x + i] !== list || index[x + i - from] !== i) return 0
    return length
  }
}

const isNumber = (nodes: Nodes, id: Id, number: number): boolean =>
  nodes.kind(id) === CONSTANT && nodes.number(id) === number
