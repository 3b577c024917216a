/**
 * Writes the mathematics of an explanation: names, numbers, derivatives and single operations. How an operation looks is said
 * by its row in the op table, and printed by @gradus/expression/formula.
 */
import { dataOf, type Op, type Scalar, Value, withGraph } from '@gradus/engine'
import { checkWhole } from '@gradus/engine/errors'
import { type Language, LATEX, TEXT } from './language.js'

/** What the nodes are called, and how numbers are written. */
export interface Writing {
  readonly root: Value
  readonly nameOf: (node: Value) => string
  readonly digits: number
  /** A color for leaves, or for all numbers by their sign. */
  readonly leafColors: ReadonlyMap<Value, string>
  readonly signColors: { readonly positive: string; readonly negative: string } | undefined
}

export class Writer {
  /** Whether a number was rounded so far. */
  rounded = false
  readonly #language: Language
  readonly #writing: Writing

  constructor(isLatex: boolean, writing: Writing) {
    this.#language = isLatex ? LATEX : TEXT
    this.#writing = writing
  }

  name(node: Value): string {
    const { nameOf, leafColors } = this.#writing
    const name = this.#language.name(nameOf(node))
    const color = leafColors.get(node)
    return color === undefined ? name : this.#language.colored(name, color)
  }

  /** A number, rounded to the digits of the explanation. */
  number(x: number): string {
    const { signColors } = this.#writing
    const text = this.#language.number(this.#round(x))
    if (signColors === undefined || !(x !== 0)) return text
    return this.#language.colored(text, x < 0 ? signColors.negative : signColors.positive)
  }

  /** A number after an operator: in parentheses if it is negative. */
  operand(x: number): string {
    const text = this.number(x)
    return x < 0 || Object.is(x, -0) ? this.#language.parentheses(text) : text
  }

  /** a · b · c */
  product(factors: readonly number[]): string {
    return this.timesAll(factors.map((x, i) => (i === 0 ? this.number(x) : this.operand(x))))
  }

  /** a + b + c */
  sum(terms: readonly number[]): string {
    return terms.map((x, i) => (i === 0 ? this.number(x) : this.operand(x))).join(this.#language.plus)
  }

  /** ∂root/∂node: what the backward pass computes. */
  gradient(node: Value): string {
    return this.#language.derivative(this.name(this.#writing.root), this.name(node))
  }

  /** ∂node/∂operand: the slope on an edge. */
  slope(node: Value, operand: number): string {
    const { inputs } = node
    const slope = this.#language.derivative(this.name(node), this.name(inputs[operand] as Value))
    return this.#marked(slope, inputs, operand)
  }

  /** The end of an edge: the name of the operand. */
  end({ inputs }: Value, operand: number): string {
    return this.#marked(this.name(inputs[operand] as Value), inputs, operand)
  }

  /** If a node has the same operand more than once, which one is meant. */
  #marked(text: string, inputs: readonly Scalar[], operand: number): string {
    const places = inputs.flatMap((x, i) => (x === inputs[operand] ? [i] : []))
    return places.length === 1 ? text : this.#language.marked(text, ordinal(places.indexOf(operand) + 1))
  }

