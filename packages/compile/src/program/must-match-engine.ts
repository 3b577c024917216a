/** Compiled numbers beside those of the engine. */
import { type Recorder, recordWith, Value } from '@gradus/engine'
import type { Precision } from '../memory/arena.js'

/** How far the two may be apart, relative to the largest number compared, or to 1: rounding in another order, no more. */
const TOLERANCE: Record<Precision, number> = { f64: 1e-7, f32: 1e-2 }

/**
 * Runs `fn` on the engine, unseen by anyone who records or watches ops outside. With 32 bits, constants and results are
 * rounded as compiled code rounds them.
 */
export const onEngine = <T>(precision: Precision, fn: () => T): T =>
  recordWith('compile', precision === 'f32' ? roundedNode : node, fn, true)

const node: Recorder = (op, inputs) => new Value(op.evaluate(inputs), '', op, inputs)

const roundedNode: Recorder = (op, inputs) => {
  const rounded = inputs.map((x) => (typeof x === 'number' ? Math.fround(x) : x))
  return new Value(Math.fround(op.evaluate(rounded)), '', op, rounded)
}

/**
 * Refuses numbers that are further from the engine's than rounding explains: 10⁻⁷ of the largest one (10⁻² with 32 bits), or
 * of 1 if that is larger.
 *
 * @throws Error that names the first of them, by `what`
 */
export function mustMatchEngine(
  expected: readonly number[],
  got: ArrayLike<number>,
  precision: Precision,
  what: (i: number) => string,
): void {
  let scale = 1
  for (const x of expected) if (Number.isFinite(x)) scale = Math.max(scale, Math.abs(x))
  expected.forEach((x, i) => {
    const y = got[i]!
    if (x === y || (x !== x && y !== y)) return
    if (Math.abs(x - y) <= TOLERANCE[precision] * scale) return
    if (precision === 'f32' && (Math.abs(x) > 1e38 || !Number.isFinite(y))) return // beyond the range of 32 bits
    throw new Error(
      `compile: ${what(i)} is ${y} compiled, and ${x} by the engine. Pass a function that branches with where(cond, a, b), has no side effects, and uses no outside number that changes. If yours does all that, please report a bug.`,
    )
  })
}
