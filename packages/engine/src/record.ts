/**
 * What happens when an op meets a Value: normally a new node is made. `withoutGraph` and `detectAnomaly` (anomaly.ts)
 * change that for as long as one synchronous function runs, and so can a compiler.
 */
import type { Op } from './op.js'
import { mustBeFunction } from './errors.js'
import { nameNow } from './group.js'
import type { Scalar } from './scalar.js'
import { refusePromise } from './synchronous.js'
import { Value } from './value.js'
import { setWatch, watch, type Watch } from './watch.js'

/** Makes the Value of `op` applied to one operand, to two, or to a list of any number. At least one is a Value. */
export type Recorder = (op: Op, a: Scalar | readonly Scalar[], b?: Scalar) => Value

const node: Recorder = (op, a, b) => {
  const y = new Value(NaN, nameNow(), op, a, b)
  y.data = op.evaluateAt(y)
  return y
}

let recorder = node
let recording = true

/** Without a graph the result is a leaf. The recorder still makes and sees the node, but only its number is kept. */
export const apply: Recorder = (op, a, b) => {
  const result = recorder(op, a, b)
  return recording ? result : new Value(result.data)
}

/** Runs `fn`, which must be synchronous, with another recorder. */
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
  try {
    return refusePromise(where, fn())
  } finally {
    ;({ recorder, recording } = before)
    setWatch(before.watch)
  }
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
export function recordWatched<T>(where: string, look: (node: Value) => void, fn: () => T, newWatch: Watch): T {
  const before = recorder
  const looking: Recorder = (op, a, b) => {
    const node = before(op, a, b)
    look(node)
    return node
  }
  return recordWith(where, looking, fn, recording, newWatch)
}

/** Runs `fn` with a graph, and without the recorders and watches that are set outside. */
export const unwatched = <T>(where: string, fn: () => T): T => recordWith(where, node, fn, true)
