/**
 * The kernels: the vector instructions of each op. An op without a kernel calls its own `f`, so a new op needs no line
 * here. Every kernel returns what `f` returns, up to a few units in the last place, including NaN, infinities and the
 * sign of 0.
 */
import * as engine from '@gradus/engine'
import type { Op } from '@gradus/engine'
import {
  azdot,
  copy,
  decay,
  growth,
  laneDot,
  laneSum,
  sech2From,
  sigmoidFrom,
  sigmoidSlopeFrom,
} from '../program/ops.js'
import { spread, TANH_IS_1, tanhFrom } from '../program/ops.js'
import type { Code } from './encoder.js'
import type { MathName } from './math.js'
import { and, andNot, or, select, type Vectors, withVector } from './vectors.js'

/** What a kernel may use: vector instructions, and the functions of math.ts. */
export interface Tools {
  readonly v: Vectors
  readonly math: (name: MathName, x: Code) => Code
  /** A product of the chain rule. 0 × ∞ is 0 in exact code, and NaN in fast code. */
  readonly chain: (a: Code, b: Code) => Code
}

/** A kernel may use an operand several times, because operands are local variables. */
type Kernel = (tools: Tools, operands: readonly Code[]) => Code

const unary =
  (f: (x: Code, v: Vectors, math: Tools['math']) => Code): Kernel =>
  ({ v, math }, [x]) =>
    f(x!, v, math)
const binary =
  (f: (a: Code, b: Code, v: Vectors, math: Tools['math']) => Code): Kernel =>
  ({ v, math }, [a, b]) =>
    f(a!, b!, v, math)

/** 1 where the mask is set, 0 elsewhere, NaN where a or b is NaN. */
const flag = (mask: Code, a: Code, b: Code, v: Vectors): Code => or(and(mask, v.number(1)), or(v.ne(a, a), v.ne(b, b)))

/** a · b, but 0 if a or b is 0. */
export const azmulOf = (a: Code, b: Code, v: Vectors): Code =>
  andNot(v.mul(a, b), or(v.eq(a, v.number(0)), v.eq(b, v.number(0))))

/** −1 or 1; for 0 and NaN the number itself. */
const signOf = (x: Code, v: Vectors): Code =>
  select(v.gt(x, v.number(0)), v.number(1), select(v.lt(x, v.number(0)), v.number(-1), x))

const sigmoidOf = (x: Code, e: Code, v: Vectors): Code =>
  v.div(select(v.ge(x, v.number(0)), v.number(1), e), v.add(v.number(1), e))

const sigmoidSlopeOf = (e: Code, v: Vectors): Code =>
  withVector(v.add(v.number(1), e), (sum) => v.div(e, v.mul(sum, sum)))

const tanhOf = (x: Code, g: Code, v: Vectors): Code =>
  withVector(v.firstMin(g, v.number(TANH_IS_1)), (h) =>
    withVector(
      v.mul(h, v.add(h, v.number(2))),
      (w) => or(v.div(w, v.add(w, v.number(2))), and(x, v.number(-0))), // −0 has no bit set except the sign
    ),
  )

const sech2Of = (g: Code, v: Vectors): Code =>
  withVector(v.add(g, v.number(1)), (c) =>
    withVector(v.div(v.number(2), v.add(c, v.div(v.number(1), c))), (sech) => v.mul(sech, sech)),
  )

/** Σ aᵢbᵢ for short lists, without a loop. */
const shortDot =
  (product: (tools: Tools) => Tools['chain']): Kernel =>
  (tools, operands) => {
    const n = operands.length / 2
    const products = operands.slice(0, n).map((a, i) => product(tools)(a, operands[n + i]!))
    return products.reduce((sum, p) => tools.v.add(sum, p))
  }

const chainProduct: Kernel = ({ chain }, [a, b]) => chain(a!, b!)

export const kernels: ReadonlyMap<Op, Kernel> = new Map<Op, Kernel>([
  [engine.add, binary((a, b, v) => v.add(a, b))],
  [engine.sub, binary((a, b, v) => v.sub(a, b))],
  [engine.mul, binary((a, b, v) => v.mul(a, b))],
  [engine.div, binary((a, b, v) => v.div(a, b))],
  [engine.neg, unary((x, v) => v.neg(x))],
  [engine.azmul, chainProduct],
  [engine.reciprocal, unary((x, v) => v.div(v.number(1), x))],
  [engine.square, unary((x, v) => v.mul(x, x))],
  [engine.sqrt, unary((x, v) => v.sqrt(x))],
  [engine.abs, unary((x, v) => v.abs(x))],
  [engine.sign, unary(signOf)],
  [engine.max, binary((a, b, v) => v.max(a, b))],
  [engine.min, binary((a, b, v) => v.min(a, b))],
  [engine.relu, unary((x, v) => v.add(v.firstMax(x, v.number(0)), v.number(0)))], // −0 + 0 is 0
  [engine.clamp, ({ v }, [x, low, high]) => v.min(v.max(x!, low!), high!)],
  [engine.leakyRelu, binary((x, slope, v) => select(v.ge(x, v.number(0)), x, v.mul(slope, x)))],
  [
    engine.elu,
    binary((x, alpha, v, math) => select(v.ge(x, v.number(0)), x, v.mul(alpha, math('expm1', v.min(x, v.number(0)))))),
  ],
  [
    engine.where,
    ({ v }, [cond, a, b]) => or(select(v.eq(cond!, v.number(0)), b!, a!), v.ne(cond!, cond!)), // a mask of ones is NaN
  ],
  [engine.gt, binary((a, b, v) => flag(v.gt(a, b), a, b, v))],
  [engine.ge, binary((a, b, v) => flag(v.ge(a, b), a, b, v))],
  [engine.lt, binary((a, b, v) => flag(v.lt(a, b), a, b, v))],
  [engine.le, binary((a, b, v) => flag(v.le(a, b), a, b, v))],
  [engine.eq, binary((a, b, v) => flag(v.eq(a, b), a, b, v))],
  [engine.exp, unary((x, _, math) => math('exp', x))],
  [engine.expm1, unary((x, _, math) => math('expm1', x))],
  [engine.log, unary((x, _, math) => math('log', x))],
  [engine.log1p, unary((x, _, math) => math('log1p', x))],
  [growth, unary((x, _, math) => math('growth', x))],
  [tanhFrom, binary(tanhOf)],
  [sech2From, unary(sech2Of)],
  [decay, unary((x, v, math) => math('exp', v.neg(v.abs(x))))],
  [sigmoidFrom, binary(sigmoidOf)],
  [sigmoidSlopeFrom, unary(sigmoidSlopeOf)],
  [engine.sum, ({ v }, xs) => xs.reduce((sum, x) => v.add(sum, x))],
  [engine.dot, shortDot(({ v }) => v.mul)],
  [azdot, shortDot(({ chain }) => chain)],
  [copy, unary((x) => x)],
  [spread, unary((x) => x)],
  [laneSum, unary((x) => x)],
  [laneDot, chainProduct],
])
