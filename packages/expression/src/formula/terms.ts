/**
 * The simplified form of a formula. A sum lists its terms with their coefficients, and a product its bases with their
 * exponents, so equal terms and equal factors meet where a sum or a product is made. Equal terms are one object.
 */
import { log, type Op, Value, where } from '@gradus/engine'
import { closedForm, isShort } from './numbers.js'

export type Term = NumberTerm | LeafTerm | SumTerm | ProductTerm | CallTerm

export interface NumberTerm {
  readonly kind: 'number'
  readonly id: number
  readonly value: number
}
export interface LeafTerm {
  readonly kind: 'leaf'
  readonly id: number
  readonly leaf: Value
}
/** Σ coefficient · term, in the order in which the terms first appeared. A constant is a multiple of 1. */
export interface SumTerm {
  readonly kind: 'sum'
  readonly id: number
  readonly terms: ReadonlyMap<Term, number>
}
/** coefficient · Π base ^ exponent */
export interface ProductTerm {
  readonly kind: 'product'
  readonly id: number
  readonly coefficient: number
  readonly factors: ReadonlyMap<Term, Term>
}
export interface CallTerm {
  readonly kind: 'call'
  readonly id: number
  readonly op: Op
  readonly operands: readonly Term[]
}

/** A longer sum or product inside another keeps its parentheses, or the work would grow with the square of the length. */
const FLAT = 16

export class Terms {
  readonly #made = new Map<string, Term>()
  readonly #ops = new Map<Op, number>()
  readonly #leaves = new Map<Value, LeafTerm>()
  readonly #numbers = new Map<number, NumberTerm>()
  #count = 0

  readonly zero = this.number(0)
  readonly one = this.number(1)
  readonly pi = this.leaf(new Value(Math.PI))
  readonly e = this.leaf(new Value(Math.E))

  number(value: number): NumberTerm {
    let term = this.#numbers.get(value) // for 0 and -0 the same
    if (term === undefined) this.#numbers.set(value, (term = { kind: 'number', id: this.#count++, value }))
    return term
  }

