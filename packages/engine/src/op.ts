/**
 * What an operation is. An Op is at once a function to call (numbers in, number out; any Value in, Value out) and the
 * record that everything else reads: `backward()` and `grad()` its partials, drawings its symbol, tests its domain.
 *
 * How to make one: make-op.ts. The ops there are: ops.ts.
 */
import type { Print } from './notation.js'
import type { Scalar } from './scalar.js'
import type { Value } from './value.js'

/** Where an op is well behaved: tests sample here, and the reference plots it. */
export type Interval = readonly [low: number, high: number]

/** A local derivative: a constant, or a function written with the table's own functions. */
export type Rule<Arguments extends unknown[]> = number | ((...args: Arguments) => Scalar)

/** The part of an op that does not depend on how it is called. */
export interface Op {
  readonly name: string
  /** For drawings: `×` for mul, otherwise the name. */
  readonly symbol: string
  readonly arity: 1 | 2 | 3 | 'variadic' | 'paired'
  /** Whether the operands can be swapped: add(a, b) is add(b, a). */
  readonly commutes: boolean
  /** Of two operands: whether op(op(a, b), c) is op(a, op(b, c)). */
  readonly associative: boolean
  /** How formulas write it. */
  readonly print: Print
  /** One interval per operand; an op on lists has one for all. */
  readonly domain: readonly Interval[]
  /** The op on the numbers of its operands. */
  evaluate(inputs: readonly Scalar[]): number
  /** The same for the operands of a node, of which it makes no list. */
  evaluateAt(node: Value): number
  /**
   * ∂y/∂xᵢ where y = op(xs). Given numbers it is a number; given Values it is a graph, which is what higher derivatives
   * are made of.
   */
  partial(i: number, xs: readonly Scalar[], y: Scalar): Scalar
  /** The number ∂y/∂xᵢ at a node that this op made. */
  partialAt(i: number, node: Value): number
  /** Its sign changes where the value or slope jumps (relu: x); undefined for a smooth op. */
  readonly kink: ((xs: readonly number[]) => number) | undefined
  /** What a left-out last argument stands for (the slope of leakyRelu). */
  readonly defaultLast: number | undefined
}

export interface UnaryOp extends Op {
  readonly arity: 1
  (x: number): number
  (x: Value): Value
  (x: Scalar): Scalar
}
export interface BinaryOp extends Op {
  readonly arity: 2
  readonly defaultLast: undefined
  (a: number, b: number): number
  (a: Value, b: Scalar): Value
  (a: Scalar, b: Value): Value
  (a: Scalar, b: Scalar): Scalar
}
/** A binary op whose second argument has a default. */
export interface ParametricOp extends Op {
  readonly arity: 2
  readonly defaultLast: number
  (a: number, b?: number): number
  (a: Value, b?: Scalar): Value
  (a: Scalar, b: Value): Value
  (a: Scalar, b?: Scalar): Scalar
}
export interface TernaryOp extends Op {
  readonly arity: 3
  (a: number, b: number, c: number): number
  (a: Value, b: Scalar, c: Scalar): Value
  (a: Scalar, b: Value, c: Scalar): Value
  (a: Scalar, b: Scalar, c: Value): Value
  (a: Scalar, b: Scalar, c: Scalar): Scalar
}
export interface VariadicOp extends Op {
  readonly arity: 'variadic'
  (xs: readonly number[]): number
  (xs: readonly Value[]): Value
  (xs: readonly Scalar[]): Scalar
}
export interface PairedOp extends Op {
  readonly arity: 'paired'
  (as: readonly number[], bs: readonly number[]): number
  (as: readonly Value[], bs: readonly Scalar[]): Value
  (as: readonly Scalar[], bs: readonly Value[]): Value
  (as: readonly Scalar[], bs: readonly Scalar[]): Scalar
}

/** Calls an op of any arity with its operands in one list. */
export function callFlat(op: Op, xs: readonly Scalar[]): Scalar {
  const call = op as unknown as (...args: unknown[]) => Scalar
  if (op.arity === 'variadic') return call(xs)
  if (op.arity === 'paired') return call(xs.slice(0, xs.length / 2), xs.slice(xs.length / 2))
  return call(...xs)
}
