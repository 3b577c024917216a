/** What is refused when an op is called, and when one is made. */
import { mustBeList, mustBeScalar, show } from './errors.js'
import type { Interval, Op } from './op.js'
import type { Scalar } from './scalar.js'
import { Value } from './value.js'

/** What the rows of all kinds may have. */
export interface Row {
  symbol?: string
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

/** A row is written by hand: what is missing in it is said at once, not when it is first used. */
export function checkRow(
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
