/**
 * The op table: one export per operation, one rule per row.
 *
 * `f` is the operation on numbers. `d` is its slope (one per operand), from the operands and the result y, written with
 * the table's own functions: called with numbers it is the local derivative that `backward()` multiplies, called with
 * Values it is a graph, which gives higher derivatives. `domain` is where tests sample and the reference plots. `kink`
 * changes sign where the value or the slope jumps. `commutes` says that operands can be swapped, `associative` that
 * op(op(a, b), c) is op(a, op(b, c)), and `print` how formulas write the op. What happens at kinks and edges:
 * docs/numbers.md.
 *
 * To add an op, add a row, as docs/CONTRIBUTING.md shows. No other file lists ops.
 */
import * as numeric from './numeric.js'
import type { Scalar } from './scalar.js'
import type { Value } from './value.js'
import type { BinaryOp, Interval, PairedOp, ParametricOp, TernaryOp, UnaryOp, VariadicOp } from './op.js'
import { checkList } from './check-op.js'
import { binary, paired, ternary, unary, variadic } from './make-op.js'
import {
  ANY,
  ATOM,
  COMPARISON,
  enclosing,
  type Form,
  fraction,
  infix,
  POWER,
  PREFIX,
  PRODUCT,
  SUM,
} from './notation.js'

const ALL: Interval = [-3, 3]
const POSITIVE: Interval = [0.1, 4]

const PLUS = infix(SUM, '+')
const TIMES = infix(PRODUCT, '*', '\\cdot')
/** −ab is −(ab), and −aᵇ is −(aᵇ). */
const MINUS: Form = { template: '-$1', binds: PREFIX, operands: [PRODUCT] }
const compare = (operator: string, latex = operator) => ({
  operator,
  text: { template: `$1 ${operator} $2`, binds: COMPARISON, operands: [SUM, SUM] },
  latex: { template: `$1 ${latex} $2`, binds: COMPARISON, operands: [SUM, SUM] },
})

// ── Arithmetic ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** a + b */
export const add: BinaryOp = binary('add', {
  symbol: '+',
  f: (a, b) => a + b,
  d: [1, 1],
  domain: [ALL, ALL],
  commutes: true,
  associative: true,
  print: PLUS,
})

/** a − b */
export const sub: BinaryOp = binary('sub', {
  symbol: '−',
  f: (a, b) => a - b,
  d: [1, -1],
  domain: [ALL, ALL],
  print: infix(SUM, '-'),
})

/** a · b */
export const mul: BinaryOp = binary('mul', {
  symbol: '×',
  f: (a, b) => a * b,
  d: [(_, b) => b, (a) => a],
  domain: [ALL, ALL],
  commutes: true,
  associative: true,
  print: TIMES,
})

/** a / b; slopes 1/b and −y/b. */
export const div: BinaryOp = binary('div', {
  symbol: '÷',
  f: (a, b) => a / b,
  d: [(_, b) => reciprocal(b), (_, b, y) => neg(div(y, b))],
  domain: [ALL, POSITIVE],
  print: { ...infix(PRODUCT, '/'), latex: fraction('\\frac{$1}{$2}') },
})

/** −x */
export const neg: UnaryOp = unary('neg', {
  symbol: '−x',
  f: (x) => -x,
  d: -1,
  domain: ALL,
  print: { operator: '-', text: MINUS, latex: MINUS },
})

/** aᵇ, for a < 0 only if b is an integer; slopes b·aᵇ⁻¹ (0 for b = 0) and y·log a (0 where y = 0; NaN for a < 0). */
export const pow: BinaryOp = binary('pow', {
  symbol: '^',
  f: Math.pow,
  d: [(a, b) => azmul(b, pow(a, sub(b, 1))), (a, _, y) => azmul(y, log(a))],
  domain: [POSITIVE, ALL],
  print: {
    operator: '^',
    text: { template: '$1^$2', binds: POWER, operands: [ATOM, PREFIX] },
    latex: { template: '$1^{$2}', binds: POWER, operands: [ATOM] },
  },
})

