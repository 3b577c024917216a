/** Terms as a graph again, with the operators that a mathematician would choose: a - b, x / y, 1 / 3, √x. */
import * as engine from '@gradus/engine'
import { callFlat, type Op, type Scalar, Value, withGraph } from '@gradus/engine'
import { fractionOf, isShort } from './numbers.js'
import { isRoot, Order } from './order.js'
import type { SumTerm, Term, Terms } from './terms.js'

/**
 * @param parts a term and what it is made of, as `belowFirst` lists them
 * @param variables the order of the leaves in a product
 */
export function spell(parts: readonly Term[], terms: Terms, variables: readonly Value[]): Value {
  const order = new Order(terms, variables)
  const spelled = new Map<Term, Scalar>()
  return withGraph('formula', () => {
    for (const term of parts) spelled.set(term, spellOne(term))
    const result = spelled.get(parts.at(-1)!)!
    return typeof result === 'number' ? new Value(result) : result
  })

  function spellOne(term: Term): Scalar {
    if (term.kind === 'number') return numberOf(term.value)
    if (term.kind === 'leaf') return term.leaf
    if (term.kind === 'sum') return sumOf(term)
    if (term.kind === 'product') return signed(term.coefficient, term)
    return make(term.op, term.operands.map(read))
  }

  function read(term: Term): Scalar {
    return spelled.get(term)!
  }

  function sumOf({ terms: all }: SumTerm): Scalar {
    const list = order.ofSum([...all])
    const first = list.findIndex(([, coefficient]) => coefficient > 0)
    if (first > 0) list.unshift(...list.splice(first, 1)) // b - a instead of -a + b
    const [[head, coefficient], ...rest] = list as [[Term, number], ...[Term, number][]]
    return rest.reduce(
      (sum, [term, c]) => (c < 0 ? make(engine.sub, [sum, size(-c, term)]) : make(engine.add, [sum, size(c, term)])),
      signed(coefficient, head),
    )
  }

  function signed(coefficient: number, term: Term): Scalar {
    if (!(coefficient < 0)) return size(coefficient, term)
    const x = size(-coefficient, term)
    return typeof x === 'number' ? -x : make(engine.neg, [x])
  }

  /** coefficient · term, for a coefficient that is not negative. */
  function size(coefficient: number, term: Term): Scalar {
    if (term === terms.one) return numberOf(coefficient)
    if (coefficient === 1 && spelled.has(term)) return read(term)
    const [above, below]: [[Term, Term][], [Term, Term][]] = [[], []]
    for (const [base, exponent] of order.ofProduct(terms.factorsOf(term))) {
      const isBelow = exponent.kind === 'number' && exponent.value < 0
      if (isBelow) below.push([base, terms.number(-exponent.value)])
      else above.push([base, exponent])
    }
    const [p, q] = quotient(coefficient, below.length > 0)
    const top = powersOf(above)
    if (p !== 1 || top.length === 0) top.unshift(p)
    const bottom = powersOf(below)
    if (q !== 1) bottom.unshift(q)
    const times = (factors: readonly Scalar[]) => factors.reduce((a, b) => make(engine.mul, [a, b]))
    return bottom.length === 0 ? times(top) : make(engine.div, [times(top), times(bottom)])
  }

  /** Each power; several square roots are one. */
  function powersOf(factors: readonly [Term, Term][]): Scalar[] {
    const roots = factors.filter(([, exponent]) => isRoot(exponent)).map(([base]) => read(base))
    const underRoot = roots.length > 0 ? roots.reduce((a, b) => make(engine.mul, [a, b])) : undefined
    let first = true
    return factors.flatMap(([base, exponent]) => {
      if (!isRoot(exponent)) return [powerOf(base, exponent)]
      const isFirst = first
      first = false
      return isFirst ? [make(engine.sqrt, [underRoot!])] : []
    })
  }

  function powerOf(base: Term, exponent: Term): Scalar {
    if (exponent === terms.one) return read(base)
    const power = exponent.kind === 'number' ? numberOf(exponent.value) : read(exponent)
    return base === terms.e ? make(engine.exp, [power]) : make(engine.pow, [read(base), power])
  }
}

/** The terms that `root` is made of, each after those it is made of, `root` last. */
export function belowFirst(root: Term): Term[] {
  const seen = new Set([root])
  for (const term of seen) for (const part of partsOf(term)) seen.add(part) // the set grows while we walk it
  return [...seen].sort((a, b) => a.id - b.id)
}

function partsOf(term: Term): Iterable<Term> {
  if (term.kind === 'number' || term.kind === 'leaf') return []
  if (term.kind === 'call') return term.operands
  if (term.kind === 'product') return [...term.factors.keys(), ...term.factors.values()]
  // A product with a coefficient is written as one product with it.
  return [...term.terms].flatMap(([x, c]) => (x.kind === 'product' && Math.abs(c) !== 1 ? [...partsOf(x)] : [x]))
}

/** The coefficient as p/q, where that is what people write: x / 2 and 1 / (2 * x), but 0.3 * x. */
function quotient(coefficient: number, hasDenominator: boolean): readonly [p: number, q: number] {
  const [p, q] = Number.isInteger(coefficient) ? [coefficient, 1] : (fractionOf(coefficient, 1000) ?? [coefficient, 1])
  const asDecimals = isShort(p / q) && !(p === 1 && (q % 5 !== 0 || hasDenominator))
  return asDecimals ? [p / q, 1] : [p, q]
}

/** A number of its own: 0.5, but 1 / 3. */
function numberOf(x: number): Scalar {
  const [p, q] = isShort(x) ? [x, 1] : (fractionOf(Math.abs(x), 1000) ?? [x, 1])
  if (q === 1) return x
  const fraction = Math.sign(x) * p
  return isShort(fraction / q) ? fraction / q : make(engine.div, [fraction, q])
}

/** The op, also of plain numbers, which are to be written and not computed. */
function make(op: Op, operands: readonly Scalar[]): Value {
  const areNumbers = operands.every((x) => typeof x === 'number')
  return callFlat(op, areNumbers ? operands.map((x) => new Value(x)) : operands) as Value
}
