/**
 * The awkward points, decided once: what each op gives at kinks, edges and far out. Plain data, so that the
 * engine and both backends can be compared with it. docs/numbers.md explains the choices.
 */
import type { Scalar } from '@gradus/engine'
import * as ops from '@gradus/engine'

export interface AwkwardPoint {
  name: string
  f: (xs: readonly Scalar[]) => Scalar
  at: number[]
  value: number
  /** ∂f/∂xᵢ. */
  slopes: number[]
  /** ∂²f/∂xᵢ∂xⱼ, where it is decided too. */
  hessian?: number[][]
}

type Case = [f: (...xs: Scalar[]) => Scalar, at: number[], value: number, slopes: number[], hessian?: number[][]]

const { abs, acos, acosh, add, asin, asinh, atan2, atanh, cbrt, clamp, div, dot, elu, eq, erf, erfc, exp, expm1 } = ops
const { gelu, gt, hypot, leakyRelu, log, log1p, logSigmoid, logSumExp, max, mean, min, mul, norm, pow, reciprocal } =
  ops
const { relu, sech2, sigmoid, sigmoidSlope, sign, silu, softmax, softplus, sqrt, square, sub, sum, tanh, where } = ops

const FLAT = [
  [0, 0],
  [0, 0],
]
const at = (i: number) => (xs: readonly Scalar[]) => softmax(xs)[i]!

