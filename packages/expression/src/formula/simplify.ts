/**
 * A graph that means the same and is shorter to write. Node by node it becomes terms (terms.ts) by the rules (rules.ts), and
 * the terms are written as a graph again (spell.ts). The rules hold where no intermediate result is 0, NaN or infinite.
 */
import { type Scalar, topologicalOrder, Value } from '@gradus/engine'
import { PRODUCTS, RULES, SUMS } from './rules.js'
import { belowFirst, spell } from './spell.js'
import { type Term, Terms } from './terms.js'

/**
 * Undefined if the formula has more than `limit` parts, and so more characters.
 *
 * @param variables the order of the leaves in a product
 */
export function simplify(root: Value, variables: readonly Value[], limit: number): Value | undefined {
  const order = topologicalOrder(root)
  const inner = innerNodes(order)
  const terms = new Terms()
  const found = new Map<Value, Term>()
  for (const node of order) if (!inner.has(node)) found.set(node, termOf(node))
  const parts = belowFirst(found.get(root)!)
  return parts.length > limit ? undefined : spell(parts, terms, variables)

  function termOf(node: Value): Term {
    const { op, label, data } = node
    if (op === null) return label === '' ? terms.constant(data) : terms.leaf(node)
    const signed = SUMS.get(op) ?? PRODUCTS.get(op)
    if (signed !== undefined) return listOf(node)
    const operands = node.inputs.map(operandOf)
    return RULES.get(op)?.(terms, operands, node) ?? terms.call(op, operands)
  }

  function operandOf(x: Scalar): Term {
    return typeof x === 'number' ? terms.constant(x) : found.get(x)!
  }

  /** A sum or a product, together with the inner nodes that belong to it. */
  function listOf(root: Value): Term {
    const isSum = SUMS.has(root.op!)
    const weights = isSum ? SUMS : PRODUCTS
    const parts: [Term, number][] = []
    const todo: [Scalar, number][] = [[root, 1]]
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
      const [x, weight] = next
      if (typeof x === 'number' || (x !== root && !inner.has(x))) {
        parts.push([operandOf(x), weight])
        continue
      }
      const { inputs, op } = x
      const own = weights.get(op!) ?? [1]
      for (let i = inputs.length - 1; i >= 0; i--) todo.push([inputs[i]!, weight * (own[i] ?? own[0]!)])
    }
    if (isSum) return terms.sum(parts)
    return terms.product(parts.map(([x, exponent]) => [x, terms.number(exponent)] as const))
  }
}

/** Nodes of a sum that only a sum uses, and of a product that only a product uses. The node that uses them collects them. */
function innerNodes(order: readonly Value[]): ReadonlySet<Value> {
  const used = new Set<Value>()
  const inner = new Set<Value>()
  for (const { op, inputs } of order) {
    for (const x of inputs) {
      if (typeof x === 'number' || x.op === null) continue
      if (used.has(x)) inner.delete(x)
      else if (SUMS.has(op!) ? SUMS.has(x.op) : PRODUCTS.has(op!) && PRODUCTS.has(x.op)) inner.add(x)
      used.add(x)
    }
  }
  return inner
}
