/**
 * A graph at one level of detail: which item each Value belongs to, and how each item is drawn. Nothing is stored for each
 * node unless nodes are drawn together, so a graph of millions of nodes can be looked at from its root.
 */
import { dataOf, dot, mean, type Scalar, type Value } from '@gradus/engine'
import { expandedForm, itemOf as numberOrValue } from './expand.js'
import { Bundle, type Form, type Item, NumberUse, type Operand, Part } from './items.js'

export class View {
  constructor(
    readonly root: Value,
    private readonly expand: boolean,
    private readonly hidesNumbers: boolean,
    /** The nodes that are drawn together. Undefined if there are none. */
    private readonly bundles?: { get(value: Value): Bundle | undefined },
  ) {}

  /** The item that draws the value. */
  itemOf(value: Value): Value | Bundle {
    return this.bundles?.get(value) ?? value
  }

  /** How the item is drawn. */
  form(item: Item): Form {
    if (item instanceof NumberUse) return LEAF
    if (item instanceof Bundle) return bundleForm(item)
    const inputs = item instanceof Part ? [] : item.inputs
    let form =
      item instanceof Part ? item.form(item) : ((this.expand ? expandedForm(item) : undefined) ?? formOf(item, inputs))
    if (this.hidesNumbers) form = withoutNumbers(form, inputs)
    return this.bundles === undefined ? form : this.merged(form)
  }

  /** How many numbers among the operands are not drawn. */
  hiddenNumbers(value: Value): number {
    if (!this.hidesNumbers) return 0
    let count = this.expand && value.op === mean ? 1 : 0 // the n of Σx ÷ n
    for (const input of value.inputs) if (typeof input === 'number') count++
    return count
  }

  /** The form with one edge from each Bundle. */
  private merged(form: Form): Form {
    const operands: Operand[] = []
    const placeOf = new Map<Bundle, number>()
    for (let place = 0; place < form.arity; place++) {
      const operand = form.operand(place)
      const { item } = operand
      const drawn =
        item instanceof Part || item instanceof NumberUse || item instanceof Bundle ? item : this.itemOf(item)
      const known = drawn instanceof Bundle ? placeOf.get(drawn) : undefined
      if (known !== undefined) {
        const { count, index } = operands[known]!
        operands[known] = { item: drawn, index, count: count + 1, partial: undefined }
        continue
      }
      if (drawn instanceof Bundle) placeOf.set(drawn, operands.length)
      operands.push({ ...operand, item: drawn })
    }
    return { ...form, arity: operands.length, operand: (place) => operands[place]! }
  }
}

const LEAF: Form = {
  symbol: '',
  op: undefined,
  arity: 0,
  operand: () => {
    throw new RangeError('a leaf has no operands')
  },
}

/** A node that is drawn as it is. A dot has the operands a1 a2 … b1 b2 …, drawn as a1 b1 a2 b2 …. */
function formOf(value: Value, inputs: readonly Scalar[]): Form {
  const { op } = value
  if (op === null) return LEAF
  const half = inputs.length / 2
  const indexAt = (place: number) =>
    op.arity !== 'paired' ? place : place % 2 === 0 ? place / 2 : (place - 1) / 2 + half
  return {
    symbol: op === dot ? `${op.symbol} ${op.name}` : op.symbol, // · alone is easily overlooked
    op,
    arity: inputs.length,
    operand: (place) => {
      const index = indexAt(place)
      const partial = () => op.partialAt(index, value)
      return { item: numberOrValue(value, index, inputs[index]!), index, count: 1, partial }
    },
  }
}

/** The form without its numbers. If one of two operands was a number, the symbol shows it: "× 2". */
function withoutNumbers(form: Form, inputs: readonly Scalar[]): Form {
  const kept: Operand[] = []
  for (let place = 0; place < form.arity; place++) {
    const operand = form.operand(place)
    if (!(operand.item instanceof NumberUse)) kept.push(operand)
  }
  if (kept.length === form.arity) return form
  let { symbol } = form
  if (form.op?.arity === 2 && kept.length === 1) {
    const [a, b] = inputs
    symbol = typeof a === 'number' ? `${a} ${symbol}` : `${symbol} ${dataOf(b!)}`
  }
  return { ...form, symbol, arity: kept.length, operand: (place) => kept[place]! }
}

function bundleForm(bundle: Bundle): Form {
  const edges = [...bundle.operands]
  return {
    symbol: bundle.symbols.join(' → '),
    op: undefined,
    arity: edges.length,
    operand: (place) => ({ item: edges[place]![0], index: place, count: edges[place]![1], partial: undefined }),
  }
}
