/**
 * Chooses the boxes of a drawing: those nearest the root, found breadth first, at most `limit`.
 *
 *     x ──┐
 *         × ── root     They are found in the order root, ×, x, 2.
 *     2 ──┘
 *
 * A Value is one box, however often it is used. A plain number has one box for each use.
 */
import type { Op, Scalar } from '@gradus/engine'
import { dataOf, dot, topologicalOrder, Value } from '@gradus/engine'

/** One box of the drawing. */
export interface Box {
  /** `n` and the position in topological order. The id of a box with an owner is the owner's id and a suffix. */
  id: string
  kind: 'leaf' | 'op' | 'number'
  label: string
  symbol: string
  /** The op of the Value. Undefined for a leaf, for a number, and for the × and + of an expanded dot. */
  op: Op | undefined
  data: number
  /** Undefined if no gradient has arrived. */
  grad: number | undefined
  /** The number of operands, drawn or not. */
  arity: number
  /** The operands that are drawn, in the order of their fields. */
  operands: Operand[]
  /** For a number, and for a product of an expanded dot: the only box that uses it. */
  owner: Box | undefined
}

export interface Operand {
  /** The position among the operands of the op. */
  index: number
  box: Box
  /** ∂box/∂operand. Undefined without the option `partials`, and for a plain number. */
  partial: number | undefined
}

export interface Picture {
  /** Operands before results; the root is last. */
  boxes: Box[]
  root: Box
  /** The number of boxes of the whole graph. */
  total: number
}

/** aᵢ·bᵢ, one term of an expanded dot. */
class Product {
  constructor(
    readonly dot: Value,
    readonly index: number,
  ) {}
  get inputs(): readonly [Scalar, Scalar] {
    const { inputs } = this.dot
    return [inputs[this.index]!, inputs[this.index + inputs.length / 2]!]
  }
}

type Source = Scalar | Product

/** Returns the boxes nearest the root. Takes time in proportion to the graph, and memory in proportion to `limit`. */
export function nearest(root: Value, limit: number, expand: boolean, partials: boolean): Picture {
  const isExpanded = (value: Value): boolean => expand && value.op === dot
  const boxes: Box[] = [] // also the queue of the search
  const sources: Source[] = [] // boxes[i] draws sources[i]
  const boxOf = new Map<Value, Box>()

  const find = (source: Source, owner: Box | undefined, index: number): Box | undefined => {
    const known = source instanceof Value ? boxOf.get(source) : undefined
    if (known !== undefined || boxes.length >= limit) return known
    const box = makeBox(source, isExpanded)
    if (source instanceof Value) boxOf.set(source, box)
    else {
      box.owner = owner
      box.id = `_${source instanceof Product ? 'p' : 'c'}${index}`
    }
    boxes.push(box)
    sources.push(source)
    return box
  }

  const rootBox = find(root, undefined, 0)!
  for (let k = 0; k < boxes.length; k++) {
    const box = boxes[k]!
    const source = sources[k]!
    if (typeof source === 'number') continue
    const isSum = source instanceof Value && isExpanded(source)
    const slope = partials ? slopeOf(source, isSum) : undefined
    for (let place = 0; place < Math.min(box.arity, limit); place++) {
      const i = drawnAt(box, place)
      const input = isSum ? new Product(source, i) : source.inputs[i]!
      const operand = find(input, box, i)
      if (operand === undefined) continue
      box.operands.push({ index: i, box: operand, partial: typeof input === 'number' ? undefined : slope?.(i) })
    }
  }

  const order = topologicalOrder(root)
  const sorted: Box[] = []
  const add = (box: Box): void => {
    if (box.owner !== undefined) box.id = box.owner.id + box.id
    // At most two levels deep: a product, and a number in it.
    for (const { box: operand } of box.operands) if (operand.owner === box) add(operand)
    sorted.push(box)
  }
  let total = 0
  for (let i = 0; i < order.length; i++) {
    const value = order[i]!
    total += 1 + (isExpanded(value) ? value.inputs.length / 2 : 0)
    for (const input of value.inputs) if (typeof input === 'number') total++
    const box = boxOf.get(value)
    if (box === undefined) continue
    box.id = `n${i}`
    add(box)
  }
  return { boxes: sorted, root: rootBox, total }
}

/** The index of the operand in a field. A dot has the operands a1 a2 … b1 b2 … and the fields a1 b1 a2 b2 …. */
export function drawnAt({ op, arity }: Box, place: number): number {
  if (op?.arity !== 'paired') return place
  return place % 2 === 0 ? place / 2 : (place - 1 + arity) / 2
}

function makeBox(source: Source, isExpanded: (value: Value) => boolean): Box {
  const box: Box = {
    id: '',
    kind: 'number',
    label: '',
    symbol: '',
    op: undefined,
    data: 0,
    grad: undefined,
    arity: 0,
    operands: [],
    owner: undefined,
  }
  if (typeof source === 'number') return { ...box, data: source }
  if (source instanceof Product) {
    const [a, b] = source.inputs
    const grad = source.dot.hasGrad ? source.dot.grad : undefined // ∂dot/∂product is 1
    return { ...box, kind: 'op', symbol: '×', data: dataOf(a) * dataOf(b), grad, arity: 2 }
  }
  const { label, data, op, inputs } = source
  const own = { ...box, label, data, grad: source.hasGrad ? source.grad : undefined }
  if (op === null) return { ...own, kind: 'leaf' }
  if (isExpanded(source)) return { ...own, kind: 'op', symbol: '+', arity: inputs.length / 2 }
  const symbol = op === dot ? `${op.symbol} ${op.name}` : op.symbol // · alone is easily overlooked
  return { ...own, kind: 'op', symbol, op, arity: inputs.length }
}

/** ∂source/∂operand i at the current data. */
function slopeOf(source: Value | Product, isSum: boolean): (i: number) => number {
  if (isSum) return () => 1
  const xs = source.inputs.map(dataOf)
  if (source instanceof Product) return (i) => xs[1 - i]!
  return (i) => dataOf(source.op!.partial(i, xs, source.data))
}
