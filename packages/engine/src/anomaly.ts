/** `detectAnomaly`: which op was the first to give a number, or a gradient, that is NaN or infinite? */
import { absoluteZeroProduct } from './numeric.js'
import type { Op } from './op.js'
import { recordWatched } from './record.js'
import type { Scalar } from './scalar.js'
import type { Value } from './value.js'
import type { Watch } from './watch.js'

/** Thrown by `detectAnomaly`. It names the op that gave NaN or an infinity, and the operands. */
export class AnomalyError extends Error {
  override readonly name = 'AnomalyError'
  constructor(
    message: string,
    readonly op: Op,
    readonly inputs: readonly Scalar[],
    /** What the op gave: its result, or in the backward pass the gradient of one of its operands. */
    readonly result: number,
    /** `backward` for a gradient, in `backward()` and in `grad`. */
    readonly pass: 'forward' | 'backward',
  ) {
    super(message)
  }
}

/**
 * Runs `fn` and throws at the first op whose result is NaN or infinite, or that hands such a gradient to an operand in
 * `backward()` or `grad`. The error names the op, its operands and their labels. A slope may be infinite where the
 * gradient that arrives is 0: 0 · ∞ is 0 in the chain rule.
 *
 * @throws AnomalyError with `op`, `inputs`, `result` and `pass`; TypeError if `fn` is async.
 * @example
 * const x = new Value(0, 'x')
 * detectAnomaly(() => x.log().mul(2)) // throws detectAnomaly: log gave -Infinity from x = 0. …
 * detectAnomaly(() => x.sqrt().mul(2).backward()) // throws detectAnomaly: in backward, sqrt gave x …
 */
export const detectAnomaly = <T>(fn: () => T): T =>
  recordWatched(
    'detectAnomaly',
    (node) => {
      if (differentiated !== null) origins.set(node, differentiated)
      else if (!Number.isFinite(node.data)) throw forwardAnomaly(node)
    },
    fn,
    WATCH,
  )

/** While `grad` builds a derivative, the node of the user's function that it differentiates; otherwise null. */
let differentiated: Value | null = null
/** For the nodes that `grad` built: the node of the user's function whose derivative they compute. */
const origins = new WeakMap<Value, Value>()

const WATCH: Watch = {
  flow: lookAtGradients,
  derivativeOf: (node) => {
    differentiated = node === null ? null : (origins.get(node) ?? node)
  },
}

/** One contribution to a gradient: what arrived at the node, the slope, and what the operand had received before. */
interface Step {
  node: Value
  operand: number
  arrived: number
  slope: number
  earlier: number
}

/**
 * Repeats the backward pass on separate numbers and checks each of them. A bad gradient at a node that `grad` built is not
 * an anomaly yet: a slope of 0 may still remove it before it reaches the user's nodes.
 */
function lookAtGradients(where: 'backward' | 'grad', order: readonly Value[], reached: (x: Scalar) => boolean): void {
  const gradients = new Map<Value, number>([[order[order.length - 1]!, 1]])
  const causes = new Map<Value, Step>()
  for (let i = order.length - 1; i >= 0; i--) {
    const node = order[i]!
    const arrived = gradients.get(node) ?? 0
    if (node.op === null || arrived === 0) continue
    for (let operand = 0; operand < node.inputCount; operand++) {
      const input = node.input(operand)
      if (typeof input === 'number' || !reached(input)) continue
      const slope = node.op.partialAt(operand, node)
      const earlier = gradients.get(input) ?? 0
      const gradient = earlier + absoluteZeroProduct(arrived, slope)
      gradients.set(input, gradient)
      if (Number.isFinite(gradient) || causes.has(input)) continue
      const cause = causes.get(node) ?? { node, operand, arrived, slope, earlier }
      if (!origins.has(input)) throw backwardAnomaly(where, cause, gradient)
      causes.set(input, cause)
    }
  }
}

function forwardAnomaly({ op, inputs, data }: Value): AnomalyError {
  const message = `detectAnomaly: ${op!.name} gave ${data} from ${showAll(inputs)}. ${ADVICE}`
  return new AnomalyError(message, op!, inputs, data, 'forward')
}

function backwardAnomaly(where: string, { node, operand, ...step }: Step, gradient: number): AnomalyError {
  const origin = origins.get(node)
  const { op, inputs } = origin ?? node
  const { arrived, slope, earlier } = step
  const sum = Number.isFinite(arrived * slope) ? ` added to ${earlier}` : ''
  const what =
    origin === undefined
      ? `${op!.name} gave ${nameOf(inputs[operand]!, operand)} the gradient ${gradient}, ${arrived} times the slope ${slope}${sum},`
      : `a derivative of ${op!.name} gave the gradient ${gradient}`
  const message = `detectAnomaly: in ${where}, ${what} at ${showAll(inputs)}. ${ADVICE}`
  return new AnomalyError(message, op!, inputs, gradient, 'backward')
}

const ADVICE = 'Look at how these operands came about.'

const nameOf = (x: Scalar, i: number): string =>
  typeof x !== 'number' && x.label !== '' ? x.label : ((x as Value).op?.name ?? `operand ${i + 1}`)

function showAll(inputs: readonly Scalar[]): string {
  const shown = inputs.slice(0, 8).map((x, i) => (typeof x === 'number' ? String(x) : `${nameOf(x, i)} = ${x.data}`))
  if (inputs.length > shown.length) shown.push(`${inputs.length - shown.length} more`)
  return shown.join(', ')
}
