/** Checks the operands of an op when it is called, and its row when it is made. */
import { mustBeList, mustBeScalar, show } from './errors.js'
import type { Print } from './notation.js'
import type { Op } from './op.js'
import type { Scalar } from './scalar.js'
import { Value } from './value.js'

/** What the rows of all kinds may have. */
export interface Row {
  /** For drawings; the name unless given. */
  symbol?: string
  /** Whether the operands can be swapped; false unless given. */
  commutes?: boolean
  /** Of two operands: whether op(op(a, b), c) is op(a, op(b, c)), so that formulas may write op(a, b, c). */
  associative?: boolean
  /** How formulas write it; as a call of its name unless given. */
  print?: Print
}

/** Refuses anything but a list of numbers and Values with something in it; true if there is a Value in it. */
export function checkList(name: string, xs: readonly Scalar[], what = 'the argument'): boolean {
  if (!Array.isArray(xs)) throw mustBeList(name, what, xs)
  if (xs.length === 0) throw new RangeError(`${name}: ${what} is an empty list. Pass at least one number or Value.`)
  return checkAll(name, (i) => `item ${i}${what === 'the argument' ? '' : ` of ${what}`}`, xs)
}

/** Refuses anything but numbers and Values; true if there is a Value among them. */
export function checkAll(name: string, what: (i: number) => string, xs: readonly Scalar[]): boolean {
  let anyValue = false
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i]
    if (typeof x === 'number') continue
    if (!(x instanceof Value)) throw mustBeScalar(name, what(i), x)
    anyValue = true
  }
  return anyValue
}

/** A row is written by hand: a missing or wrong entry is an error at once, not when it is first used. */
export function checkRow(
  name: string,
  arity: Op['arity'],
  row: Row & { f?: unknown; d?: unknown; domain?: unknown; kink?: unknown },
): void {
  const wrong = (what: string, value: unknown, hint: string) =>
    new TypeError(`op "${name}": ${what} is ${isInterval(value) ? `[${value}]` : show(value)}. Pass ${hint}.`)
  if (typeof name !== 'string' || name === '') throw wrong('the name', name, 'a text')
  if (typeof row !== 'object' || row === null) throw wrong('the row', row, 'an object with f, d and domain')
  if (typeof row.f !== 'function') throw wrong('f', row.f, 'a function of numbers')
  const rules = arity === 1 || arity === 'variadic' ? [row.d] : (row.d as unknown[])
  const count = arity === 'paired' ? 2 : typeof arity === 'number' ? arity : 1
  if (!Array.isArray(rules) || rules.length !== count) throw wrong('d', rules, `${count} rules`)
  const bad = rules.findIndex((d) => typeof d !== 'number' && typeof d !== 'function')
  if (bad !== -1) throw wrong('d', rules[bad], 'a number or a function')
  checkDomain(arity, row.domain, wrong)
  if (!['undefined', 'function'].includes(typeof row.kink)) throw wrong('kink', row.kink, 'a function of numbers')
  for (const fact of ['commutes', 'associative'] as const) {
    if (!['undefined', 'boolean'].includes(typeof row[fact])) throw wrong(fact, row[fact], 'true or false')
  }
}

const isInterval = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length === 2 && value.every((x) => typeof x === 'number')

type Wrong = (what: string, value: unknown, hint: string) => TypeError

function checkDomain(arity: Op['arity'], domain: unknown, wrong: Wrong): void {
  const fits = (interval: unknown) => isInterval(interval) && interval[0]! < interval[1]!
  const several = arity === 2 || arity === 3
  const right = several ? Array.isArray(domain) && domain.length === arity && domain.every(fits) : fits(domain)
  if (right) return
  const hint = several
    ? `${arity} intervals [low, high], one per operand, inside which f is smooth, such as [[-3, 3], …]`
    : 'an interval [low, high] inside which f is smooth, such as [-3, 3]'
  throw wrong('the domain', domain, hint)
}

/** The error for a `d` that takes numbers but not Values. */
export const wrongRule = (where: string, { name }: Op, what: string, cause?: unknown): TypeError =>
  new TypeError(
    `${where}: d of "${name}" ${what}. In d, write ops such as mul(2, x) and square(x) instead of JavaScript's operators and Math.`,
    cause === undefined ? undefined : { cause },
  )
