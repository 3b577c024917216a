/**
 * The ways to make an op from a row: `unary`, `binary`, `ternary`, `variadic` (a list), `paired` (two lists). A row says
 * what the op computes, its slopes, and where it is well behaved.
 */
import { mustBeScalar } from './errors.js'
import { checkAll, checkList, checkRow, type Row } from './check-op.js'
import type { BinaryOp, Interval, Op, PairedOp, ParametricOp, Rule, TernaryOp, UnaryOp, VariadicOp } from './op.js'
import { apply } from './record.js'
import type { Scalar } from './scalar.js'
import { dataOf } from './scalar.js'
import { Value } from './value.js'

/** Gets operand k from where the operands are: a list, or a node, of which it makes no list. */
type Get<From> = (xs: From, k: number) => Scalar

const inList: Get<readonly Scalar[]> = (xs, k) => xs[k]!
const numberInList = (xs: readonly Scalar[], k: number): number => dataOf(xs[k]!)
const numberAt = (node: Value, k: number): number => dataOf(node.input(k))

/** What a kind of op computes from n operands: its result, and the slope to operand i. */
interface Computation {
  value: <From>(xs: From, number: (xs: From, k: number) => number, n: number) => number
  slope: <From>(i: number, xs: From, get: Get<From>, y: Scalar, n: number) => Scalar
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
  checkRow(name, 1, row)
  const { f, d, kink } = row
  const op = ((x: Scalar): Scalar => {
    if (typeof x === 'number') return f(x)
    if (!(x instanceof Value)) throw mustBeScalar(name, 'the argument', x)
    return apply(op, x)
  }) as UnaryOp
  return describe(op, name, 1, row, [row.domain], {
    value: (xs, number) => f(number(xs, 0)),
    slope: typeof d === 'number' ? () => d : (_, xs, get, y) => d(get(xs, 0), y),
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
  checkRow(name, 2, row)
  const { f, d, kink, defaultLast } = row
  const op = ((a: Scalar, b: Scalar | undefined = defaultLast): Scalar => {
    if (typeof a === 'number' && typeof b === 'number') return f(a, b)
    if (typeof a !== 'number' && !(a instanceof Value)) throw mustBeScalar(name, 'the first argument', a)
    if (typeof b !== 'number' && !(b instanceof Value)) throw mustBeScalar(name, 'the second argument', b)
    return apply(op, a, b)
  }) as BinaryOp
  return describe(op, name, 2, row, row.domain, {
    value: (xs, number) => f(number(xs, 0), number(xs, 1)),
    slope: (i, xs, get, y) => {
      const rule = d[i]!
      return typeof rule === 'number' ? rule : rule(get(xs, 0), get(xs, 1), y)
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
  checkRow(name, 3, row)
  const { f, d, kink } = row
  const op = ((a: Scalar, b: Scalar, c: Scalar): Scalar => {
    const inputs = [a, b, c]
    const anyValue = checkAll(name, (i) => `the ${['first', 'second', 'third'][i]!} argument`, inputs)
    return anyValue ? apply(op, inputs) : op.evaluate(inputs)
  }) as TernaryOp
  return describe(op, name, 3, row, row.domain, {
    value: (xs, number) => f(number(xs, 0), number(xs, 1), number(xs, 2)),
    slope: (i, xs, get) => {
      const rule = d[i]!
      return typeof rule === 'number' ? rule : rule(get(xs, 0), get(xs, 1), get(xs, 2))
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
  checkRow(name, 'variadic', row)
  const { f, d, kink } = row
  const op = ((xs: readonly Scalar[]): Scalar => {
    const anyValue = checkList(name, xs)
    return anyValue ? apply(op, [...xs]) : f(xs as readonly number[])
  }) as VariadicOp
  return describe(op, name, 'variadic', row, [row.domain], {
    value: (xs, number, n) => f(numbersOf(xs, number, 0, n)),
    slope: (i, xs, get, y, n) => (typeof d === 'number' ? d : d(get(xs, i), y, n)),
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
  checkRow(name, 'paired', row)
  const { f, d } = row
  const op = ((as: readonly Scalar[], bs: readonly Scalar[]): Scalar => {
    const anyA = checkList(name, as, 'the first list')
    const anyB = checkList(name, bs, 'the second list')
    if (as.length !== bs.length) {
      throw new RangeError(`${name}: the lists have ${as.length} and ${bs.length} items. Pass lists of one length.`)
    }
    return anyA || anyB ? apply(op, as.concat(bs)) : f(as as readonly number[], bs as readonly number[])
  }) as PairedOp
  return describe(op, name, 'paired', row, [row.domain], {
    value: (xs, number, n) => f(numbersOf(xs, number, 0, n / 2), numbersOf(xs, number, n / 2, n)),
    slope: (i, xs, get, y, n) => {
      const half = n / 2
      const rule = d[i < half ? 0 : 1]
      const k = i < half ? i : i - half
      return typeof rule === 'number' ? rule : rule(get(xs, k), get(xs, k + half), y)
    },
    kink: undefined,
  })
}

/** The numbers of operands `from` to `to`. */
function numbersOf<From>(xs: From, number: (xs: From, k: number) => number, from: number, to: number): number[] {
  const numbers: number[] = []
  for (let k = from; k < to; k++) numbers.push(number(xs, k))
  return numbers
}

/** Adds the properties of the record to the function. Every op gets its properties in the same order, which keeps V8's access fast. */
function describe<F extends Op>(
  op: F,
  name: string,
  arity: Op['arity'],
  row: Row,
  domain: readonly Interval[],
  rest: Computation & { kink: Op['kink'] | undefined; defaultLast?: number | undefined },
): F {
  Object.defineProperty(op, 'name', { value: name })
  const { symbol = name, commutes = false, associative = false, print = {} } = row
  const { value, slope, kink, defaultLast } = rest
  const facts = { symbol, arity, domain, commutes, associative, print, kink, defaultLast }
  const computation: Pick<Op, 'evaluate' | 'evaluateAt' | 'partial' | 'partialAt'> = {
    evaluate: (xs) => value(xs, numberInList, xs.length),
    evaluateAt: (node) => value(node, numberAt, node.inputCount),
    partial: (i, xs, y) => slope(i, xs, inList, y, xs.length),
    partialAt: (i, node) => slope(i, node, numberAt, node.data, node.inputCount) as number,
  }
  return Object.assign(op, { ...facts, ...computation })
}