/** a · b, but 0 when either is exactly 0, even against an infinity or NaN: the product of the chain rule. */
export const azmul: BinaryOp = binary('azmul', {
  symbol: '×₀',
  f: numeric.absoluteZeroProduct,
  d: [(_, b) => b, (a) => a],
  domain: [ALL, ALL],
  commutes: true,
  associative: true,
  print: { text: TIMES.text, latex: TIMES.latex },
})

/** 1/x; slope −y². */
export const reciprocal: UnaryOp = unary('reciprocal', {
  symbol: '1/x',
  f: (x) => 1 / x,
  d: (_, y) => neg(square(y)),
  domain: POSITIVE,
  print: { text: { template: '1 / $1', binds: PRODUCT, operands: [PREFIX] }, latex: fraction('\\frac{1}{$1}') },
})

/** x²; slope 2x. */
export const square: UnaryOp = unary('square', {
  symbol: 'x²',
  f: (x) => x * x,
  d: (x) => mul(2, x),
  domain: ALL,
  print: {
    text: { template: '$1^2', binds: POWER, operands: [ATOM] },
    latex: { template: '$1^{2}', binds: POWER, operands: [ATOM] },
  },
})

/** √x; slope ½/y, +∞ at 0 (adding 0 turns −0 into 0). */
export const sqrt: UnaryOp = unary('sqrt', {
  symbol: '√',
  f: Math.sqrt,
  d: (_, y) => div(0.5, add(y, 0)),
  domain: POSITIVE,
  print: { operator: '√', latex: enclosing('\\sqrt{$1}') },
})

/** ∛x; slope 1/(3y²). */
export const cbrt: UnaryOp = unary('cbrt', {
  symbol: '∛',
  f: Math.cbrt,
  d: (_, y) => reciprocal(mul(3, square(y))),
  domain: POSITIVE,
  print: { operator: '∛', latex: enclosing('\\sqrt[3]{$1}') },
})

/** √(a² + b²) without overflow; slopes a/y and b/y, 0 at the origin, ±1 in an infinite operand. */
export const hypot: BinaryOp = binary('hypot', {
  f: Math.hypot,
  d: [(a, _, y) => shareOf(a, y), (_, b, y) => shareOf(b, y)],
  domain: [ALL, POSITIVE],
  kink: Math.hypot,
  commutes: true,
  associative: true,
  print: { latex: enclosing('\\sqrt{$1^{2} + $2^{2}}', [ATOM, ATOM]) },
})

// ── Exponentials and logarithms ─────────────────────────────────────────────────────────────────────────────────────

/** eˣ, its own slope. */
export const exp: UnaryOp = unary('exp', { f: Math.exp, d: (_, y) => y, domain: ALL, print: { latex: '\\exp' } })

/** eˣ − 1, accurate near 0. The slope is eˣ and not y + 1, which would lose the left tail. */
export const expm1: UnaryOp = unary('expm1', { f: Math.expm1, d: (x) => exp(x), domain: ALL })

/** Natural logarithm; slope 1/x, +∞ at 0 (adding 0 turns −0 into 0). */
export const log: UnaryOp = unary('log', {
  f: Math.log,
  d: (x) => reciprocal(add(x, 0)),
  domain: POSITIVE,
  print: { latex: '\\log' },
})

/** log(1 + x), accurate near 0; slope 1/(1 + x). */
export const log1p: UnaryOp = unary('log1p', {
  f: Math.log1p,
  d: (x) => reciprocal(add(1, x)),
  domain: [-0.9, 4],
  print: { latex: enclosing('\\log\\left(1 + $1\\right)', [PRODUCT]) },
})

// ── Trigonometry ────────────────────────────────────────────────────────────────────────────────────────────────────

/** sin x */
export const sin: UnaryOp = unary('sin', { f: Math.sin, d: (x) => cos(x), domain: [-6, 6], print: { latex: '\\sin' } })

/** cos x */
export const cos: UnaryOp = unary('cos', {
  f: Math.cos,
  d: (x) => neg(sin(x)),
  domain: [-6, 6],
  print: { latex: '\\cos' },
})

