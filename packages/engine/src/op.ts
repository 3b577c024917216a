/**
 * What an operation is, and the ways to make one: `unary`, `binary`, `ternary`, `variadic` (a list), `paired` (two lists).
 *
 * An Op is at once a function to call (numbers in, number out; any Value in, Value out) and the record that everything
 * else reads: `backward()` and `grad()` its partials, drawings its symbol, tests its domain.
 */
import { mustBeList, mustBeScalar, show } from './errors.js'
import { apply } from './record.js'
import type { Scalar } from './scalar.js'
import { dataOf } from './scalar.js'
import { Value } from './value.js'

/** Where an op is well behaved: tests sample here, and the reference plots it. */
export type Interval = readonly [low: number, high: number]

/** How a rule sees an operand: as it is, or its number. */
type Read = (x: Scalar) => Scalar
const asItIs: Read = (x) => x

/** A local derivative: a constant, or a function written with the table's own functions. */
type Rule<Arguments extends unknown[]> = number | ((...args: Arguments) => Scalar)

/** The part of an op that does not depend on how it is called. */
export interface Op {
  readonly name: string
  /** For drawings: `×` for mul, otherwise the name. */
  readonly symbol: string
  readonly arity: 1 | 2 | 3 | 'variadic' | 'paired'
  /** One interval per operand; an op on lists has one for all. */
  readonly domain: readonly Interval[]
  /** The op on plain numbers. */
  evaluate(inputs: readonly Scalar[]): number
  /**
   * ∂y/∂xᵢ where y = op(xs). Given numbers it is a number; given Values it is a graph, which is what higher derivatives
   * are made of. With `read` = dataOf the numbers are taken from the Values, and only those that the rule needs.
   */
  partial(i: number, xs: readonly Scalar[], y: Scalar, read?: Read): Scalar
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

interface Row {
  symbol?: string
}

/** An op of one operand. `d` is dy/dx from the operand and the result, in the table's own functions. */
export function unary(
  name: string,
  row: Row & {
    f: (x: number) => number
    d: Rule<[x: Scalar, y: Scalar]>
    domain: Interval
    kink?: (x: number) => number
  },
): UnaryOp {
  const { f, d, kink } = row
  const op = ((x: Scalar): Scalar => {
    if (typeof x === 'number') return f(x)
    if (!(x instanceof Value)) throw mustBeScalar(name, 'the argument', x)
    return apply(op, [x])
  }) as UnaryOp
  return describe(op, name, 1, row, [row.domain], {
    evaluate: (xs) => f(dataOf(xs[0]!)),
    partial: typeof d === 'number' ? () => d : (_, xs, y, read = asItIs) => d(read(xs[0]!), y),
    kink: kink && (([x]) => kink(x!)),
  })
}

interface BinaryRow extends Row {
  f: (a: number, b: number) => number
  /** ∂y/∂a and ∂y/∂b. */
  d: readonly [Rule<[a: Scalar, b: Scalar, y: Scalar]>, Rule<[a: Scalar, b: Scalar, y: Scalar]>]
  domain: readonly [Interval, Interval]
  kink?: (a: number, b: number) => number
}

/** An op of two operands; with `defaultLast` the second may be left out. */
export function binary(name: string, row: BinaryRow): BinaryOp
export function binary(name: string, row: BinaryRow & { defaultLast: number }): ParametricOp
export function binary(name: string, row: BinaryRow & { defaultLast?: number }): BinaryOp | ParametricOp {
  const { f, d, kink, defaultLast } = row
  const op = ((a: Scalar, b: Scalar | undefined = defaultLast): Scalar => {
    if (typeof a === 'number' && typeof b === 'number') return f(a, b)
    if (typeof a !== 'number' && !(a instanceof Value)) throw mustBeScalar(name, 'the first argument', a)
    if (typeof b !== 'number' && !(b instanceof Value)) throw mustBeScalar(name, 'the second argument', b)
    return apply(op, [a, b])
  }) as BinaryOp
  return describe(op, name, 2, row, row.domain, {
    evaluate: (xs) => f(dataOf(xs[0]!), dataOf(xs[1]!)),
    partial: (i, xs, y, read = asItIs) => {
      const rule = d[i]!
      return typeof rule === 'number' ? rule : rule(read(xs[0]!), read(xs[1]!), y)
    },
    kink: kink && (([a, b]) => kink(a!, b!)),
    defaultLast,
  })
}

interface TernaryRow extends Row {
  f: (a: number, b: number, c: number) => number
  d: readonly [TernaryRule, TernaryRule, TernaryRule]
  domain: readonly [Interval, Interval, Interval]
  kink?: (a: number, b: number, c: number) => number
}
type TernaryRule = Rule<[a: Scalar, b: Scalar, c: Scalar]>

/** An op of three operands. */
export function ternary(name: string, row: TernaryRow): TernaryOp {
  const { f, d, kink } = row
  const op = ((a: Scalar, b: Scalar, c: Scalar): Scalar => {
    const inputs = [a, b, c]
    const anyValue = checkAll(name, (i) => `the ${['first', 'second', 'third'][i]!} argument`, inputs)
    return anyValue ? apply(op, inputs) : op.evaluate(inputs)
  }) as TernaryOp
  return describe(op, name, 3, row, row.domain, {
    evaluate: (xs) => f(dataOf(xs[0]!), dataOf(xs[1]!), dataOf(xs[2]!)),
    partial: (i, xs, _, read = asItIs) => {
      const rule = d[i]!
      return typeof rule === 'number' ? rule : rule(read(xs[0]!), read(xs[1]!), read(xs[2]!))
    },
    kink: kink && (([a, b, c]) => kink(a!, b!, c!)),
  })
}

/** An op of a list of operands, which must not be empty. `d` is ∂y/∂xᵢ from xᵢ, the result and the length. */
export function variadic(
  name: string,
  row: Row & {
    f: (xs: readonly number[]) => number
    d: Rule<[x: Scalar, y: Scalar, n: number]>
    domain: Interval
    kink?: (xs: readonly number[]) => number
  },
): VariadicOp {
  const { f, d, kink } = row
  const op = ((xs: readonly Scalar[]): Scalar => {
    const anyValue = checkList(name, xs)
    return anyValue ? apply(op, [...xs]) : f(xs as readonly number[])
  }) as VariadicOp
  return describe(op, name, 'variadic', row, [row.domain], {
    evaluate: (inputs) => f(inputs.map(dataOf)),
    partial: (i, xs, y, read = asItIs) => (typeof d === 'number' ? d : d(read(xs[i]!), y, xs.length)),
    kink,
  })
}

/**
 * An op of two lists of one length, n; its operands are the first list, then the second. `d` is ∂y/∂aᵢ and ∂y/∂bᵢ from
 * the pair aᵢ, bᵢ.
 */
export function paired(
  name: string,
  row: Row & {
    f: (as: readonly number[], bs: readonly number[]) => number
    d: readonly [Rule<[a: Scalar, b: Scalar, y: Scalar]>, Rule<[a: Scalar, b: Scalar, y: Scalar]>]
    domain: Interval
  },
): PairedOp {
  const { f, d } = row
  const op = ((as: readonly Scalar[], bs: readonly Scalar[]): Scalar => {
    const anyA = checkList(name, as, 'the first list')
    const anyB = checkList(name, bs, 'the second list')
    if (as.length !== bs.length) {
      throw new RangeError(`${name}: the lists have ${as.length} and ${bs.length} items. Pass lists of one length.`)
    }
    return anyA || anyB ? apply(op, [...as, ...bs]) : f(as as readonly number[], bs as readonly number[])
  }) as PairedOp
  return describe(op, name, 'paired', row, [row.domain], {
    evaluate: (inputs) => {
      const xs = inputs.map(dataOf)
      return f(xs.slice(0, xs.length / 2), xs.slice(xs.length / 2))
    },
    partial: (i, xs, y, read = asItIs) => {
      const n = xs.length / 2
      const rule = d[i < n ? 0 : 1]
      return typeof rule === 'number' ? rule : rule(read(xs[i % n]!), read(xs[(i % n) + n]!), y)
    },
    kink: undefined,
  })
}

/** Refuses anything but a list of numbers and Values with something in it; true if there is a Value in it. */
export function checkList(name: string, xs: readonly Scalar[], what = 'the argument'): boolean {
  if (!Array.isArray(xs)) throw mustBeList(name, what, xs)
  if (xs.length === 0) throw new RangeError(`${name}: ${what} is an empty list. Pass at least one number or Value.`)
  return checkAll(name, (i) => `item ${i}${what === 'the argument' ? '' : ` of ${what}`}`, xs)
}

/** Refuses anything but numbers and Values; true if there is a Value among them. */
function checkAll(name: string, what: (i: number) => string, xs: readonly Scalar[]): boolean {
  let anyValue = false
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i]
    if (typeof x === 'number') continue
    if (!(x instanceof Value)) throw mustBeScalar(name, what(i), x)
    anyValue = true
  }
  return anyValue
}

