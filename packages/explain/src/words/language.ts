/** What differs between plain text and LaTeX in the mathematics of an explanation. */
import { Value } from '@gradus/engine'
import { formula, latexName, latexNumber, latexText } from '@gradus/expression/formula'
import { inFormula } from './names.js'

export interface Language {
  /** The name of a node. */
  name(name: string): string
  number(x: number): string
  /** Words between formulas. */
  words(text: string): string
  /** A graph as a formula, as it is or simplified. Throws a RangeError if the formula is very long. */
  print(graph: Value, simplify: boolean): string
  /** The placeholder that `print` makes of a leaf with the label o1, o2, … */
  readonly placeholder: RegExp
  /** Whether a formula is more than one name, number or function, and stands in parentheses as a factor. */
  isCompound(printed: string): boolean
  parentheses(text: string): string
  derivative(of: string, by: string): string
  /** Marks one of several operands that are the same node. */
  marked(text: string, ordinal: string): string
  blank(number: number): string
  colored(text: string, color: string): string
  readonly times: string
  readonly plus: string
  readonly addTo: string
  readonly arrow: string
  readonly dots: string
  /** The most characters of a formula that is only one part of a line. */
  readonly width: number
  /** A line has fewer characters if a part that only helps to understand it can be left out. */
  readonly lineLength: number
}

/** The most characters that are written, of which only short ones are shown. */
const LIMIT = 400

export const TEXT: Language = {
  name: inFormula,
  number: (x) => formula(new Value(x), { language: 'plain', simplify: false }).text,
  words: (text) => text,
  print: (graph, simplify) => formula(graph, { language: 'plain', simplify, shareAbove: Infinity, limit: LIMIT }).text,
  placeholder: /(?<![\p{L}\p{N}_])o(\d+)(?![\p{L}\p{N}_])/gu,
  isCompound: (printed) => /^−| /.test(withoutNested(printed, /\([^()]*\)/g)),
  parentheses: (text) => `(${text})`,
  derivative: (of, by) => `∂${of}/∂${by}`,
  marked: (text, ordinal) => `${text} (${ordinal})`,
  blank: (number) => `[${number}]`,
  colored: (text) => text,
  times: ' · ',
  plus: ' + ',
  addTo: ' += ',
  arrow: ' → ',
  dots: '…',
  width: 60,
  lineLength: 84,
}

export const LATEX: Language = {
  name: latexName,
  number: latexNumber,
  words: (text) => (text === '' ? '' : latexText(text)),
  print: (graph, simplify) => formula(graph, { language: 'latex', simplify, shareAbove: Infinity, limit: LIMIT }).text,
  placeholder: /o_\{(\d+)\}/g,
  isCompound: (printed) => /^-| /.test(withoutNested(printed, /\{[^{}]*\}|\\left[([][^()[\]]*\\right[)\]]/g)),
  parentheses: (text) => `\\left(${text}\\right)`,
  derivative: (of, by) => `\\frac{\\partial ${of}}{\\partial ${by}}`,
  marked: (text, ordinal) => `\\left.${text}\\right|_{\\text{${ordinal}}}`,
  blank: (number) => `\\boxed{?}_{${number}}`,
  colored: (text, color) => `\\textcolor{${color}}{${text}}`,
  times: ' \\cdot ',
  plus: ' + ',
  addTo: ' \\;\\text{+=}\\; ',
  arrow: ' \\to ',
  dots: '\\dots',
  width: 150,
  lineLength: 1000,
}

/** What stands outside of all parentheses. */
function withoutNested(printed: string, innermost: RegExp): string {
  const rest = printed.replace(innermost, '')
  return rest === printed ? printed : withoutNested(rest, innermost)
}