/** tan x, which has poles at ±π/2, ±3π/2, …; slope 1 + y². */
export const tan: UnaryOp = unary('tan', {
  f: Math.tan,
  d: (_, y) => add(1, square(y)),
  domain: [-1.3, 1.3],
  print: { latex: '\\tan' },
})

/** asin x; slope 1/√(1 − x²), factored so that no digits cancel near ±1. */
export const asin: UnaryOp = unary('asin', {
  f: Math.asin,
  d: (x) => reciprocal(mul(sqrt(sub(1, x)), sqrt(add(1, x)))),
  domain: [-0.95, 0.95],
  print: { latex: '\\arcsin' },
})

/** acos x; slope −1/√(1 − x²). */
export const acos: UnaryOp = unary('acos', {
  f: Math.acos,
  d: (x) => neg(reciprocal(mul(sqrt(sub(1, x)), sqrt(add(1, x))))),
  domain: [-0.95, 0.95],
  print: { latex: '\\arccos' },
})

/** atan x; slope 1/(1 + x²). */
export const atan: UnaryOp = unary('atan', {
  f: Math.atan,
  d: (x) => reciprocal(add(1, square(x))),
  domain: ALL,
  print: { latex: '\\arctan' },
})

/** The angle of the point (x, y), in (−π, π]; slopes x/r² and −y/r², 0 where r is infinite. */
export const atan2: BinaryOp = binary('atan2', {
  f: Math.atan2,
  d: [(y, x, angle) => overSquare(x, hypot(x, y), angle), (y, x, angle) => neg(overSquare(y, hypot(x, y), angle))],
  domain: [ALL, POSITIVE],
})

/** x/r², divided twice so that r² cannot overflow. At r = ∞ it is 0, or NaN if the angle is. */
function overSquare(x: Scalar, r: Scalar, angle: Scalar): Scalar {
  const usual = div(div(x, r), r)
  if (isFinitePlain(r)) return usual
  return where(eq(r, Infinity), mul(0, angle), usual)
}

/** (eˣ − e⁻ˣ) / 2 */
export const sinh: UnaryOp = unary('sinh', { f: Math.sinh, d: (x) => cosh(x), domain: ALL, print: { latex: '\\sinh' } })

/** (eˣ + e⁻ˣ) / 2 */
export const cosh: UnaryOp = unary('cosh', { f: Math.cosh, d: (x) => sinh(x), domain: ALL, print: { latex: '\\cosh' } })

/** (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ). Its slope 1 − y² would lose both tails, so it has a row of its own. */
export const tanh: UnaryOp = unary('tanh', {
  f: Math.tanh,
  d: (x) => sech2(x),
  domain: [-6, 6],
  print: { latex: '\\tanh' },
})

/** 1/cosh²x, accurate in both tails; slope −2y·tanh x. */
export const sech2: UnaryOp = unary('sech2', {
  symbol: 'sech²',
  f: numeric.sech2,
  d: (x, y) => mul(-2, mul(y, tanh(x))),
  domain: [-6, 6],
  print: { latex: '\\operatorname{sech}^{2}' },
})

/** asinh x; slope 1/√(1 + x²), by hypot so that x² cannot overflow. */
export const asinh: UnaryOp = unary('asinh', { f: Math.asinh, d: (x) => reciprocal(hypot(1, x)), domain: ALL })

/** acosh x; slope 1/√(x² − 1), factored so that no digits cancel near 1. */
export const acosh: UnaryOp = unary('acosh', {
  f: Math.acosh,
  d: (x) => reciprocal(mul(sqrt(sub(x, 1)), sqrt(add(x, 1)))),
  domain: [1.05, 5],
})

/** atanh x; slope 1/(1 − x²), factored so that no digits cancel near ±1. */
export const atanh: UnaryOp = unary('atanh', {
  f: Math.atanh,
  d: (x) => reciprocal(mul(sub(1, x), add(1, x))),
  domain: [-0.95, 0.95],
})