const CASES: Record<string, Case> = {
  // ── Kinks ──
  'relu at 0': [relu, [0], 0, [0]],
  'relu at −0': [relu, [-0], 0, [0]],
  'abs at 0': [abs, [0], 0, [0]],
  'abs at −0': [abs, [-0], 0, [0]],
  'sign at 0': [sign, [0], 0, [0]],
  'sign away from 0': [sign, [-2], -1, [0]],
  'leakyRelu at 0': [(x) => leakyRelu(x!, 0.01), [0], 0, [1]],
  'leakyRelu at 0, slope a variable': [leakyRelu as Case[0], [0, 0.3], 0, [1, 0]],
  'elu at 0': [(x) => elu(x!), [0], 0, [1]],
  'elu at 0, α a variable': [elu as Case[0], [0, 2], 0, [1, 0]],
  'max at a tie': [max as Case[0], [1, 1], 1, [0.5, 0.5]],
  'min at a tie': [min as Case[0], [1, 1], 1, [0.5, 0.5]],
  'max at a tie of 0 and −0': [max as Case[0], [0, -0], 0, [0.5, 0.5]],
  'max at a tie of infinities': [max as Case[0], [Infinity, Infinity], Infinity, [0.5, 0.5]],
  'max(a, a)': [(a) => max(a!, a!), [1.5], 1.5, [1]],
  'min(a, a)': [(a) => min(a!, a!), [1.5], 1.5, [1]],
  'max of a tie with a constant': [(x) => max(x!, 2), [2], 2, [0.5]],
  'max(x, 0) at 0, which is not relu': [(x) => max(x!, 0), [0], 0, [0.5]],
  'clamp at the lower bound': [(x) => clamp(x!, -1, 2), [-1], -1, [1]],
  'clamp at the upper bound': [(x) => clamp(x!, -1, 2), [2], 2, [1]],
  'clamp below': [clamp as Case[0], [-3, -1, 2], -1, [0, 1, 0]],
  'clamp above': [clamp as Case[0], [3, -1, 2], 2, [0, 0, 1]],
  'clamp at a bound, bounds variable': [clamp as Case[0], [-1, -1, 2], -1, [1, 0, 0]],
  'clamp with all three equal': [clamp as Case[0], [1, 1, 1], 1, [1, 0, 0]],
  'clamp with low > high': [clamp as Case[0], [0, 2, 1], 1, [0, 0, 1]],
  'a comparison at its step': [gt as Case[0], [1, 1], 0, [0, 0]],
  'eq of equals': [eq as Case[0], [1, 1], 1, [0, 0]],

  // ── Powers ──
  'x⁰ at 0': [(x) => pow(x!, 0), [0], 1, [0]],
  'x⁰ at 2': [(x) => pow(x!, 0), [2], 1, [0]],
  'x⁰ at ∞': [(x) => pow(x!, 0), [Infinity], 1, [0]],
  'x⁰, exponent a variable': [pow as Case[0], [2, 0], 1, [0, Math.log(2)]],
  '0⁰, both variables': [pow as Case[0], [0, 0], 1, [0, -Infinity]],
  'x¹ at 0': [(x) => pow(x!, 1), [0], 0, [1]],
  'x¹ + x at 0': [(x) => add(pow(x!, 1), x!), [0], 0, [2]],
  'x² at 0 by pow': [(x) => pow(x!, 2), [0], 0, [0]],
  'x^½ at 0': [(x) => pow(x!, 0.5), [0], 0, [Infinity]],
  'x⁻¹ at 0': [(x) => pow(x!, -1), [0], Infinity, [-Infinity]],
  'x³, x < 0': [(x) => pow(x!, 3), [-2], -8, [12]],
  'x⁻¹, x < 0': [(x) => pow(x!, -1), [-2], -0.5, [-0.25]],
  'x³, x < 0, exponent a variable': [pow as Case[0], [-2, 3], -8, [12, NaN]],
  'x^½, x < 0': [(x) => pow(x!, 0.5), [-1], NaN, [NaN]],
  '0^y, y > 0': [(y) => pow(0, y!), [2], 0, [0]],
  '0^y, y > 0, base a variable': [pow as Case[0], [0, 2], 0, [0, 0]],
  '1^∞': [(y) => pow(1, y!), [Infinity], NaN, [0]],

  // ── Edges ──
  'sqrt at 0': [sqrt, [0], 0, [Infinity]],
  'sqrt at −0': [sqrt, [-0], -0, [Infinity]],
  'sqrt below 0': [sqrt, [-1], NaN, [NaN]],
  'cbrt at 0': [cbrt, [0], 0, [Infinity]],
  'log at 0': [log, [0], -Infinity, [Infinity]],
  'log at −0': [log, [-0], -Infinity, [Infinity]],
  'log1p at −1': [log1p, [-1], -Infinity, [Infinity]],
  'asin at 1': [asin, [1], Math.PI / 2, [Infinity]],
  'acos at −1': [acos, [-1], Math.PI, [-Infinity]],
  'acosh at 1': [acosh, [1], 0, [Infinity]],
  'atanh at 1': [atanh, [1], Infinity, [Infinity]],
  'reciprocal at 0': [reciprocal, [0], Infinity, [-Infinity]],
  'x / 0': [div as Case[0], [1, 0], Infinity, [Infinity, -Infinity]],
  '0 / 0': [div as Case[0], [0, 0], NaN, [Infinity, NaN]],
  'atan2 on the cut': [atan2 as Case[0], [0, -2], Math.PI, [-0.5, 0]],
  'atan2 at the origin': [atan2 as Case[0], [0, 0], 0, [NaN, NaN]],

  // ── 0 × ∞ in the chain rule ──
  'norm at the origin': [(...xs) => norm(xs), [0, 0], 0, [0, 0]],
  'norm of tiny numbers': [(...xs) => norm(xs), [3e-310, 4e-310], 5e-310, [0.6, 0.8]],
  'hypot of tiny numbers': [hypot as Case[0], [3e-310, 4e-310], 5e-310, [0.6, 0.8]],
  'norm of one 0': [(x) => norm([x!]), [0], 0, [0]],
  'hypot at the origin': [hypot as Case[0], [0, 0], 0, [0, 0]],
  '√(x²) at 0': [(x) => sqrt(square(x!)), [0], 0, [0]],
  '√(x·x) at 0': [(x) => sqrt(mul(x!, x!)), [0], 0, [0]],
  '√(x² + y²) at 0': [(x, y) => sqrt(add(square(x!), square(y!))), [0, 0], 0, [0, 0]],
  '√x · 0 at 0': [(x) => mul(sqrt(x!), 0), [0], 0, [0]],
  'relu of an infinite slope, off': [(x) => relu(sub(sqrt(x!), 1)), [0], 0, [0]],
  'an infinite slope above relu, off': [(x) => sqrt(relu(x!)), [-1], 0, [0]],
  'where, the branch not taken infinite': [(x) => where(gt(x!, 0), log(x!), 0), [0], 0, [0]],
  'where, the branch not taken NaN': [(x) => where(gt(x!, 0), sqrt(x!), 0), [-1], 0, [0]],
  '0 · ∞': [mul as Case[0], [0, Infinity], NaN, [Infinity, 0]],
  'dot with 0 · ∞': [(a, b) => dot([a!], [b!]), [0, Infinity], NaN, [Infinity, 0]],

  // ── Far out ──
  'sigmoid at 1000': [sigmoid, [1000], 1, [0]],
  'sigmoid at −1000': [sigmoid, [-1000], 0, [0]],
  'softplus at 1000': [softplus, [1000], 1000, [1]],
  'softplus at −1000': [softplus, [-1000], 0, [0]],
  'logSigmoid at 1000': [logSigmoid, [1000], -0, [0]],
  'logSigmoid at −1000': [logSigmoid, [-1000], -1000, [1]],
  'tanh at 1000': [tanh, [1000], 1, [0]],
  'tanh at −1000': [tanh, [-1000], -1, [0]],
  'tanh at ∞': [tanh, [Infinity], 1, [0]],
  'tanh at −∞': [tanh, [-Infinity], -1, [0]],
  'tanh at −0': [tanh, [-0], -0, [1]],
  'sech2 at ∞': [sech2, [Infinity], 0, [0]],
  'sech2 at −1000': [sech2, [-1000], 0, [0]],
  'sigmoid at ∞': [sigmoid, [Infinity], 1, [0]],
  'sigmoid at −∞': [sigmoid, [-Infinity], 0, [0]],
  'sigmoidSlope at −∞': [sigmoidSlope, [-Infinity], 0, [0]],
  'sigmoidSlope at 1000': [sigmoidSlope, [1000], 0, [0]],
  'silu at 1000': [silu, [1000], 1000, [1]],
  'silu at −1000': [silu, [-1000], -0, [0]],
  'gelu at 1000': [gelu, [1000], 1000, [1]],
  'gelu at −1000': [gelu, [-1000], -0, [0]],
  'elu at −1000': [(x) => elu(x!), [-1000], -1, [0]],
  'erf at 1000': [erf, [1000], 1, [0]],
  'erfc at 1000': [erfc, [1000], 0, [0]],
  'exp at 1000': [exp, [1000], Infinity, [Infinity]],
  'expm1 at −1000': [expm1, [-1000], -1, [0]],
  'logSumExp at 1000': [(...xs) => logSumExp(xs), [1000, 1000], 1000 + Math.LN2, [0.5, 0.5]],
  'logSumExp at −1000': [(...xs) => logSumExp(xs), [-1000, -1000], -1000 + Math.LN2, [0.5, 0.5]],
  'logSumExp at ±1000': [(...xs) => logSumExp(xs), [1000, -1000], 1000, [1, 0]],
  'logSumExp with −∞': [(...xs) => logSumExp(xs), [0, -Infinity], 0, [1, 0]],
  'softmax at ±1000, the large one': [(...xs) => at(0)(xs), [1000, -1000], 1, [0, 0]],
  'softmax at ±1000, the small one': [(...xs) => at(1)(xs), [1000, -1000], 0, [0, 0]],
  'softmax at 1000': [(...xs) => at(0)(xs), [1000, 1000], 0.5, [0.25, -0.25]],

  // ── Infinite operands ──
  'hypot of ∞ and 3': [hypot as Case[0], [Infinity, 3], Infinity, [1, 0], FLAT],
  'hypot of 3 and −∞': [hypot as Case[0], [3, -Infinity], Infinity, [0, -1], FLAT],
  'hypot of ∞ and 0': [hypot as Case[0], [Infinity, 0], Infinity, [1, 0], FLAT],
  'hypot of ∞ and −∞': [hypot as Case[0], [Infinity, -Infinity], Infinity, [1, -1], FLAT],
  'hypot of ∞ and NaN': [hypot as Case[0], [Infinity, NaN], Infinity, [1, NaN]],
  'norm with −∞': [(...xs) => norm([...xs, 2]), [3, -Infinity], Infinity, [0, -1], FLAT],
  'norm with ∞ twice': [(...xs) => norm([...xs, 2]), [Infinity, Infinity], Infinity, [1, 1], FLAT],
  'norm with ∞ and NaN': [(...xs) => norm(xs), [Infinity, NaN], NaN, [NaN, NaN]],
  'norm of ∞ alone': [(x) => norm([x!]), [Infinity], Infinity, [1], [[0]]],
  'atan2 upward': [atan2 as Case[0], [Infinity, 1], Math.PI / 2, [0, 0], FLAT],
  'atan2 downward': [atan2 as Case[0], [-Infinity, -1], -Math.PI / 2, [0, 0], FLAT],
  'atan2 to the right': [atan2 as Case[0], [-2, Infinity], -0, [0, 0], FLAT],
  'atan2 to the left': [atan2 as Case[0], [1, -Infinity], Math.PI, [0, 0], FLAT],
  'atan2 of ∞ and ∞': [atan2 as Case[0], [Infinity, Infinity], Math.PI / 4, [0, 0], FLAT],
  'atan2 of ∞ and −∞': [atan2 as Case[0], [Infinity, -Infinity], (3 * Math.PI) / 4, [0, 0], FLAT],
  'atan2 of NaN and ∞': [atan2 as Case[0], [NaN, Infinity], NaN, [NaN, NaN]],
  'asinh at −∞': [asinh, [-Infinity], -Infinity, [0], [[0]]],

  // ── Repeated operands ──
  'x + x': [(x) => add(x!, x!), [3], 6, [2]],
  'x − x': [(x) => sub(x!, x!), [3], 0, [0]],
  'x · x': [(x) => mul(x!, x!), [3], 9, [6]],
  'x / x': [(x) => div(x!, x!), [3], 1, [0]],
  xˣ: [(x) => pow(x!, x!), [2], 4, [4 + 4 * Math.LN2]],
  'sum of one operand three times': [(x) => sum([x!, x!, x!]), [3], 9, [3]],
  'mean of one operand twice': [(x) => mean([x!, x!]), [3], 3, [1]],
  'dot of a list with itself': [(x, y) => dot([x!, y!], [x!, y!]), [3, 4], 25, [6, 8]],
}

export const awkwardPoints: readonly AwkwardPoint[] = Object.entries(CASES).map(
  ([name, [f, at, value, slopes, hessian]]) => ({
    name,
    f: (xs) => f(...xs),
    at,
    value,
    slopes,
    ...(hessian === undefined ? {} : { hessian }),
  }),
)
