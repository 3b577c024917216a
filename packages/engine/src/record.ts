/**
 * What happens when an op meets a Value: normally a new node is made. `withoutGraph` and `detectAnomaly` change that
 * for as long as one synchronous function runs, and so can a compiler.
 */
import type { Op } from './op.js'
import { mustBeFunction } from './errors.js'
import type { Scalar } from './scalar.js'
import { Value } from './value.js'

/** Makes the Value of `op` applied to `inputs`, of which at least one is a Value. */
export type Recorder = (op: Op, inputs: readonly Scalar[]) => Value

const node: Recorder = (op, inputs) => new Value(op.evaluate(inputs), '', op, inputs)

let recorder = node
let recording = true

/** Without a graph the result is a leaf: a node is made, so that every recorder can look at it, and only its number kept. */
export const apply: Recorder = (op, inputs) => {
  const result = recorder(op, inputs)
  return recording ? result : new Value(result.data)
}

/**
 * Runs `fn` with another recorder. Synchronous only: an async function would go on after its first await with the
 * recorder of whoever runs then, so a promise is refused.
 */
export function recordWith<T>(where: string, newRecorder: Recorder, fn: () => T, record = recording): T {
  if (typeof fn !== 'function') throw mustBeFunction(where, 'the argument', fn)
  const before = { recorder, recording }
  recorder = newRecorder
  recording = record
  let result: T
  try {
    result = fn()
  } finally {
    ;({ recorder, recording } = before)
  }
  if (typeof (result as { then?: unknown } | null | undefined)?.then === 'function') {
    throw new TypeError(`${where}: the function returned a promise. Pass a synchronous function.`)
  }
  return result
}

/**
 * Evaluates without building a graph: every result is a leaf. For predictions and measurements.
 *
 * @throws TypeError if `fn` is async.
 * @example
 * const w = new Value(2)
 * withoutGraph(() => w.mul(3)).inputs // => []
 */
export const withoutGraph = <T>(fn: () => T): T => recordWith('withoutGraph', recorder, fn, false)

/** Builds a graph, even inside `withoutGraph`: for functions that need one to give their plain numbers. */
export const withGraph = <T>(where: string, fn: () => T): T => recordWith(where, recorder, fn, true)

/** Thrown by `detectAnomaly`: which op gave NaN or an infinity, from what. */
export class AnomalyError extends Error {
  override readonly name = 'AnomalyError'
  constructor(
    message: string,
    readonly op: Op,
    readonly inputs: readonly Scalar[],
    readonly result: number,
  ) {
    super(message)
  }
}

/**
 * Runs `fn` and throws at the first op whose result is NaN or infinite, naming the op, its operands and their labels.
 *
 * @throws AnomalyError with `op`, `inputs` and `result`; TypeError if `fn` is async.
 * @example
 * const x = new Value(0, 'x')
 * detectAnomaly(() => x.log().mul(2)) // throws detectAnomaly: log gave -Infinity from x = 0. …
 */
export const detectAnomaly = <T>(fn: () => T): T => {
  const before = recorder
  return recordWith(
    'detectAnomaly',
    (op, inputs) => {
      const result = before(op, inputs)
      if (!Number.isFinite(result.data)) throw anomaly(op, inputs, result.data)
      return result
    },
    fn,
  )
}

function anomaly(op: Op, inputs: readonly Scalar[], result: number): AnomalyError {
  const shown = inputs.slice(0, 8).map((x, i) => {
    if (typeof x === 'number') return String(x)
    return `${x.label !== '' ? x.label : (x.op?.name ?? `operand ${i + 1}`)} = ${x.data}`
  })
  if (inputs.length > shown.length) shown.push(`${inputs.length - shown.length} more`)
  return new AnomalyError(
    `detectAnomaly: ${op.name} gave ${result} from ${shown.join(', ')}. Look at how these operands came about.`,
    op,
    inputs,
    result,
  )
}