// ── Activations and the error function ──────────────────────────────────────────────────────────────────────────────

/** Logistic function 1 / (1 + e⁻ˣ). Its slope y(1 − y) would lose the right tail, so it has a row of its own. */
export const sigmoid: UnaryOp = unary('sigmoid', {
  symbol: 'σ',
  f: numeric.sigmoid,
  d: (x) => sigmoidSlope(x),
  domain: [-6, 6],
  print: { latex: '\\sigma' },
})

/** σ′(x) = σ(x)·σ(−x), accurate in both tails; slope y·(σ(−x) − σ(x)) = −y·tanh(x/2). */
export const sigmoidSlope: UnaryOp = unary('sigmoidSlope', {
  symbol: 'σ′',
  f: numeric.sigmoidSlope,
  d: (x, y) => neg(mul(y, tanh(mul(0.5, x)))),
  domain: [-6, 6],
  print: { latex: "\\sigma'" },
})

/** log σ(x) = −log(1 + e⁻ˣ); slope σ(−x). */
export const logSigmoid: UnaryOp = unary('logSigmoid', {
  symbol: 'log σ',
  f: (x) => -numeric.softplus(-x),
  d: (x) => sigmoid(neg(x)),
  domain: [-6, 6],
  print: { latex: enclosing('\\log\\left(\\sigma\\left($1\\right)\\right)') },
})

/** log(1 + eˣ), a smooth relu; slope σ(x). */
export const softplus: UnaryOp = unary('softplus', { f: numeric.softplus, d: (x) => sigmoid(x), domain: [-6, 6] })

/** max(x, 0); slope 0 at 0. */
export const relu: UnaryOp = unary('relu', {
  f: (x) => Math.max(x, 0),
  d: (x) => gt(x, 0),
  domain: ALL,
  kink: (x) => x,
})

/** x for x ≥ 0, slope·x below; the slope is a second argument, 0.01 unless given. */
export const leakyRelu: ParametricOp = binary('leakyRelu', {
  f: (x, slope) => (x >= 0 ? x : slope * x),
  d: [(x, slope) => where(ge(x, 0), 1, slope), (x) => where(ge(x, 0), 0, x)],
  domain: [ALL, [0, 1]],
  kink: (x) => x,
  defaultLast: 0.01,
})

/** x for x ≥ 0, α(eˣ − 1) below; α is a second argument, 1 unless given. */
export const elu: ParametricOp = binary('elu', {
  f: (x, alpha) => (x >= 0 ? x : alpha * Math.expm1(x)),
  d: [(x, alpha) => where(ge(x, 0), 1, mul(alpha, exp(x))), (x) => where(ge(x, 0), 0, expm1(x))],
  domain: [ALL, [0.5, 2]],
  kink: (x) => x,
  defaultLast: 1,
})

/** x·Φ(x), Φ the normal distribution (its left tail keeps its digits); slope Φ(x) + x·φ(x). */
export const gelu: UnaryOp = unary('gelu', {
  f: (x) => x * numeric.normalCdf(x),
  d: (x) =>
    add(mul(0.5, erfc(mul(-Math.SQRT1_2, x))), mul(mul(1 / Math.sqrt(2 * Math.PI), x), exp(mul(-0.5, square(x))))),
  domain: [-6, 6],
})

/** x·σ(x), also called swish; slope σ(x)·(1 + x·σ(−x)). */
export const silu: UnaryOp = unary('silu', {
  f: (x) => x * numeric.sigmoid(x),
  d: (x) => mul(sigmoid(x), add(1, mul(x, sigmoid(neg(x))))),
  domain: [-6, 6],
})

/** Error function 2/√π ∫₀ˣ e^(−t²) dt; slope 2/√π e^(−x²). */
export const erf: UnaryOp = unary('erf', {
  f: numeric.erf,
  d: (x) => mul(2 / Math.sqrt(Math.PI), exp(neg(square(x)))),
  domain: ALL,
})

/** 1 − erf x, accurate in its small tail. */
export const erfc: UnaryOp = unary('erfc', {
  f: numeric.erfc,
  d: (x) => mul(-2 / Math.sqrt(Math.PI), exp(neg(square(x)))),
  domain: ALL,
})

