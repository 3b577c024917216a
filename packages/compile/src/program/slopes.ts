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
import { CONSTANT, type Id, ITEM, LIST, type Nodes, RANGE } from './nodes.js'
import { type Builder, isReduction } from './builder.js'
import { Rules } from './rules.js'

const NONE = -1
/** The node has received several parts. */
const SEVERAL = -2

interface RangeGradient {
  readonly first: Id
  readonly length: number
  readonly gradient: Id
}

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
  /** Ranges of leaves with their gradients. */
  private readonly ranges: RangeGradient[] = []
  /** The gradients of ranges whose leaves have received nothing else, by first leaf. */
  private readonly whole = new Map<Id, Id>()

  /**
   * Appends the nodes of the derivative.
   *
   * @param from the leaves are from … to − 1: all inputs, all parameters, or both
   */
  constructor(
    private readonly builder: Builder,
    y: Id,
    from: Id,
    to: Id,
  ) {
    const nodes = (this.nodes = builder.nodes)
    const { size } = nodes
    this.rules = new Rules(builder)
    this.depends = new Uint8Array(size).fill(1, from, to)
    this.received = new Int32Array(size).fill(NONE)
    for (let id = nodes.leaves; id < size; id++) {
      for (let q = nodes.start(id); q < nodes.end(id); q++) {
        if (this.depends[nodes.operands[q]!] === 1) this.depends[id] = 1
      }
    }
    if (this.depends[y] === 1) this.received[y] = builder.constant(1)
    for (let id = size - 1; id >= nodes.leaves; id--) if (this.depends[id] === 1) this.passOn(id)
    this.passRangesOn()
  }

  /** The slopes in the leaves from … to − 1. A list stands for those of neighbors. */
  in(from: Id, to: Id): Id[] {
    const { nodes, builder, whole } = this
    const slopes: Id[] = []
    for (let x = from; x < to;) {
      const slope = whole.get(x) ?? this.gradient(x) ?? builder.constant(0)
      slopes.push(slope)
      x += whole.has(x) ? nodes.length(slope) : 1
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
    if (kind === RANGE) {
      this.ranges.push({ first: nodes.operands[start]!, length: nodes.length(id), gradient })
      return
    }
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

  /** The leaves of a range receive its gradient as a whole, or one by one if some of them receive something else too. */
  private passRangesOn(): void {
    const { ranges, received, nodes, whole } = this
    const times = new Uint8Array(nodes.leaves) // how many ranges have this leaf: 0, 1 or more
    for (const { first, length } of ranges)
      for (let x = first; x < first + length; x++) times[x] = times[x] === 0 ? 1 : 2
    const isAlone = ({ first, length, gradient }: RangeGradient): boolean => {
      if (nodes.length(gradient) === 0) return false
      for (let x = first; x < first + length; x++) if (times[x] !== 1 || received[x] !== NONE) return false
      return true
    }
    const alone = ranges.filter(isAlone)
    for (const { first, gradient } of alone) whole.set(first, gradient)
    for (const { first, length, gradient } of ranges) {
      if (!whole.has(first)) for (let i = 0; i < length; i++) this.receiveFrom(first + i, gradient, i)
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
    const isOnce = length === 0 || isReduction(nodes, id)
    return isOnce ? part : builder.op(mul, [part, builder.constant(length)])
  }

  private receive(x: Id, part: Id): void {
    const { received, parts } = this
    const earlier = received[x]!
    if (earlier === NONE) received[x] = part
    else if (earlier === SEVERAL) parts.get(x)!.push(part)
    else {
      parts.set(x, [earlier, part])
      received[x] = SEVERAL
    }
  }

  /** x, which is item k of a list, receives its number of the gradient of the list. */
  private receiveFrom(x: Id, gradient: Id, k: number): void {
    const { nodes, builder } = this
    const isEqual = nodes.length(gradient) === 0 || nodes.length(x) > 0 // the gradient is the same for each item
    this.receive(x, isEqual ? gradient : builder.item(gradient, k))
  }

  private receiveNumber(list: Id, index: number, part: Id): void {
    let parts = this.itemParts.get(list)
    if (parts === undefined) this.itemParts.set(list, (parts = []))
    ;(parts[index] ??= []).push(part)
  }

  /** The sum of what x has received; undefined for nothing. */
  private gradient(x: Id): Id | undefined {
    const { received, parts, itemParts, builder, nodes } = this
    const items = itemParts.get(x)
    if (items !== undefined) {
      itemParts.delete(x)
      const zero = builder.constant(0)
      const all = Array.from({ length: nodes.length(x) }, (_, i) =>
        items[i] === undefined ? zero : this.sum(items[i]),
      )
      this.receive(x, builder.list(all))
    }
    const earlier = received[x]!
    if (earlier === NONE) return undefined
    if (earlier !== SEVERAL) return earlier
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
}

const isNumber = (nodes: Nodes, id: Id, number: number): boolean =>
  nodes.kind(id) === CONSTANT && nodes.number(id) === number
