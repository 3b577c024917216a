/**
 * Replaces compound ops by simpler ones that have vector instructions, in the same stable forms as the engine's
 * numeric.ts. An op and its slope use the same exponential, so that it is computed once:
 *
 *                            %1 = growth %0
 *     %1 = tanh %0      →    %2 = tanhFrom %0, %1
 *     %2 = sech2 %0          %3 = growth %0             which `share` replaces by %1
 *                            %4 = sech2From %3
 */
import * as engine from '@gradus/engine'
import type { Op } from '@gradus/engine'
import { decay, growth, sech2From, sigmoidFrom, sigmoidSlopeFrom, tanhFrom } from '../program/ops.js'
import type { Id } from '../program/nodes.js'
import type { Builder } from '../program/builder.js'
import { type Program, rewrite } from '../program/program.js'

const { add, div, eq, exp, log1p, logSigmoid, logSumExp, max, mean, mul, neg, sech2, sigmoid, sigmoidSlope, silu } =
  engine
const { softplus, sub, sum, tanh } = engine

type Lowering = (b: Builder, operands: readonly Id[]) => Id

const softplusOf = (b: Builder, x: Id): Id =>
  b.op(add, [b.op(max, [x, b.constant(0)]), b.op(log1p, [b.op(decay, [x])])])

const sigmoidOf = (b: Builder, x: Id): Id => b.op(sigmoidFrom, [x, b.op(decay, [x])])

export const LOWERINGS: ReadonlyMap<Op, Lowering> = new Map<Op, Lowering>([
  [mean, (b, xs) => b.op(div, [b.op(sum, xs), b.constant(b.itemsIn(xs).length)])],
  [silu, (b, [x]) => b.op(mul, [x!, sigmoidOf(b, x!)])],
  [softplus, (b, [x]) => softplusOf(b, x!)],
  [logSigmoid, (b, [x]) => b.op(neg, [softplusOf(b, b.op(neg, [x!]))])],
  [sigmoid, (b, [x]) => sigmoidOf(b, x!)],
  [sigmoidSlope, (b, [x]) => b.op(sigmoidSlopeFrom, [b.op(decay, [x!])])],
  [tanh, (b, [x]) => b.op(tanhFrom, [x!, b.op(growth, [x!])])],
  [sech2, (b, [x]) => b.op(sech2From, [b.op(growth, [x!])])],
  [logSumExp, logSumExpOf],
])

/** max + log1p(the other exponentials). If several are the largest, one is the 1 in log1p and each other one adds 1. */
function logSumExpOf(b: Builder, xs: readonly Id[]): Id {
  const top = b.itemsIn(xs).reduce((m, x) => b.op(max, [m, x]))
  const isTop = xs.map((x) => b.op(eq, [x, top]))
  const others = xs.map((x, i) => b.op(engine.where, [isTop[i]!, b.constant(0), b.op(exp, [b.op(sub, [x, top])])]))
  const ties = b.op(sub, [b.op(sum, isTop), b.constant(1)])
  return b.op(add, [top, b.op(log1p, [b.op(add, [b.op(sum, others), ties])])])
}

export const lower = (program: Program): Program =>
  rewrite(program, (builder, op, operands) => LOWERINGS.get(op)?.(builder, operands))