// ── Choices: kinks and steps ────────────────────────────────────────────────────────────────────────────────────────

/** |x|; slope sign(x), 0 at 0. */
export const abs: UnaryOp = unary('abs', {
  symbol: '|x|',
  f: Math.abs,
  d: (x) => sign(x),
  domain: ALL,
  kink: (x) => x,
  print: { operator: '|', latex: enclosing('\\left|$1\\right|') },
})

/** −1, 0 or 1; slope 0. */
export const sign: UnaryOp = unary('sign', { f: Math.sign, d: 0, domain: ALL, kink: (x) => x })

/** The larger; at a tie each gets half the slope, so that max(a, a) has slope 1. */
export const max: BinaryOp = binary('max', {
  f: Math.max,
  d: [(a, b) => where(eq(a, b), 0.5, gt(a, b)), (a, b) => where(eq(a, b), 0.5, lt(a, b))],
  domain: [ALL, ALL],
  kink: (a, b) => a - b,
  commutes: true,
  associative: true,
  print: { latex: '\\max' },
})

/** The smaller; at a tie each gets half the slope. */
export const min: BinaryOp = binary('min', {
  f: Math.min,
  d: [(a, b) => where(eq(a, b), 0.5, lt(a, b)), (a, b) => where(eq(a, b), 0.5, gt(a, b))],
  domain: [ALL, ALL],
  kink: (a, b) => a - b,
  commutes: true,
  associative: true,
  print: { latex: '\\min' },
})

/** x kept within [low, high]; slope 1 inside and at the bounds. If low > high the result is high. */
export const clamp: TernaryOp = ternary('clamp', {
  f: (x, low, high) => Math.min(Math.max(x, low), high),
  d: [
    (x, low, high) => mul(ge(x, low), le(x, high)),
    (x, low, high) => mul(lt(x, low), le(low, high)),
    (x, low, high) => gt(max(x, low), high),
  ],
  domain: [ALL, [-2, -1], [1, 2]],
  kink: (x, low, high) => (x - low) * (x - high),
})

/** a where cond is not 0, b where it is; NaN where cond is NaN. Conditions come from gt, ge, lt, le, eq. */
export const where: TernaryOp = ternary('where', {
  f: (cond, a, b) => (cond !== cond ? NaN : cond !== 0 ? a : b),
  d: [0, (cond) => where(cond, 1, 0), (cond) => where(cond, 0, 1)],
  domain: [[0.5, 1], ALL, ALL],
  kink: (cond) => cond,
  print: { latex: enclosing('\\begin{cases}$2 & \\text{if } $1\\\\$3 & \\text{otherwise}\\end{cases}', [ANY]) },
})

/** 1 if a > b, else 0; NaN if either is NaN; slope 0. */
export const gt: BinaryOp = binary('gt', {
  symbol: '>',
  f: (a, b) => (a > b ? 1 : a <= b ? 0 : NaN),
  d: [0, 0],
  domain: [ALL, ALL],
  kink: (a, b) => a - b,
  print: compare('>'),
})

/** 1 if a ≥ b, else 0; NaN if either is NaN; slope 0. */
export const ge: BinaryOp = binary('ge', {
  symbol: '≥',
  f: (a, b) => (a >= b ? 1 : a < b ? 0 : NaN),
  d: [0, 0],
  domain: [ALL, ALL],
  kink: (a, b) => a - b,
  print: compare('>=', '\\ge'),
})

/** 1 if a < b, else 0; NaN if either is NaN; slope 0. */
export const lt: BinaryOp = binary('lt', {
  symbol: '<',
  f: (a, b) => gt.evaluate([b, a]),
  d: [0, 0],
  domain: [ALL, ALL],
  kink: (a, b) => a - b,
  print: compare('<'),
})

