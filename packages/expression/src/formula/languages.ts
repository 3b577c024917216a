/** The languages of formulas: that of `parseExpression`, plain text for people, and LaTeX. What an op looks like is said by its row (`print`). */
import { type Form, type Notation, type Op, table } from '@gradus/engine'
import { ANY, ATOM, COMPARISON, POWER, PREFIX, PRODUCT, SUM } from '@gradus/engine/notation'
import { constants, isName } from '../symbols.js'
import { latexName, latexNumber, latexText } from './latex.js'
import type { NameRules } from './names.js'

/** A piece of text, and how tightly it holds together. */
export interface Atom {
  readonly text: string
  readonly binds: number
}

export interface Language extends NameRules {
  number(x: number): Atom
  /** How the op is written; a string is the name of a function. */
  notation(op: Op): Notation
  call(name: string): Form
  /** What a formula or an operand must bind like, where a form does not say it. */
  readonly demand: number
  /** What encloses a piece that holds together as tightly as `binds`. */
  parentheses(binds: number): readonly [open: string, close: string]
  lines(parts: readonly { name: string; text: string }[], result: string): string
}

const isNegative = (x: number): boolean => x < 0 || Object.is(x, -0)

/** The name of a number that is one of the constants; those that numbers are written with do not count. */
const constantNamed = (x: number): string | undefined =>
  Object.keys(constants).find((name) => constants[name] === x && Number.isFinite(x))

export const TEXT: Language = {
  isUsable: isName,
  write: (name) => name,
  number: (x) => ({
    text: Object.is(x, -0) ? '-0' : (constantNamed(x) ?? String(x)),
    binds: isNegative(x) ? PREFIX : ATOM,
  }),
  // Other ops of the table would be read as other ops: x^2 is pow(x, 2) and not square(x).
  notation: (op) => (op.print.operator === undefined && table[op.name] === op ? op.name : (op.print.text ?? op.name)),
  call: (name) => ({ template: `${name}($*)`, binds: ATOM }),
  demand: ANY,
  parentheses: () => ['(', ')'],
  lines: (parts, result) => [...parts.map(({ name, text }) => `${name} = ${text}`), result].join('\n'),
}

/** For people: operations look as in mathematics, with the signs of mathematics. Nothing reads it back. */
export const PLAIN: Language = {
  ...TEXT,
  number: (x) => ({
    text: x === Math.PI ? 'π' : withSigns(Object.is(x, -0) ? '-0' : String(x).replace('Infinity', '∞')),
    binds: isNegative(x) ? PREFIX : ATOM,
  }),
  notation: (op) => {
    const notation = op.print.text ?? op.name
    if (typeof notation === 'string') return notation
    if ('template' in notation) return formWithSigns(notation)
    const { each, joinedBy } = notation
    return { joinedBy: formWithSigns(joinedBy), ...(each === undefined ? {} : { each: formWithSigns(each) }) }
  },
}

const SIGNS: Readonly<Record<string, string>> = { '*': '·', '-': '−', '>=': '≥', '<=': '≤', '==': '=' }

const withSigns = (text: string): string => text.replace(/(?<!\$)\*|-|[<>=]=/g, (sign) => SIGNS[sign]!)

const formWithSigns = (form: Form): Form => ({ ...form, template: withSigns(form.template) })

export const LATEX: Language = {
  isUsable: () => true,
  write: latexName,
  number: (x) => {
    const name = constantNamed(x)
    const text = name === undefined ? latexNumber(x) : latexName(name)
    const binds = text.includes('\\cdot') ? PRODUCT : isNegative(x) ? PREFIX : text.includes('^') ? POWER : ATOM
    return { text, binds }
  },
  notation: (op) => op.print.latex ?? op.name,
  call: (name) => ({
    template: `${name.startsWith('\\') ? name : `\\operatorname{${operatorName(name)}}`}\\left($*\\right)`,
    binds: ATOM,
  }),
  // [x > 0] is 1 if x > 0, else 0. Without brackets it would be a statement, as it is in a case.
  demand: SUM,
  parentheses: (binds) => (binds === COMPARISON ? ['\\left[', '\\right]'] : ['\\left(', '\\right)']),
  lines: (parts, result) =>
    parts.length === 0
      ? result
      : `\\begin{aligned}${[...parts.map(({ name, text }) => `${name} &= ${text}`), `& ${result}`].join('\\\\')}\\end{aligned}`,
}

/** The name of a function, upright. */
const operatorName = (name: string): string => (/^[A-Za-z0-9]+$/.test(name) ? name : latexText(name))
