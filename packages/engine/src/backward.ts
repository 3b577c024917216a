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

/**
 * The nodes that `root` was made of, operands before results, each once, `root` last. Depth-first and iterative: a
 * chain of millions of nodes needs no call stack. Each node remembers its position in the order, so that `order[position]`
 * tells whether it is there already; this is several times faster than a Set.
 */
export function topologicalOrder(root: Value): Value[] {
  try {
    return walkFrom(root)
  } catch (error) {
    if (!(error instanceof TypeError) || !/read.only/.test(error.message)) throw error
    throw new TypeError('backward: a Value of the graph is frozen. Leave out Object.freeze.', { cause: error })
  }
}

function walkFrom(root: Value): Value[] {
  const order: Value[] = []
  const path = [root] // from the root down to where we stand
  const next = [0] // for each node of the path: the operand to look at next
  while (path.length > 0) {
    const top = path.length - 1
    const node = path[top]!
    const count = node.inputCount
    let below: Value | undefined // the first operand that has operands of its own and is not in the order yet
    while (next[top]! < count && below === undefined) {
      const input = node.input(next[top]!++)
      if (typeof input === 'number' || order[input.position] === input) continue
      if (input.op === null) append(input, order)
      else below = input
    }
    if (below !== undefined) {
      path.push(below)
      next.push(0)
    } else {
      append(node, order)
      path.pop()
      next.pop()
    }
  }
  return order
}

function append(node: Value, order: Value[]): void {
  node.position = order.length
  order.push(node)
}

/** Fills in `grad` for everything that `root` was made of. See `Value.backward`. */
export function backward(root: Value): void {
  const { order, gradients } = sweep(root)
  for (let i = 0; i < order.length; i++) {
    const node = order[i]!
    node.grad = node.op === null ? node.grad + gradients[i]! : gradients[i]!
  }
}

/**
 * ∂root/∂x for each of these Values, as plain numbers; 0 if `root` was not made of it. Leaves `grad` fields alone.
 *
 * @example
 * const x = new Value(3), y = new Value(4)
 * [...slopesOf(x.mul(y), [x, y])] // => [4, 3]
 */
export function slopesOf(root: Value, xs: readonly Value[]): Float64Array {
  const { order, gradients } = sweep(root)
  const slope = (x: Value) => (order[x.position] === x ? gradients[x.position]! : 0)
  return new Float64Array(xs.length).map((_, i) => slope(xs[i]!))
}

/** The nodes that `root` was made of, and for each of them ∂root/∂node. */
function sweep(root: Value): { order: Value[]; gradients: Float64Array } {
  const order = topologicalOrder(root)
  watch()?.flow('backward', order, () => true)
  const gradients = new Float64Array(order.length) // by position
  gradients[root.position] = 1 // ∂root/∂root
  for (let i = order.length - 1; i >= 0; i--) pushToInputs(order[i]!, gradients)
  return { order, gradients }
}

/** The chain rule at one node: each operand receives ∂root/∂node · ∂node/∂operand. */
function pushToInputs(node: Value, gradients: Float64Array): void {
  const { op } = node
  const gradient = gradients[node.position]!
  if (op === null || gradient === 0) return // 0 times any slope is 0, infinite ones included
  const count = node.inputCount
  for (let i = 0; i < count; i++) {
    const input = node.input(i)
    if (typeof input === 'number') continue
    gradients[input.position]! += absoluteZeroProduct(gradient, op.partialAt(i, node))
  }
}