/** 1 if a ≤ b, else 0; NaN if either is NaN; slope 0. */
export const le: BinaryOp = binary('le', {
  symbol: '≤',
  f: (a, b) => ge.evaluate([b, a]),
  d: [0, 0],
  domain: [ALL, ALL],
  kink: (a, b) => a - b,
  print: compare('<=', '\\le'),
})

/** 1 if a = b, else 0; NaN if either is NaN; slope 0. */
export const eq: BinaryOp = binary('eq', {
  symbol: '=',
  f: (a, b) => (a === b ? 1 : a !== a || b !== b ? NaN : 0),
  d: [0, 0],
  domain: [ALL, ALL],
  kink: (a, b) => a - b,
  commutes: true,
  print: compare('==', '='),
})

// ── Lists ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Where a sum starts: −0 + x is x, also where x is −0, as x₁ + x₂ + … is. A sum of nothing is 0. */
const startOf = (xs: readonly number[]): number => (xs.length === 0 ? 0 : -0)

/** Σx, as one node. */
export const sum: VariadicOp = variadic('sum', {
  symbol: 'Σ',
  f: (xs) => xs.reduce((s, x) => s + x, startOf(xs)),
  d: 1,
  domain: ALL,
  commutes: true,
  print: { text: { joinedBy: PLUS.text }, latex: { joinedBy: PLUS.latex } },
})

/** Σx / n, as one node. */
export const mean: VariadicOp = variadic('mean', {
  f: (xs) => sum(xs) / xs.length,
  d: (_x, _y, n) => 1 / n,
  domain: ALL,
  commutes: true,
})

/** √Σx² without overflow; slope xᵢ/y, 0 at the origin, ±1 in an infinite operand. */
export const norm: VariadicOp = variadic('norm', {
  symbol: '‖x‖',
  f: numeric.norm,
  d: (x, y) => shareOf(x, y),
  domain: ALL,
  kink: numeric.norm,
  commutes: true,
  print: { latex: enclosing('\\left\\|$*\\right\\|') },
})

/** x/y, the slope of a length y in its coordinate x: 0 at the origin, ±1 where x is infinite. */
function shareOf(x: Scalar, y: Scalar): Scalar {
  const usual = div(x, y)
  if (isFinitePlain(y) && y > 0) return usual
  return where(eq(y, 0), 0, where(eq(abs(x), Infinity), sign(x), usual))
}

/** `backward()` gives a rule plain numbers. If they are finite, the rule needs no `where` for infinities. */
const isFinitePlain = (x: Scalar): x is number => typeof x === 'number' && x < Infinity

/** log Σ eˣ without overflow; slope e^(xᵢ − y), the softmax. */
export const logSumExp: VariadicOp = variadic('logSumExp', {
  f: numeric.logSumExp,
  d: (x, y) => exp(sub(x, y)),
  domain: ALL,
  commutes: true,
})

/** Σ aᵢbᵢ of two lists of one length, as one node: a neuron is `dot(w, x)` plus its bias. Slopes bᵢ and aᵢ. */
export const dot: PairedOp = paired('dot', {
  symbol: '·',
  f: (as, bs) => {
    let total = startOf(as)
    for (let i = 0; i < as.length; i++) total += as[i]! * bs[i]!
    return total
  },
  d: [(_, b) => b, (a) => a],
  domain: ALL,
  print: { text: { each: TIMES.text, joinedBy: PLUS.text }, latex: { each: TIMES.latex, joinedBy: PLUS.latex } },
})

/**
 * eˣⁱ / Σ eˣ: a list of probabilities that sum to 1. It has no rule of its own, because it is made of other rows. Shifting
 * by logSumExp keeps the exponentials finite. Dividing by their sum removes the rounding error of the shift.
 */
export function softmax(xs: readonly number[]): number[]
export function softmax(xs: readonly Value[]): Value[]
export function softmax(xs: readonly Scalar[]): Scalar[]
export function softmax(xs: readonly Scalar[]): Scalar[] {
  checkList('softmax', xs)
  const shift = logSumExp(xs)
  const exps = xs.map((x) => exp(sub(x, shift)))
  const total = sum(exps)
  return exps.map((e) => div(e, total))
}