  /** The operation of a node, on the names of its operands and on their numbers; the latter only if that is short. */
  operations(node: Value): string[] {
    const op = node.op!
    const { inputs } = node
    if (inputs.length > OPERANDS) return [this.words(`${op.name} of ${inputs.length} operands`)]
    const names = this.#filled(node, new Value(node.data, '', op, this.#placeholders(inputs)), false)
    const numbers = inputs.map((x) => this.#round(dataOf(x)))
    const onNumbers = this.#language.print(new Value(0, '', op, numbers), false)
    const isPlain = onNumbers.length > this.#language.width || inputs.every((x) => typeof x === 'number')
    return isPlain ? [names] : [names, onNumbers]
  }

  /**
   * The rule for a slope, such as z for the first operand of q · z; times the gradient of the node, unless the node is the
   * root. Undefined if the slope depends on nothing, or if the rule is too long to help.
   */
  rule(node: Value, operand: number): string | undefined {
    const { inputs } = node
    if (inputs.length > OPERANDS) return undefined
    let slope: string
    try {
      const graph = withGraph('explain', () =>
        (node.op as Op).partial(operand, this.#placeholders(inputs), new Value(node.data, RESULT)),
      )
      if (!(graph instanceof Value)) return undefined
      slope = this.#filled(node, graph, true)
    } catch {
      return undefined // the formula would be very long, or it is a rule of the user's own that fails for Values
    }
    if (slope.length > this.#language.width) return undefined
    if (node === this.#writing.root) return slope
    return this.timesAll([
      this.gradient(node),
      this.#language.isCompound(slope) ? this.#language.parentheses(slope) : slope,
    ])
  }

  /** The whole graph as one formula; undefined if that would be long, or is one operation only. */
  wholeFormula(order: readonly Value[]): string | undefined {
    if (order.length > NODES || order.filter((node) => node.op !== null).length < 2) return undefined
    const copies = new Map<Value, Value>()
    order.forEach((node, i) => {
      const inputs = node.inputs.map((x) => (typeof x === 'number' ? this.#round(x) : copies.get(x)!))
      copies.set(node, node.op === null ? new Value(node.data, `o${i}`) : new Value(node.data, '', node.op, inputs))
    })
    try {
      const printed = this.#language.print(copies.get(order.at(-1)!)!, false)
      if (printed.length > this.#language.width) return undefined
      return printed.replace(this.#language.placeholder, (_, i: string) => this.name(order[Number(i)]!))
    } catch {
      return undefined // the formula would be very long
    }
  }

  blank = (number: number): string => this.#language.blank(number)
  words = (text: string): string => this.#language.words(text)
  timesAll = (factors: readonly string[]): string => factors.join(this.#language.times)
  adds = (to: string, what: string): string => to + this.#language.addTo + what
  path = (names: readonly string[]): string => names.join(this.#language.arrow)
  get lineLength(): number {
    return this.#language.lineLength
  }
  get dots(): string {
    return this.#language.dots
  }

  /** The digits before the point always stay: 12345.6 in 4 digits is 12346, not 12350. */
  #round(x: number): number {
    if (!Number.isFinite(x)) return x
    const size = Math.abs(x)
    const { digits } = this.#writing
    const rounded = size >= 10 ** digits && size < 1e15 ? Math.round(x) : Number(x.toPrecision(digits))
    if (!Number.isFinite(rounded)) return x // rounding up would exceed the largest number
    if (rounded !== x) this.rounded = true
    return rounded
  }

  /** Operands that print as o1, o2, …, so that names and colors can be put in afterwards. Numbers stay. */
  #placeholders(inputs: readonly Scalar[]): Scalar[] {
    return inputs.map((x, i) => (typeof x === 'number' ? this.#round(x) : new Value(x.data, `o${i + 1}`)))
  }

  /** The printed graph with names instead of placeholders. */
  #filled(node: Value, graph: Value, simplify: boolean): string {
    const { placeholder, print } = this.#language
    const { inputs } = node
    const printed = print(graph, simplify).replace(/\d+\.\d+/g, (x) => {
      const rounded = String(this.#round(Number(x)))
      return rounded.includes('e') ? x : rounded
    })
    return printed.replace(placeholder, (_, i: string) =>
      this.name(i === '0' ? node : (inputs[Number(i) - 1] as Value)),
    )
  }
}

/** @throws TypeError or RangeError if it is not a whole number from 1 to 17 */
export function checkDigits(where: string, digits: number): void {
  checkWhole(where, 'digits', digits, 1)
  if (digits > 17) throw new RangeError(`${where}: digits is ${digits}. Pass a whole number from 1 to 17.`)
}

/** The most operands of an operation that is written out, and the most nodes of a formula that is. */
const OPERANDS = 12
const NODES = 60

/** The placeholder of the node itself. */
const RESULT = 'o0'

/** 1 operand, 2 operands */
export const counted = (n: number, one: string, many = `${one}s`): string =>
  n === 1 ? `1 ${one}` : `${n.toLocaleString('en-US')} ${many}`

/** 1st, 2nd, 3rd, 4th, … */
export function ordinal(n: number): string {
  const last = n % 100 >= 11 && n % 100 <= 13 ? 0 : n % 10
  return `${n}${['th', 'st', 'nd', 'rd'][last] ?? 'th'}`
}
