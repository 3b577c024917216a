/** In which order a mathematician writes the terms of a sum and the factors of a product. */
import type { Value } from '@gradus/engine'
import type { Term, Terms } from './terms.js'

/** More than there are leaves in a graph. */
const LEAVES = 1e9
const FUNCTIONS = 3 * LEAVES

/** A power of a higher degree counts as a function. */
const MOST_DEGREE = 100

export const isRoot = (exponent: Term): boolean => exponent.kind === 'number' && Math.abs(exponent.value) === 0.5

interface Monomial {
  readonly entry: [Term, number]
  /** The ranks of its leaves, each as often as it is a factor. */
  readonly ranks: number[]
}

export class Order {
  readonly #terms: Terms
  readonly #ranks: ReadonlyMap<Value, number>

  /** @param variables the order of the leaves in a product */
  constructor(terms: Terms, variables: readonly Value[]) {
    this.#terms = terms
    this.#ranks = new Map(variables.map((leaf, i) => [leaf, i]))
  }

  /** A polynomial has falling degrees, except that 1 + x stays. Before functions, terms stay in the order in which they came. */
  ofSum(list: [Term, number][]): [Term, number][] {
    const all = list.map((entry) => ({ entry, ranks: this.#ranksOf(entry[0]) }))
    const monomials = all.filter((x): x is Monomial => x.ranks !== undefined)
    if (monomials.length < all.length) {
      const others = all.filter(({ ranks }) => ranks === undefined || ranks.length === 0)
      return [...monomials.filter(({ ranks }) => ranks.length > 0), ...others].map(({ entry }) => entry)
    }
    const isLinear = monomials.every(({ ranks }) => ranks.length <= 1)
    const staysFirst = (x: Monomial) => isLinear && x.entry === list[0] && x.ranks.length === 0
    const degree = (x: Monomial) => (staysFirst(x) ? Infinity : x.ranks.length)
    monomials.sort((a, b) => (degree(a) === degree(b) ? compareLists(a.ranks, b.ranks) : degree(b) - degree(a)))
    return monomials.map(({ entry }) => entry)
  }

  /** Numbers, π, leaves, powers with other exponents than numbers, sums, functions, and sums of functions. */
  ofProduct(factors: ReadonlyMap<Term, Term>): [Term, Term][] {
    return [...factors].sort(([a, m], [b, n]) => this.#place(a, m) - this.#place(b, n))
  }

  #place(base: Term, exponent: Term): number {
    const { e, pi, one } = this.#terms
    if (base.kind === 'number') return exponent === one ? Infinity : -3 // not next to the coefficient, which it would overflow
    if (base === pi || (base === e && exponent === one)) return -2
    if (base === e) return FUNCTIONS + this.#firstRank(exponent)
    if (isRoot(exponent)) return FUNCTIONS + this.#firstRank(base)
    if (base.kind === 'leaf') return this.#ranks.get(base.leaf)! + (exponent.kind === 'number' ? 0 : LEAVES)
    if (base.kind !== 'sum') return FUNCTIONS + this.#firstRank(base)
    const parts = [...base.terms.keys()].flatMap((x) => [...this.#terms.factorsOf(x).keys()])
    return parts.some(({ kind }) => kind === 'call') ? FUNCTIONS + LEAVES : 2 * LEAVES
  }

  /** The rank of the first leaf in what is not nested too deeply. */
  #firstRank(term: Term): number {
    for (let depth = 0; depth < 20; depth++) {
      if (term.kind === 'leaf') return this.#ranks.get(term.leaf) ?? 0
      if (term.kind === 'number') return 0
      const parts = term.kind === 'call' ? term.operands : term.kind === 'sum' ? term.terms.keys() : term.factors.keys()
      term = [...parts][0]!
    }
    return 0
  }

  /** The ranks of the leaves; undefined if other things are factors too. */
  #ranksOf(term: Term): number[] | undefined {
    const { e, pi, one } = this.#terms
    if (term === one) return []
    const ranks: number[] = []
    for (const [base, exponent] of this.#terms.factorsOf(term)) {
      if (base === pi || base === e) continue
      const times = exponent.kind === 'number' ? exponent.value : NaN
      if (base.kind !== 'leaf' || !Number.isInteger(times) || times < 1 || times > MOST_DEGREE) return undefined
      for (let i = 0; i < times; i++) ranks.push(this.#ranks.get(base.leaf)!)
    }
    return ranks.sort((a, b) => a - b)
  }
}

const compareLists = (a: number[], b: number[]): number => {
  const i = a.findIndex((x, i) => x !== b[i])
  return i === -1 ? 0 : a[i]! - b[i]!
}
