/**
 * Collects a chain of additions into one `sum`, and a long sum of products into one `dot`, which runs fastest. The
 * order of the terms changes, so the last digits may differ.
 *
 *     %4 = add %0, %1
 *     %5 = add %4, %2   →    %6 = sum %0, %1, %2, %3
 *     %6 = add %5, %3
 *
 *     %9 = sum %0, …, %8, each a mul with no other use   →   %9 = dot of the first factors · the second factors
 */
import { add, azmul, dot, mul, sum } from '@gradus/engine'
import { type Id, LIST, type Nodes } from '../program/nodes.js'
import { azdot } from '../program/ops.js'
import { type Builder, SHORT } from '../program/builder.js'
import { type Program, rewrite, uses } from '../program/program.js'

export function collect(program: Program): Program {
  const { nodes } = program
  const once = uses(program)
  const inner = innerSums(nodes, once)
  return rewrite(program, (builder, _op, _operands, id, ids) => {
    if (!isSum(nodes, id) || inner[id] === 1) return undefined
    const from: From = { nodes, once, ids }
    if (nodes.isOp(id, add) && inner[nodes.operands[nodes.start(id)]!] !== 1) return undefined // two terms
    if (isOverOne(nodes, id)) return productOverList(builder, from, nodes.operands[nodes.start(id)]!)
    const all = termsOf(nodes, inner, id)
    const terms = withoutZeros(nodes, all)
    if (terms.length === 0) return builder.constant(-0)
    if (all.length <= 2) return undefined
    if (terms.length === 1) return ids[terms[0]!]
    return products(builder, from, terms) ?? builder.op(sum, ordered(renamed(terms, ids)))
  })
}

/** The program from which terms are taken, how often it uses each node, and their new ids. */
interface From {
  readonly nodes: Nodes
  readonly once: Uint32Array
  readonly ids: ArrayLike<Id>
}

const isSum = (nodes: Nodes, id: Id): boolean => nodes.isOp(id, add) || nodes.isOp(id, sum)

/** Whether it sums a list that is not made of single nodes. */
function isOverOne(nodes: Nodes, id: Id): boolean {
  const first = nodes.operands[nodes.start(id)]!
  return nodes.end(id) - nodes.start(id) === 1 && nodes.kind(first) !== LIST && nodes.length(first) > 0
}

/** 1 for each sum that is only the first operand of another sum. */
function innerSums(nodes: Nodes, once: Uint32Array): Uint8Array {
  const inner = new Uint8Array(nodes.size)
  for (let id = nodes.leaves; id < nodes.size; id++) {
    const first = nodes.operands[nodes.start(id)]!
    // A sum of three or more operands may begin with a sum without being part of a chain.
    if (!isSum(nodes, id) || nodes.end(id) - nodes.start(id) !== 2 || once[id] === 0) continue
    const isChain = once[first] === 1 && isSum(nodes, first) && nodes.length(first) === nodes.length(id)
    if (isChain && !isOverOne(nodes, first)) inner[first] = 1
  }
  return inner
}

/** The terms of a sum, of the sum that is its first term, and so on. */
function termsOf(nodes: Nodes, inner: Uint8Array, id: Id): Id[] {
  const parts: Int32Array[] = []
  for (let sum = id; ;) {
    const operands = nodes.operandsOf(sum)
    const first = operands[0]!
    if (inner[first] !== 1) {
      parts.push(operands.length === 1 && nodes.kind(first) === LIST ? nodes.operandsOf(first) : operands)
      return parts.reverse().flatMap((part) => [...part])
    }
    parts.push(operands.subarray(1))
    sum = first
  }
}

/** One 0 is enough, and −0 changes nothing. A 0 does change something, because −0 + 0 is 0. */
function withoutZeros(nodes: Nodes, terms: readonly Id[]): Id[] {
  const zero = terms.find((x) => nodes.is(x, 0))
  const others = terms.filter((x) => !nodes.is(x, 0) && !nodes.is(x, -0))
  return zero === undefined ? others : [...others, zero]
}

/** Each kind of product, and the op that sums such products. */
const KINDS = [
  [azmul, azdot],
  [mul, dot],
] as const

/** The sum as a dot, if enough of the terms are products that nothing else uses. */
function products(builder: Builder, { nodes, once, ids }: From, terms: readonly Id[]): Id | undefined {
  if (terms.length <= SHORT) return undefined
  for (const [product, whole] of KINDS) {
    const parts = terms.filter((x) => once[x] === 1 && nodes.isOp(x, product))
    if (parts.length <= SHORT) continue
    const factors = parts.map((x) => renamed(nodes.operandsOf(x), ids))
    if (!factors.every((pair) => pair.every((x, k) => sameLength(builder.nodes, x, factors[0]![k]!)))) continue
    factors.sort(([a, b], [c, d]) => a! - c! || b! - d!)
    const made = builder.op(whole, [...factors.map(([a]) => a!), ...factors.map(([, b]) => b!)])
    if (parts.length === terms.length) return made
    const taken = new Set(parts)
    const others = terms.filter((x) => !taken.has(x))
    return builder.op(sum, ordered([made, ...renamed(others, ids)]))
  }
  return undefined
}

/** The sum of a list of products as a dot, if nothing else uses the products. */
function productOverList(builder: Builder, { nodes, once, ids }: From, list: Id): Id | undefined {
  const kind = KINDS.find(([product]) => once[list] === 1 && nodes.isOp(list, product))
  const factors = renamed(nodes.operandsOf(list), ids)
  return kind !== undefined && factors.every((x) => builder.nodes.length(x) > 0)
    ? builder.op(kind[1], factors)
    : undefined
}

const renamed = (list: ArrayLike<Id>, ids: ArrayLike<Id>): Id[] => Array.from(list, (x) => ids[x]!)

const sameLength = (nodes: Nodes, a: Id, b: Id): boolean => nodes.length(a) === nodes.length(b)

/** The terms of a long sum in the order of the nodes. A derivative often lists them in reverse. */
const ordered = (terms: Id[]): Id[] => (terms.length > SHORT ? terms.sort((a, b) => a - b) : terms)
