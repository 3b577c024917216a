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
import type { Value } from './value.js'
import { watch } from './watch.js'

let walks = 0

/**
 * The nodes that `root` was made of, operands before results, each once, `root` last. Depth-first and iterative: a
 * chain of millions of nodes needs no call stack. Nodes remember the number of the walk that met them, which is several
 * times faster than a Set. `meet` is called once per node, before its operands are met.
 */
export function topologicalOrder(root: Value, meet: (node: Value) => void = () => {}): Value[] {
  try {
    return walkFrom(root, meet)
  } catch (error) {
    if (!(error instanceof TypeError) || !/read.only/.test(error.message)) throw error
    throw new TypeError('backward: a Value of the graph is frozen. Leave out Object.freeze.', { cause: error })
  }
}

function walkFrom(root: Value, meet: (node: Value) => void): Value[] {
  const walk = ++walks
  const order: Value[] = []
  const path = [root] // from the root down to where we stand
  const next = [0] // for each node of the path: the operand to look at next
  root.visit = walk
  meet(root)
  while (path.length > 0) {
    const top = path.length - 1
    const node = path[top]!
    const i = next[top]!++
    if (i === node.inputCount) {
      order.push(node)
      path.pop()
      next.pop()
      continue
    }
    const input = node.input(i)
    if (typeof input !== 'number' && input.visit !== walk) {
      input.visit = walk
      meet(input)
      if (input.inputCount === 0) order.push(input)
      else {
        path.push(input)
        next.push(0)
      }
    }
  }
  return order
}

/** Fills in `grad` for everything that `root` was made of. See `Value.backward`. */
export function backward(root: Value): void {
  // We put the gradients that the leaves already have aside, and add them in one piece at the end. Added part by part, they
  // would round differently in each call, and two calls would not give exactly twice the gradient.
  const leaves: Value[] = []
  const earlier: number[] = []
  const order = topologicalOrder(root, (node) => {
    if (node.op === null && node.grad !== 0) {
      leaves.push(node)
      earlier.push(node.grad)
    }
    node.grad = 0 // interior nodes forget the gradient of an earlier backward
  })
  try {
    watch()?.flow('backward', order, () => true)
    root.grad += 1 // ∂root/∂root
    for (let i = order.length - 1; i >= 0; i--) pushToInputs(order[i]!)
  } finally {
    for (let i = 0; i < leaves.length; i++) leaves[i]!.grad += earlier[i]!
  }
}

/** The chain rule at one node: each operand receives ∂root/∂node · ∂node/∂operand. */
function pushToInputs(node: Value): void {
  const { op, grad } = node
  if (op === null || grad === 0) return // 0 times any slope is 0, infinite ones included
  const count = node.inputCount
  for (let i = 0; i < count; i++) {
    const input = node.input(i)
    if (typeof input !== 'number') input.grad += absoluteZeroProduct(grad, op.partialAt(i, node))
  }
}