/** A row is written by hand: what is missing in it is said at once, not when it is first used. */
function checkRow(
  name: string,
  arity: Op['arity'],
  row: Row & { f?: unknown; d?: unknown },
  domain: readonly Interval[],
): void {
  const wrong = (what: string, value: unknown, hint: string) =>
    new TypeError(`op "${name}": ${what} is ${show(value)}. Pass ${hint}.`)
  if (typeof name !== 'string' || name === '') throw wrong('the name', name, 'a text')
  if (typeof row.f !== 'function') throw wrong('f', row.f, 'a function of numbers')
  const rules = arity === 1 || arity === 'variadic' ? [row.d] : (row.d as unknown[])
  const count = arity === 'paired' ? 2 : typeof arity === 'number' ? arity : 1
  if (!Array.isArray(rules) || rules.length !== count) throw wrong('d', rules, `${count} rules`)
  const bad = rules.find((d) => typeof d !== 'number' && typeof d !== 'function')
  if (rules.some((d) => typeof d !== 'number' && typeof d !== 'function'))
    throw wrong('d', bad, 'a number or a function')
  const fits = (i: unknown) => Array.isArray(i) && i.length === 2 && i[0] < i[1]
  if (!Array.isArray(domain) || domain.length !== (typeof arity === 'number' ? arity : 1) || !domain.every(fits)) {
    throw wrong('the domain', domain, 'an interval [low, high] per operand')
  }
}

/** Hangs the record on the function. Every op gets its properties in the same order, which keeps V8's access fast. */
function describe<F extends Op>(
  op: F,
  name: string,
  arity: Op['arity'],
  row: Row,
  domain: readonly Interval[],
  rest: Pick<Op, 'evaluate' | 'partial'> & { kink: Op['kink'] | undefined; defaultLast?: number | undefined },
): F {
  checkRow(name, arity, row, domain)
  Object.defineProperty(op, 'name', { value: name })
  const { evaluate, partial, kink, defaultLast } = rest
  return Object.assign(op, { symbol: row.symbol ?? name, arity, domain, evaluate, partial, kink, defaultLast })
}

/** Calls an op of any arity with its operands in one list. */
export function callFlat(op: Op, xs: readonly Scalar[]): Scalar {
  const call = op as unknown as (...args: unknown[]) => Scalar
  if (op.arity === 'variadic') return call(xs)
  if (op.arity === 'paired') return call(xs.slice(0, xs.length / 2), xs.slice(xs.length / 2))
  return call(...xs)
}
