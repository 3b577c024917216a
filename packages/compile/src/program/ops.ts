/**
 * Ops that only the compiler makes, after it has taken the derivatives. They are rows like those of the engine's table,
 * so that the interpreter and the fallback of WebAssembly can run them.
 */
import { azmul, binary, type Interval, type Op, paired, unary } from '@gradus/engine'

/** Σ aᵢ ×₀ bᵢ: the sum of products of the chain rule, in which 0 wins over an infinity. */
export const azdot = paired('azdot', {
  f: (as, bs) => as.reduce((sum, a, i) => sum + azmul(a, bs[i]!), -0),
  d: [(_, b) => b, (a) => a],
  domain: [-3, 3],
})

/** The operand unchanged: moves a number to another address. */
export const copy = unary('copy', { f: (x) => x, d: 1, domain: [-3, 3] })

/** The operand, once per lane. A list of operands needs it if some of them have lanes and others do not. */
export const spread = unary('spread', { f: (x) => x, d: 1, domain: [-3, 3] })

/** Σ over the lanes of a; with one lane, a. */
export const laneSum = unary('laneSum', { f: (x) => x, d: 1, domain: [-3, 3] })

/** Σ over the lanes of a ×₀ b; with one lane, a ×₀ b. */
export const laneDot = binary('laneDot', {
  f: (a, b) => azmul(a, b),
  d: [(_, b) => b, (a) => a],
  domain: [
    [-3, 3],
    [-3, 3],
  ],
})

/** Ops that multiply by the chain rule, where 0 × ∞ is 0. */
export const chainProducts: ReadonlySet<Op> = new Set<Op>([azmul, azdot, laneDot])

// ── Exponentials that a function and its slope share ────────────────────────────────────────────────────────────────

const ALL: Interval = [-3, 3]
/** Nobody asks for the slopes of these ops, because the derivatives have already been taken. */
const NO_SLOPE = NaN

/** e⁻|ˣ|. Sigmoid, its slope and softplus are computed from it. */
export const decay = unary('decay', { f: (x) => Math.exp(-Math.abs(x)), d: NO_SLOPE, domain: ALL })

/** σ(x) from x and e = decay x. */
export const sigmoidFrom = binary('sigmoidFrom', {
  f: (x, e) => (x >= 0 ? 1 : e) / (1 + e),
  d: [NO_SLOPE, NO_SLOPE],
  domain: [ALL, ALL],
})

/** σ′(x) from e = decay x. */
export const sigmoidSlopeFrom = unary('sigmoidSlopeFrom', {
  f: (e) => e / ((1 + e) * (1 + e)),
  d: NO_SLOPE,
  domain: ALL,
})

/**
 * e^|x| − 1. Tanh and its slope are computed from it. It is accurate near 0, where tanh needs the digits, and it does
 * not become 0 for large x.
 */
export const growth = unary('growth', { f: (x) => Math.expm1(Math.abs(x)), d: NO_SLOPE, domain: ALL })

/** If growth x is larger than this, tanh x is 1. The square of this number does not overflow, even with 32 bits. */
export const TANH_IS_1 = 1e15

/** tanh x from x and g = growth x: w/(w + 2) with w = g(g + 2) = e^2|x| − 1, and the sign of x. */
export const tanhFrom = binary('tanhFrom', {
  f: (x, g) => {
    const h = Math.min(g, TANH_IS_1)
    const w = h * (h + 2)
    return Math.sign(x) * (w / (w + 2))
  },
  d: [NO_SLOPE, NO_SLOPE],
  domain: [ALL, ALL],
})

/** 1/cosh²x from g = growth x: (2/(c + 1/c))² with c = g + 1 = e^|x|. */
export const sech2From = unary('sech2From', {
  f: (g) => (2 / (g + 1 + 1 / (g + 1))) ** 2,
  d: NO_SLOPE,
  domain: ALL,
})
