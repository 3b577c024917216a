/**
 * A graph as a formula. What an op looks like is said by its row (`print`); here are only the rules of the two languages:
 * parentheses, names and numbers.
 */
import type { Chain, Form, Notation, Op, Scalar } from '@gradus/engine'
import { topologicalOrder, Value } from '@gradus/engine'
import { checkOptions, show } from '@gradus/engine/errors'
import { ANY, ATOM, PREFIX, PRODUCT } from '@gradus/engine/notation'
import { constants } from './expression.js'
import { isName } from './symbols.js'

export interface FormulaOptions {
  /** The most characters that a formula may have; default 10,000. A node that is used twice is written twice. */
  limit?: number
}

/** A part of a formula, and how tightly it holds together. */
interface Piece {
  text: string
  binds: number
}

interface Language {
  where: string
  key: 'text' | 'latex'
  name(label: string): string
  number(x: number): Piece
  call(name: string): Form
  parentheses(text: string): string
}

const atom = (text: string): Piece => ({ text, binds: ATOM })

const TEXT: Language = {
  where: 'formulaText',
  key: 'text',
  name: (label) => (isName(label) && !Object.hasOwn(constants, label) ? label : JSON.stringify(label)),
  number: (x) => ({ text: Object.is(x, -0) ? '-0' : String(x), binds: isNegative(x) ? PREFIX : ATOM }),
  call: (name) => ({ template: `${name}($*)`, binds: ATOM }),
  parentheses: (text) => `(${text})`,
}

const LATEX: Language = {
  where: 'formulaLatex',
  key: 'latex',
  name: latexName,
  number: latexNumber,
  call: (name) => ({
    template: `${name.startsWith('\\') ? name : `\\operatorname{${escaped(name)}}`}\\left($*\\right)`,
    binds: ATOM,
  }),
  parentheses: (text) => `\\left(${text}\\right)`,
}

/**
 * The graph of a Value as text, in the language of `parseExpression`. Leaves are written by their label, or as a number
 * if they have none. Parentheses stand only where the formula would otherwise mean something else, and around a negative
 * operand.
 *
 * @throws RangeError if the formula would be longer than `limit`.
 * @example
 * const [x, y] = [new Value(3, 'x'), new Value(4, 'y')]
 * formulaText(x.add(y).mul(2).tanh()) // => 'tanh((x + y) * 2)'
 */
export const formulaText = (value: Value, options: FormulaOptions = {}): string => formula(value, options, TEXT)

/**
 * The graph of a Value in LaTeX, for math mode. Leaves as in `formulaText`; x1 is written x_{1}.
 *
 * @throws RangeError if the formula would be longer than `limit`.
 * @example
 * const [x, y] = [new Value(3, 'x'), new Value(4, 'y')]
 * formulaLatex(x.div(y).sqrt()) // => '\\sqrt{\\frac{x}{y}}'
 */
export const formulaLatex = (value: Value, options: FormulaOptions = {}): string => formula(value, options, LATEX)

function formula(root: Value, options: FormulaOptions, language: Language): string {
  const { where } = language
  checkOptions(where, options, ['limit'])
  const { limit = 10_000 } = options
  if (!(root instanceof Value)) throw new TypeError(`${where}: the argument is ${show(root)}. Pass a Value.`)
  if (!(limit >= 1)) throw new RangeError(`${where}: limit is ${show(limit)}. Pass a number of characters, 1 or more.`)
  const pieces = new Map<Scalar, Piece>()
  for (const node of topologicalOrder(root)) {
    const piece = node.op === null ? leaf(node, language) : written(node.op, node.inputs.map(pieceOf), language)
    if (piece.text.length > limit) {
      throw new RangeError(
        `${where}: the formula is longer than ${limit} characters. Write a smaller part of the graph, or raise the limit.`,
      )
    }
    pieces.set(node, piece)
  }
  return pieces.get(root)!.text

  function pieceOf(x: Scalar): Piece {
    return typeof x === 'number' ? language.number(x) : pieces.get(x)!
  }
}

const leaf = ({ label, data }: Value, language: Language): Piece =>
  label === '' ? language.number(data) : atom(language.name(label))

/** One op of operands that are written already. */
function written(op: Op, operands: readonly Piece[], language: Language): Piece {
  const notation: Notation = op.print[language.key] ?? op.name
  if (typeof notation === 'string') return fill(language.call(notation), operands, language)
  if (!isChain(notation)) return fill(notation, operands, language)
  return partsOf(op, operands, notation, language).reduce((all, part) => fill(notation.joinedBy, [all, part], language))
}

const isChain = (notation: Form | Chain): notation is Chain => 'joinedBy' in notation

function partsOf(op: Op, operands: readonly Piece[], { each }: Chain, language: Language): readonly Piece[] {
  if (each === undefined) return operands
  if (op.arity !== 'paired') return operands.map((x) => fill(each, [x], language))
  const n = operands.length / 2
  return operands.slice(0, n).map((a, i) => fill(each, [a, operands[n + i]!], language))
}

/** The form with its places filled. */
function fill(
  { template, binds, operands: demands = [] }: Form,
  operands: readonly Piece[],
  language: Language,
): Piece {
  const text = template.replace(/\$(\d|\*)/g, (_, place: string, at: number) => {
    if (place === '*') return operands.map((x) => x.text).join(', ')
    const i = Number(place) - 1
    const demand = demands[i] ?? ANY
    const { text, binds } = operands[i]!
    // Two operators never meet: a + (-b), but -a + b.
    const meets = demand > ANY && at > 0 && text.startsWith('-')
    return binds < demand || meets ? language.parentheses(text) : text
  })
  return { text, binds }
}

const isNegative = (x: number): boolean => x < 0 || Object.is(x, -0)

function latexNumber(x: number): Piece {
  if (Number.isNaN(x)) return atom('\\mathrm{NaN}')
  const sign = isNegative(x) ? '-' : ''
  const size = Math.abs(x) === Infinity ? '\\infty' : String(Math.abs(x))
  const [digits, exponent] = size.split('e')
  if (exponent === undefined) return { text: sign + size, binds: sign === '' ? ATOM : PREFIX }
  const power = `10^{${Number(exponent)}}`
  return { text: sign + (digits === '1' ? power : `${digits} \\cdot ${power}`), binds: PRODUCT }
}

/** A letter stands in italics, a word upright, and digits at the end are a subscript. */
function latexName(label: string): string {
  const [, word, subscript] = /^(.*?)_?(\d*)$/s.exec(label) as unknown as [string, string, string]
  if (word === '') return `\\mathrm{${escaped(label)}}`
  const base = /^\p{L}$/u.test(word) ? word : `\\mathrm{${escaped(word)}}`
  return subscript === '' ? base : `${base}_{${subscript}}`
}

const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\backslash{}',
  '^': '\\hat{}',
  '~': '\\sim{}',
  ' ': '\\ ',
}

/** Every character that LaTeX would take as a command. */
const escaped = (text: string): string =>
  text.replace(/[\\^~ ]|[#$%&_{}]|\p{Cc}/gu, (c) => SPECIAL[c] ?? (/\p{Cc}/u.test(c) ? '' : `\\${c}`))
