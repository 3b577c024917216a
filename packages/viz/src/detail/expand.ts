/**
 * Draws ops on lists as × and +. A dot becomes one × for each pair and a +; a mean becomes + and ÷; a norm becomes x², + and √.
 * `logSumExp` stays as it is, because the engine does not compute it as log Σ eˣ, which would overflow.
 */
import { dataOf, dot, mean, norm, type Op, type Scalar, sum, type Value } from '@gradus/engine'
import { type Form, NumberUse, type Operand, Part } from './items.js'

interface Expansion {
  form(value: Value, inputs: readonly Scalar[]): Form
  /** How many nodes and edges the drawing has more than the graph, for a number of operands. */
  added(operands: number): { nodes: number; edges: number }
}

const EXPANSIONS = new Map<Op, Expansion>([
  [
    dot,
    {
      form: (value, inputs) => {
        const n = inputs.length / 2
        return plus(n, (i) => edge(product(value, i, inputs[i]!, inputs[i + n]!), i, 1))
      },
      added: (operands) => ({ nodes: operands / 2, edges: operands / 2 }),
    },
  ],
  [
    sum,
    {
      form: (value, inputs) => plus(inputs.length, (i) => edge(itemOf(value, i, inputs[i]!), i, 1)),
      added: () => ({ nodes: 0, edges: 0 }),
    },
  ],
  [
    mean,
    {
      form: (value, inputs) => {
        const n = inputs.length
        const total = inputs.reduce((s: number, x) => s + dataOf(x), 0)
        const all = new Part(value, 0, total, 1 / n, (self) => plus(n, (i) => edge(itemOf(self, i, inputs[i]!), i, 1)))
        return added('÷', 2, (i) => (i === 0 ? edge(all, 0, 1 / n) : edge(new NumberUse(value, 1, n), 1, 0)))
      },
      added: () => ({ nodes: 2, edges: 2 }),
    },
  ],
  [
    norm,
    {
      form: (value, inputs) => {
        const slope = value.data === 0 ? Infinity : 0.5 / value.data
        const all = new Part(value, 0, value.data ** 2, slope, (self) =>
          plus(inputs.length, (i) => edge(squared(self, i, inputs[i]!), i, 1)),
        )
        return added('√', 1, () => edge(all, 0, slope))
      },
      added: (operands) => ({ nodes: operands + 1, edges: operands + 1 }),
    },
  ],
])

/** How the value is drawn when list ops are expanded. Undefined if it is drawn as it is. */
export const expandedForm = (value: Value): Form | undefined =>
  value.op === null ? undefined : EXPANSIONS.get(value.op)?.form(value, value.inputs)

/** How many nodes and edges `expandedForm` adds to the graph. */
export const addedBy = (value: Value): { nodes: number; edges: number } =>
  (value.op === null ? undefined : EXPANSIONS.get(value.op)?.added(value.inputs.length)) ?? { nodes: 0, edges: 0 }

/** The operand as an item. A number becomes a use of this number. */
export const itemOf = (user: Value | Part, index: number, operand: Scalar): Value | NumberUse =>
  typeof operand === 'number' ? new NumberUse(user, index, operand) : operand

const edge = (item: Operand['item'], index: number, partial: number): Operand => ({
  item,
  index,
  count: 1,
  partial: () => partial,
})

const added = (symbol: string, arity: number, operand: (place: number) => Operand): Form => ({
  symbol,
  op: undefined,
  arity,
  operand,
})

const plus = (arity: number, operand: (place: number) => Operand): Form => added('+', arity, operand)

/** aᵢ·bᵢ */
function product(user: Value, index: number, a: Scalar, b: Scalar): Part {
  const xs = [a, b] as const
  return new Part(user, index, dataOf(a) * dataOf(b), 1, (self) =>
    added('×', 2, (i) => edge(itemOf(self, i, xs[i]!), i, dataOf(xs[1 - i]!))),
  )
}

/** xᵢ² */
function squared(user: Part, index: number, x: Scalar): Part {
  return new Part(user, index, dataOf(x) ** 2, 1, (self) =>
    added('x²', 1, () => edge(itemOf(self, 0, x), 0, 2 * dataOf(x))),
  )
}
