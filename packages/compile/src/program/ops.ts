/**
 * Ops that only the compiler makes, after the derivatives have been taken. Their values are given by rows like those of
 * the engine's table, so that whatever runs a program can run them.
 */
import { azmul, binary, type Interval, type Op, paired, unary } from '@gradus/engine'

/** Σ aᵢ ×₀ bᵢ: the sum of products of the chain rule, in which 0 wins over an infinity. */
export const azdot = paired('azdot', {
  f: (as, bs) => as.reduce((sum, a, i) => sum + azmul(a, bs[i]!), -0),
  d: [(_, b) => b, (a) => a],
  domain: [-3, 3],
})

/** The operand as it is: moves a number to where it is wanted. */
export const copy = unary('copy', { f: (x) => x, d: 1, domain: [-3, 3] })

/** The operand, once per lane: what all examples share, where a list needs it beside what they do not. */
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

/** Ops whose products are those of the chain rule. */
export const chainProducts: ReadonlySet<Op> = new Set<Op>([azmul, azdot, laneDot])

// ── Exponentials that a function and its slope share ────────────────────────────────────────────────────────────────

const ALL: Interval = [-3, 3]
/** These are made after the derivatives have been taken: nobody asks for their slopes. */
const NO_SLOPE = NaN

/** e⁻|ˣ|, of which sigmoid, its slope and softplus are made. */
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

/** e^|x| − 1, of which tanh and its slope are made. It is accurate near 0, where tanh needs it, and does not vanish far out. */
export const growth = unary('growth', { f: (x) => Math.expm1(Math.abs(x)), d: NO_SLOPE, domain: ALL })

/** Where growth x is larger, tanh x is 1; its square does not overflow in either precision. */
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
