/** How each op of the table is simplified. An op without a rule stays as it is. */
import * as engine from '@gradus/engine'
import type { Op, Value } from '@gradus/engine'
import type { Term, Terms } from './terms.js'

/** The ops that make sums: the coefficient of each operand. Of a list, one for all. */
export const SUMS: ReadonlyMap<Op, readonly number[]> = new Map<Op, readonly number[]>([
  [engine.add, [1, 1]],
  [engine.sub, [1, -1]],
  [engine.neg, [-1]],
  [engine.sum, [1]],
])

/** The ops that make products: the exponent of each operand. */
export const PRODUCTS: ReadonlyMap<Op, readonly number[]> = new Map<Op, readonly number[]>([
  [engine.mul, [1, 1]],
  [engine.azmul, [1, 1]],
  [engine.div, [1, -1]],
  [engine.reciprocal, [-1]],
  [engine.square, [2]],
])

/** What the op of these operands is; undefined if it is a call like any other. `node` is what it was in the graph. */
type Rule = (terms: Terms, operands: readonly Term[], node: Value) => Term | undefined

const half = (t: Terms): Term => t.number(0.5)

/** f(−x) is f(x), or −f(x). */
const even = (op: Op): [Op, Rule] => [op, (t, [x]) => (isNegative(x!) ? t.call(op, [t.times(-1, x!)]) : undefined)]
const odd = (op: Op): [Op, Rule] => [
  op,
  (t, [x]) => (isNegative(x!) ? t.times(-1, t.call(op, [t.times(-1, x!)])) : undefined),
]
const isNegative = (x: Term): boolean => (x.kind === 'number' ? x.value < 0 : x.kind === 'product' && x.coefficient < 0)

/** What the op is if both operands are the same. */
const ofSame = (op: Op, result: (t: Terms, x: Term) => Term): [Op, Rule] => [
  op,
  (t, [a, b]) => (a === b ? result(t, a!) : undefined),
]

export const RULES: ReadonlyMap<Op, Rule> = new Map<Op, Rule>([
  [engine.pow, (t, [a, b]) => t.power(a!, b!)],
  [engine.sqrt, (t, [x]) => t.power(x!, half(t))],
  [engine.exp, (t, [x]) => (x!.kind === 'call' && x!.op === engine.log ? x!.operands[0] : t.power(t.e, x!))],
  [engine.log, (t, [x]) => (x!.kind === 'product' && x!.coefficient === 1 && x!.factors.size === 1 ? x!.factors.get(t.e) : undefined)],
  [engine.dot, (t, xs) => t.sum(xs.slice(xs.length / 2).map((b, i) => [t.product([[xs[i]!, t.one], [b, t.one]]), 1] as const))],
  [engine.hypot, (t, [a, b]) => t.power(t.sum([a!, b!].map((x) => [t.power(x, t.number(2)), 1] as const)), half(t))],
  // Rows of the table that exist for their accuracy in the tails.
  [engine.sech2, (t, [x]) => t.power(t.call(engine.cosh, [x!]), t.number(-2))],
  [engine.sigmoidSlope, (t, [x]) => t.product([x!, t.times(-1, x!)].map((z) => [t.call(engine.sigmoid, [z]), t.one] as const))],
  ...[engine.abs, engine.cos, engine.cosh].map(even),
  ...[engine.sin, engine.tan, engine.asin, engine.atan, engine.sinh, engine.tanh, engine.asinh, engine.atanh].map(odd),
  ...[engine.erf, engine.cbrt, engine.sign].map(odd),
  ...[engine.max, engine.min].map((op) => ofSame(op, (_, x) => x)),
  ...[engine.ge, engine.le, engine.eq].map((op) => ofSame(op, (t) => t.one)),
  ...[engine.gt, engine.lt].map((op) => ofSame(op, (t) => t.zero)),
  [engine.where, (t, [c, a, b], node) => (isGuard(node) ? b : t.choice(c!, a!, b!))],
]) // oxfmt-ignore

/**
 * Some slopes of the table guard against an infinity, where(r = ∞, …, usual), and then also against a length of 0:
 * where(r = 0, 0, where(r = ∞, …, usual)). A formula is the usual case.
 */
function isGuard({ inputs: [condition, , otherwise] }: Value): boolean {
  const compares = (x: engine.Scalar | undefined, to: number) =>
    x instanceof engine.Value && x.op === engine.eq && x.inputs[1] === to
  if (compares(condition, Infinity)) return true
  return (
    compares(condition, 0) &&
    otherwise instanceof engine.Value &&
    otherwise.op === engine.where &&
    compares(otherwise.inputs[0], Infinity)
  )
}
