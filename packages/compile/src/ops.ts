/**
 * Ops that only the compiler makes, after the derivatives have been taken. Their values are given by rows like those of
 * the engine's table, so that whatever runs a program can run them.
 */
import { azmul, binary, type Op, paired, unary } from '@gradus/engine'

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
