/** Compares compiled numbers with those of the engine. */
import { listed, type Recorder, recordWith, Value } from '@gradus/engine'
import type { Precision } from '../memory/arena.js'

/** The largest difference that rounding in a different order explains, relative to the largest number, or to 1. */
const TOLERANCE: Record<Precision, number> = { f64: 1e-7, f32: 1e-2 }

/**
 * Runs `fn` on the engine. Recordings and watchers outside do not see its ops. With 'f32', constants and results are
 * rounded to 32 bits, as in compiled code.
 */
export const onEngine = <T>(precision: Precision, fn: () => T): T =>
  recordWith('compile', precision === 'f32' ? roundedNode : node, fn, true)

const node: Recorder = (op, a, b) => new Value(op.evaluate(listed(a, b)), '', op, a, b)

const roundedNode: Recorder = (op, a, b) => {
  const rounded = listed(a, b).map((x) => (typeof x === 'number' ? Math.fround(x) : x))
  return new Value(Math.fround(op.evaluate(rounded)), '', op, rounded)
}

/**
 * Throws if a number is further from the engine's than rounding explains: 10⁻⁷ of the largest expected number with
 * 'f64', 10⁻² with 'f32'. If the largest number is below 1, it counts as 1.
 *
 * @param expected the engine's numbers
 * @param got the compiled numbers
 * @param what the name of number i in the error message
 * @throws Error that names the first number that differs
 * @example
 * mustMatchEngine([1, 2], [1, 2 + 1e-9], 'f64', (i) => `loss ${i}`) // => undefined
 */
export function mustMatchEngine(
  expected: ArrayLike<number>,
  got: ArrayLike<number>,
  precision: Precision,
  what: (i: number) => string,
): void {
  let scale = 1
  for (let i = 0; i < expected.length; i++) {
    const x = expected[i]!
    if (Number.isFinite(x)) scale = Math.max(scale, Math.abs(x))
  }
  for (let i = 0; i < expected.length; i++) {
    const [x, y] = [expected[i]!, got[i]!]
    if (Object.is(x, y) || Math.abs(x - y) <= TOLERANCE[precision] * scale || x === y) continue
    if (precision === 'f32' && (Math.abs(x) > 1e38 || !Number.isFinite(y))) continue // beyond the range of 32 bits
    throw new Error(
      `compile: ${what(i)} is ${y} compiled, and ${x} by the engine. Pass a function that branches with where(cond, a, b), has no side effects, and uses no outside number that changes. If yours does all that, please report a bug.`,
    )
  }
}
