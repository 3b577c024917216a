/**
 * Backpropagation: the chain rule, applied once per node in reverse topological order.
 *
 * Why in that order, and why `+=`? A Value used twice receives two contributions, and may pass its gradient on only
 * when both have arrived:
 *
 *          ┌── b = a + a ──┐
 *     a ───┤               ├── d = b · c        ∂d/∂a = ∂d/∂b · ∂b/∂a + ∂d/∂c · ∂c/∂a
 *          └── c = a² ─────┘
 */
import { absoluteZeroProduct } from './numeric.js'
import { dataOf } from './scalar.js'
import type { Value } from './value.js'

let walks = 0

/**
 * The nodes that `root` was made of, operands before results, each once, `root` last. Depth-first and iterative: a
 * chain of millions of nodes needs no call stack. Nodes remember the number of the walk that met them; that is four
 * times faster than a Set.
 */
export function topologicalOrder(root: Value): Value[] {
  const walk = ++walks
  const order: Value[] = []
  const path = [root] // from the root down to where we stand
  const next = [0] // for each node of the path: the operand to look at next
  root.visit = walk
  while (path.length > 0) {
    const top = path.length - 1
    const node = path[top]!
    const i = next[top]!++
    if (i === node.inputs.length) {
      order.push(node)
      path.pop()
      next.pop()
      continue
    }
    const input = node.inputs[i]!
    if (typeof input !== 'number' && input.visit !== walk) {
      input.visit = walk
      path.push(input)
      next.push(0)
    }
  }
  return order
}

/** Fills in `grad` for everything that `root` was made of. See `Value.backward`. */
export function backward(root: Value): void {
  const order = topologicalOrder(root)
  for (const node of order) {
    node.hasGrad = true
    if (node.op !== null) node.grad = 0 // interior nodes start afresh; leaves accumulate
  }
  root.grad += 1 // ∂root/∂root
  for (let i = order.length - 1; i >= 0; i--) pushToInputs(order[i]!)
}

/** The chain rule at one node: each operand receives ∂root/∂node · ∂node/∂operand. */
function pushToInputs({ op, inputs, data, grad }: Value): void {
  if (op === null || grad === 0) return // 0 times any slope is 0, infinite ones included
  const xs = op.arity === 1 ? [dataOf(inputs[0]!)] : inputs.map(dataOf)
  for (let i = 0; i < inputs.length; i++) {
    const input = inputs[i]!
    if (typeof input !== 'number') input.grad += absoluteZeroProduct(grad, op.partial(i, xs, data) as number)
  }
}
