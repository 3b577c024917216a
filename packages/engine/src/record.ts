/**
 * What happens when an op meets a Value: normally a new node is made. `withoutGraph` and `detectAnomaly` (anomaly.ts)
 * change that for as long as one synchronous function runs, and so can a compiler.
 */
import type { Op } from './op.js'
import { mustBeFunction } from './errors.js'
import type { Scalar } from './scalar.js'
import { Value } from './value.js'
import { setWatch, watch, type Watch } from './watch.js'

/** Makes the Value of `op` applied to `inputs`, of which at least one is a Value. */
export type Recorder = (op: Op, inputs: readonly Scalar[]) => Value

const node: Recorder = (op, inputs) => new Value(op.evaluate(inputs), '', op, inputs)

let recorder = node
let recording = true

/** Without a graph the result is a leaf. The recorder still makes and sees the node, but only its number is kept. */
export const apply: Recorder = (op, inputs) => {
  const result = recorder(op, inputs)
  return recording ? result : new Value(result.data)
}

/**
 * Runs `fn` with another recorder. Synchronous only: an async function would continue after its first await with
 * whichever recorder is set then, so we refuse promises.
 */
export function recordWith<T>(
  where: string,
  newRecorder: Recorder,
  fn: () => T,
  record = recording,
  newWatch: Watch | null = null,
): T {
  if (typeof fn !== 'function') throw mustBeFunction(where, 'the argument', fn)
  const before = { recorder, recording, watch: watch() }
  recorder = newRecorder
  recording = record
  setWatch(newWatch)
  let result: T
  try {
    result = fn()
  } finally {
    ;({ recorder, recording } = before)
    setWatch(before.watch)
  }
  if (typeof (result as { then?: unknown } | null | undefined)?.then === 'function') {
    ;(result as PromiseLike<unknown>).then(undefined, () => {}) // its later rejection would end the process
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
export const withoutGraph = <T>(fn: () => T): T => recordWith('withoutGraph', recorder, fn, false, watch())

/** Builds a graph even inside `withoutGraph`. Functions such as `gradient` need a graph to compute their plain numbers. */
export const withGraph = <T>(where: string, fn: () => T): T => recordWith(where, recorder, fn, true, watch())

/** Runs `fn` with the same recorder as before; `look` sees each node it makes, and `newWatch` the gradients. */
export function recordWatched<T>(
  where: string,
  look: (op: Op, inputs: readonly Scalar[], result: Value) => void,
  fn: () => T,
  newWatch: Watch,
): T {
  const before = recorder
  const looking: Recorder = (op, inputs) => {
    const result = before(op, inputs)
    look(op, inputs, result)
    return result
  }
  return recordWith(where, looking, fn, recording, newWatch)
}

/** Runs `fn` with a graph, and without the recorders and watches that are set outside. */
export const unwatched = <T>(where: string, fn: () => T): T => recordWith(where, node, fn, true)
