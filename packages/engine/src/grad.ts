/**
 * Gradients as graphs. The sweep is that of backward.ts, but it multiplies Values instead of numbers: the partials of
 * the op table, given Values, build nodes. So the result can be differentiated again, to any order.
 */
import { topologicalOrder } from './backward.js'
import { mustBeList, show } from './errors.js'
import { azmul, sum } from './ops.js'
import type { Scalar } from './scalar.js'
import { Value } from './value.js'

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
  const active = new Set<Scalar>(inputs) // the nodes that depend on an input; only they matter
  for (const node of order) if (node.inputs.some((x) => active.has(x))) active.add(node)

  const received = new Map<Value, Scalar[]>([[output, [1]]])
  const gradients = new Map<Value, Scalar>()
  for (let i = order.length - 1; i >= 0; i--) {
    const node = order[i]!
    const parts = received.get(node)
    if (parts === undefined || !active.has(node)) continue
    const gradient = total(parts)
    received.delete(node)
    gradients.set(node, gradient)
    node.inputs.forEach((x, k) => {
      if (typeof x === 'number' || !active.has(x)) return
      const part = chain(gradient, node.op!.partial(k, node.inputs, node))
      if (part === 0) return
      const parts = received.get(x)
      if (parts === undefined) received.set(x, [part])
      else parts.push(part)
    })
  }
  return inputs.map((x) => toValue(gradients.get(x) ?? 0))
}

/** upstream · slope; the constants 0 and 1, which most rows of the table have, cost no node. */
function chain(upstream: Scalar, slope: Scalar): Scalar {
  if (upstream === 0 || slope === 0) return 0
  if (slope === 1) return upstream
  if (upstream === 1) return slope
  return azmul(upstream, slope)
}

const total = (parts: Scalar[]): Scalar => (parts.length === 1 ? parts[0]! : sum(parts))

const toValue = (x: Scalar): Value => (typeof x === 'number' ? new Value(x) : x)
