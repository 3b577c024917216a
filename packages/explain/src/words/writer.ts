/**
 * Writes the mathematics of an explanation: names, numbers, derivatives and single operations, as plain text or as LaTeX.
 * How an operation looks is said by its row in the op table, and printed by @gradus/expression/formula.
 */
import { dataOf, mul, type Op, type Scalar, Value, withGraph } from '@gradus/engine'
import { formulaLatex, formulaText } from '@gradus/expression/formula'
import { inFormula } from './names.js'

/** What differs between plain text and LaTeX. */
interface Language {
  /** A name that was not escaped yet. */
  name(name: string): string
  print(graph: Value): string
  /** Where `print` has written the placeholder of an operand. */
  readonly placeholder: RegExp
  /** Makes the printed text fit the rest, before the names are put in. */
  polish(printed: string): string
  derivative(of: string, by: string): string
  /** Marks a slope in one of several operands that are the same node. */
  marked(slope: string, ordinal: string): string
  words(text: string): string
  blank(number: number): string
  colored(text: string, color: string): string
  /** The most characters of a formula that is only one part of a line. */
  readonly width: number
  /** A line has fewer characters if a part that only helps to understand it can be left out. */
  readonly lineLength: number
  readonly times: string
  readonly plus: string
  readonly addTo: string
  readonly arrow: string
  readonly dots: string
  readonly parentheses: (text: string) => string
}

const TEXT: Language = {
  name: inFormula,
  print: formulaText,
  placeholder: /(?<![\p{L}\p{N}_])o(\d+)(?![\p{L}\p{N}_])/gu,
  polish: (printed) =>
    printed
      .replace(/ \* /g, ' · ')
      .replace(/-/g, '−')
      .replace(/Infinity/g, '∞')
      .replace(/>=/g, '≥')
      .replace(/<=/g, '≤'),
  derivative: (of, by) => `∂${of}/∂${by}`,
  marked: (slope, ordinal) => `${slope} (${ordinal})`,
  words: (text) => text,
  blank: (number) => `[${number}]`,
  colored: (text) => text,
  width: 60,
  lineLength: 84,
  times: ' · ',
  plus: ' + ',
  addTo: ' += ',
  arrow: ' → ',
  dots: '…',
  parentheses: (text) => `(${text})`,
}

const LATEX: Language = {
  name: (name) => formulaLatex(new Value(0, name)),
  print: formulaLatex,
  placeholder: /o_\{(\d+)\}/g,
  polish: (printed) => printed,
  derivative: (of, by) => `\\frac{\\partial ${of}}{\\partial ${by}}`,
  marked: (slope, ordinal) => `\\left.${slope}\\right|_{\\text{${ordinal}}}`,
  words: (text) => `\\text{${text}}`,
  blank: (number) => `\\boxed{?}_{${number}}`,
  colored: (text, color) => `\\textcolor{${color}}{${text}}`,
  width: 150,
  lineLength: 1000,
  times: ' \\cdot ',
  plus: ' + ',
  addTo: ' \\mathrel{+}= ',
  arrow: ' \\to ',
  dots: '\\dots',
  parentheses: (text) => `\\left(${text}\\right)`,
}

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
    const text = this.#language.polish(this.#language.print(new Value(this.#round(x))))
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
    if (inputs.length > OPERANDS) return [this.#language.name(op.name) + this.words(` of ${inputs.length} operands`)]
    const names = this.#filled(node, new Value(node.data, '', op, this.#placeholders(node)))
    const numbers = inputs.map((x) => this.#round(dataOf(x)))
    const onNumbers = this.#language.polish(this.#language.print(new Value(0, '', op, numbers)))
    return onNumbers.length > this.#language.width || inputs.every((x) => typeof x === 'number')
      ? [names]
      : [names, onNumbers]
  }

  /**
   * The rule for a slope, such as z for the first operand of q · z; times the gradient of the node, unless the node is the
   * root. Undefined if the slope depends on nothing, or if the rule is too long to help.
   */
  rule(node: Value, operand: number): string | undefined {
    if (node.inputs.length > OPERANDS) return undefined
    const slope = this.#slopeGraph(node, operand)
    if (slope === undefined) return undefined
    const rule = this.#filled(node, slope)
    return rule.length > this.#language.width ? undefined : rule
  }

  /** The whole graph as one formula; undefined if that would be long, or is one operation only. */
  wholeFormula(order: readonly Value[]): string | undefined {
    if (order.length > NODES || order.filter((node) => node.op !== null).length < 2) return undefined
    const copies = new Map<Value, Value>()
    order.forEach((node, i) => {
      const inputs = node.inputs.map((x) => (typeof x === 'number' ? this.#round(x) : copies.get(x)!))
      copies.set(node, node.op === null ? new Value(node.data, `o${i}`) : new Value(node.data, '', node.op, inputs))
    })
    const printed = this.#language.polish(this.#language.print(copies.get(order.at(-1)!)!))
    if (printed.length > this.#language.width) return undefined
    return printed.replace(this.#language.placeholder, (_, i: string) => this.name(order[Number(i)]!))
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
  #placeholders({ inputs }: Value): Scalar[] {
    return inputs.map((x, i) => (typeof x === 'number' ? this.#round(x) : new Value(x.data, `o${i + FIRST_OPERAND}`)))
  }

  /** A slope as a graph over the placeholders. A rule of the user's own may fail for Values; then there is no formula. */
  #slopeGraph(node: Value, operand: number): Value | undefined {
    try {
      return withGraph('explain', () => {
        const xs = this.#placeholders(node)
        const slope = (node.op as Op).partial(operand, xs, new Value(node.data, RESULT))
        if (!(slope instanceof Value)) return undefined
        return node === this.#writing.root ? slope : mul(new Value(1, GRADIENT), slope)
      })
    } catch {
      return undefined
    }
  }

  /** The printed graph with names instead of placeholders. */
  #filled(node: Value, graph: Value): string {
    const { placeholder, polish, print } = this.#language
    const digits = (printed: string) => printed.replace(/\d+\.\d+/g, (x) => String(this.#round(Number(x))))
    return digits(polish(print(graph))).replace(placeholder, (_, index: string) => {
      if (index === GRADIENT.slice(1)) return this.gradient(node)
      return this.name(index === RESULT.slice(1) ? node : (node.inputs[Number(index) - FIRST_OPERAND] as Value))
    })
  }
}

/** The most operands of an operation that is written out, and the most nodes of a formula that is. */
const OPERANDS = 12
const NODES = 60

/** Placeholders: for the gradient of the node, for the node itself, and for its operands. */
const GRADIENT = 'o1'
const RESULT = 'o2'
const FIRST_OPERAND = 3

/** 1st, 2nd, 3rd, 4th, … */
export function ordinal(n: number): string {
  const last = n % 100 >= 11 && n % 100 <= 13 ? 0 : n % 10
  return `${n}${['th', 'st', 'nd', 'rd'][last] ?? 'th'}`
}
