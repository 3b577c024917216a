/**
 * Gradients as graphs. The sweep is that of backward.ts, but it multiplies Values instead of numbers: the partials of
 * the op table, given Values, build nodes. So the result can be differentiated again, to any order.
 */
import { topologicalOrder } from './backward.js'
import { wrongRule } from './check-op.js'
import { mustBeList, show } from './errors.js'
import type { Op } from './op.js'
import { azmul, sum } from './ops.js'
import type { Scalar } from './scalar.js'
import { OperatorError, Value } from './value.js'
import { watch } from './watch.js'

/**
 * ∂output/∂input for every input, as Values. An input that `output` does not depend on has gradient 0. Leaves `grad`
 * fields alone.
 *
 * @example
 * const x = new Value(2)
 * const y = x.pow(3)
 * const [dy] = grad(y, [x])
 * const [d2y] = grad(dy!, [x])
 * [dy!.data, d2y!.data] // => [12, 12]
 */
export function grad(output: Value, inputs: readonly Value[]): Value[] {
  if (!(output instanceof Value)) throw new TypeError(`grad: the output is ${show(output)}. Pass a Value.`)
  if (!Array.isArray(inputs)) throw mustBeList('grad', 'the list of inputs', inputs, 'Values')
  for (const x of inputs) {
    if (!(x instanceof Value)) throw new TypeError(`grad: an input is ${show(x)}. Pass Values.`)
  }
  const order = topologicalOrder(output)
  // What each node that depends on an input has received so far: 0, one part of its gradient, or several.
  const received = new Map<Scalar, Scalar | Scalar[]>()
  for (const x of inputs) received.set(x, 0)
  for (const node of order) if (dependsOn(received, node)) received.set(node, 0)
  if (received.has(output)) received.set(output, 1)
  const watching = watch()
  watching?.flow('grad', order, (x) => received.has(x))
  try {
    for (let i = order.length - 1; i >= 0; i--) {
      watching?.derivativeOf(order[i]!)
      passOn(order[i]!, received)
    }
    return inputs.map((x) => toValue(total(received.get(x)!)))
  } finally {
    watching?.derivativeOf(null)
  }
}

function dependsOn(received: ReadonlyMap<Scalar, unknown>, node: Value): boolean {
  for (let k = 0; k < node.inputCount; k++) if (received.has(node.input(k))) return true
  return false
}

/** The chain rule at one node: each operand that depends on an input receives its part. */
function passOn(node: Value, received: Map<Scalar, Scalar | Scalar[]>): void {
  const { op, inputs } = node
  const parts = received.get(node)
  if (parts === undefined || parts === 0 || op === null) return
  const gradient = total(parts)
  received.set(node, gradient)
  for (let k = 0; k < inputs.length; k++) {
    const x = inputs[k]!
    const earlier = received.get(x)
    if (earlier === undefined) continue
    const part = chain(gradient, slopeOf(op, k, node))
    if (part === 0) continue
    if (earlier === 0) received.set(x, part)
    else if (Array.isArray(earlier)) earlier.push(part)
    else received.set(x, [earlier, part])
  }
}

/** The partial as a graph. A rule in JavaScript's operators is named here, because nothing else says whose rule it is. */
function slopeOf(op: Op, k: number, node: Value): Scalar {
  try {
    const slope: unknown = op.partial(k, node.inputs, node)
    if (typeof slope === 'number' || slope instanceof Value) return slope
    throw wrongRule('grad', op, `gives ${show(slope)} for Values`)
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error
    throw wrongRule('grad', op, `fails for Values (${error.message})`, error)
  }
}

/** upstream · slope; the constants 0 and 1, which most rows of the table have, cost no node. */
function chain(upstream: Scalar, slope: Scalar): Scalar {
  if (upstream === 0 || slope === 0) return 0
  if (slope === 1) return upstream
  if (upstream === 1) return slope
  return azmul(upstream, slope)
}

const total = (parts: Scalar | Scalar[]): Scalar => (Array.isArray(parts) ? sum(parts) : parts)

const toValue = (x: Scalar): Value => (typeof x === 'number' ? new Value(x) : x)