  /** A number of the graph, which may be a multiple of π, √2 or the like. */
  constant(value: number): Term {
    const form = isShort(value) ? undefined : closedForm(value)
    if (form === undefined) return this.number(value)
    const { powers = [], logOf } = form.of
    const factors: [Term, number][] = powers.map(([base, exponent]) => [this.#named(base), exponent])
    if (logOf !== undefined) factors.push([this.call(log, [this.number(logOf)]), 1])
    return this.product(
      factors.map(([base, exponent]) => [base, this.number(exponent * form.exponent)] as const),
      form.coefficient,
    )
  }

  #named(base: number): Term {
    return base === Math.PI ? this.pi : base === Math.E ? this.e : this.number(base)
  }

  leaf(leaf: Value): LeafTerm {
    const known = this.#leaves.get(leaf)
    if (known !== undefined) return known
    const term: LeafTerm = { kind: 'leaf', id: this.#count++, leaf }
    this.#leaves.set(leaf, term)
    return term
  }

  /** An op that is neither a sum nor a product. Of numbers it is a number if that is short: cos(0), but not log(2). */
  call(op: Op, operands: readonly Term[]): Term {
    if (operands.every((x) => x.kind === 'number')) {
      const value = op.evaluate(operands.map((x) => x.value))
      if (isShort(value)) return this.number(value)
    }
    if (!this.#ops.has(op)) this.#ops.set(op, this.#ops.size)
    const ids = operands.map((x) => x.id)
    if (op.commutes) ids.sort((a, b) => a - b)
    return this.#make(`call ${this.#ops.get(op)!}: ${ids.join()}`, (id) => ({ kind: 'call', id, op, operands }))
  }

  /** where(condition, a, b) */
  choice(condition: Term, a: Term, b: Term): Term {
    if (condition.kind === 'number') return condition.value === 0 ? b : a
    return a === b ? a : this.call(where, [condition, a, b])
  }

  times(coefficient: number, term: Term): Term {
    return this.product([[term, this.one]], coefficient)
  }

  power(base: Term, exponent: Term): Term {
    return this.product([[base, exponent]])
  }

  /** Σ coefficient · term: equal terms become one. */
  sum(terms: Iterable<readonly [Term, number]>): Term {
    const total = new Map<Term, number>()
    const add = (term: Term, coefficient: number): void => {
      if (term.kind === 'number') total.set(this.one, (total.get(this.one) ?? 0) + coefficient * term.value)
      else if (term.kind === 'product' && term.coefficient !== 1) {
        add(this.product(term.factors), coefficient * term.coefficient)
      } else if (term.kind === 'sum' && Math.abs(coefficient) === 1 && term.terms.size <= FLAT) {
        for (const [part, c] of term.terms) add(part, coefficient * c)
      } else total.set(term, (total.get(term) ?? 0) + coefficient)
    }
    for (const [term, coefficient] of terms) add(term, coefficient)
    for (const [term, coefficient] of total) if (coefficient === 0) total.delete(term)
    const joined = this.#choicesJoined(total)
    if (joined !== undefined) return this.sum(joined)
    if (total.size === 0) return this.zero
    const [[first, coefficient]] = total as unknown as [[Term, number]]
    if (total.size === 1) return this.times(coefficient, first)
    return this.#make(
      keyOf('sum', total, (c) => c),
      (id) => ({ kind: 'sum', id, terms: total }),
    )
  }

  /** where(c, a, b) + where(c, p, q) is where(c, a + p, b + q). */
  #choicesJoined(total: ReadonlyMap<Term, number>): (readonly [Term, number])[] | undefined {
    const groups = new Map<Term, [CallTerm, number][]>()
    for (const [term, coefficient] of total) {
      if (term.kind !== 'call' || term.op !== where) continue
      const condition = term.operands[0]!
      groups.set(condition, [...(groups.get(condition) ?? []), [term, coefficient]])
    }
    if (![...groups.values()].some((group) => group.length > 1)) return undefined
    return [...total].flatMap(([term, coefficient]): (readonly [Term, number])[] => {
      const condition = term.kind === 'call' ? term.operands[0]! : term
      const group = groups.get(condition)
      if (group === undefined || term.kind !== 'call' || term.op !== where) return [[term, coefficient]]
      if (group[0]![0] !== term) return []
      const branch = (i: 1 | 2) => this.sum(group.map(([choice, c]) => [choice.operands[i]!, c] as const))
      return [[this.choice(condition, branch(1), branch(2)), 1]]
    })
  }

  /** coefficient · Π base ^ exponent: equal bases become one, and their exponents are added. */
  product(factors: Iterable<readonly [Term, Term]>, coefficient = 1): Term {
    const exponents = new Map<Term, Term>()
    const multiply = (base: Term, exponent: Term): void => {
      const whole = exponent.kind === 'number' && Number.isInteger(exponent.value)
      if (base.kind === 'number' && exponent.kind === 'number') {
        const value = base.value ** exponent.value
        const folded = coefficient * value
        // A constant that overflows or underflows is not multiplied: x · 1e200 · 1e200 may still be finite.
        const fits = Number.isFinite(folded) && (folded !== 0 || base.value === 0)
        if (fits && (whole || isShort(value))) coefficient = folded
        else add(base, exponent)
      } else if (base.kind === 'product' && whole && base.factors.size <= FLAT) {
        coefficient *= base.coefficient ** exponent.value
        for (const [b, e] of base.factors) multiply(b, this.times(exponent.value, e))
      } else if (base.kind === 'sum' && whole && [...base.terms.values()].every((c) => c < 0)) {
        coefficient *= (-1) ** exponent.value
        add(this.#negated(base), exponent)
      } else if (base !== this.one) add(base, exponent)
    }
    const add = (base: Term, exponent: Term): void => {
      const before = exponents.get(base)
      if (before === undefined) return void exponents.set(base, exponent)
      const both = this.sum([[before, 1], [exponent, 1]]) // oxfmt-ignore
      if (base.kind !== 'number' && base.kind !== 'product') return void exponents.set(base, both)
      // √a · √a is a, which may be a number or a product of its own.
      exponents.delete(base)
      multiply(base, both)
    }
    for (const [base, exponent] of factors) multiply(base, exponent)
    for (const [base, exponent] of exponents) if (exponent === this.zero) exponents.delete(base)
    if (coefficient === 0 || exponents.size === 0) return this.number(coefficient)
    const [[base, exponent]] = exponents as unknown as [[Term, Term]]
    if (exponents.size === 1 && exponent === this.one) {
      if (coefficient === 1) return base
      if (coefficient === -1 && base.kind === 'sum') return this.#negated(base)
    }
    const inside = this.#insideChoice(exponents, coefficient)
    if (inside !== undefined) return inside
    const key = keyOf(`product ${coefficient}`, exponents, (e) => e.id)
    return this.#make(key, (id) => ({ kind: 'product', id, coefficient, factors: exponents }))
  }

  #negated(sum: SumTerm): Term {
    return this.sum([...sum.terms].map(([x, c]) => [x, -c] as const))
  }

  /** a · where(c, p, 0) is where(c, a · p, 0). */
  #insideChoice(factors: ReadonlyMap<Term, Term>, coefficient: number): Term | undefined {
    for (const [base, exponent] of factors) {
      if (base.kind !== 'call' || base.op !== where || exponent !== this.one) continue
      const [condition, a, b] = base.operands as [Term, Term, Term]
      const other = a === this.zero ? b : b === this.zero ? a : base
      if (other.kind === 'call' && other.op === where) continue // no deep descent
      const others = [...factors].filter(([x]) => x !== base)
      const times = (x: Term) => (x === this.zero ? x : this.product([...others, [x, this.one]], coefficient))
      return this.choice(condition, times(a), times(b))
    }
    return undefined
  }

  /** The factors of a term, without its coefficient. */
  factorsOf(term: Term): ProductTerm['factors'] {
    return term.kind === 'product' ? term.factors : new Map([[term, this.one]])
  }

  #make<T extends Term>(key: string, make: (id: number) => T): T {
    let term = this.#made.get(key) as T | undefined
    if (term === undefined) this.#made.set(key, (term = make(this.#count++)))
    return term
  }
}

/** The same for each order of the parts. */
const keyOf = <X>(name: string, parts: ReadonlyMap<Term, X>, show: (x: X) => number): string =>
  `${name}: ${[...parts]
    .sort(([a], [b]) => a.id - b.id)
    .map(([term, x]) => `${term.id} ${show(x)}`)
    .join()}`
