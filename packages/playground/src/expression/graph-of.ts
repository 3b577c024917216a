/** The graph of the settings, or why there is none. */
import { Value } from '@gradus/engine'
import { type Expression, ExpressionError, parseExpression } from '@gradus/expression'
import { nameNodes } from './names.js'

export interface SyntaxFault {
  readonly message: string
  /** Where in the text, from 1. Undefined if the fault has no place. */
  readonly column: number | undefined
}

/** The last text that was read, and what came of it. Several parts of the page ask for the same. */
let last: { readonly text: string; readonly result: Expression | SyntaxFault } | undefined

/** The expression of a text, or what is wrong with it. */
export function parsed(text: string): Expression | SyntaxFault {
  if (last?.text !== text) last = { text, result: parse(text) }
  return last.result
}

function parse(text: string): Expression | SyntaxFault {
  try {
    return parseExpression(text)
  } catch (error) {
    // The rest of the reason is the line with a mark, which the page draws itself.
    if (!(error instanceof ExpressionError)) throw error
    const reason = error.reason.split(':\n')[0]!
    return { message: `${reason[0]!.toUpperCase()}${reason.slice(1)}.`, column: error.column }
  }
}

/** The graph at a point. A variable without a number has 1. All nodes have names, f if it is a number alone. */
export function graphAt(expression: Expression, values: Readonly<Record<string, number>>): Value {
  const leaves = expression.names.map((name) => [name, new Value(numberOf(values, name), name)])
  const root = expression.graph(Object.fromEntries(leaves) as Record<string, Value>)
  if (root.op === null && root.label === '') root.label = 'f'
  nameNodes(root)
  return root
}

export const numberOf = (values: Readonly<Record<string, number>>, name: string): number =>
  Object.hasOwn(values, name) ? values[name]! : 1

/** The most characters of a line that are shown, next to the place of a fault. */
const SHOWN = 56

/** The line of the text with the place of a fault, cut to what fits, and a line with a mark below that place. */
export function pointed(text: string, column: number): string {
  const start = text.lastIndexOf('\n', column - 2) + 1
  const line = text.slice(start).split('\n', 1)[0]!.replaceAll('\t', ' ')
  const at = column - 1 - start
  const from = Math.max(0, Math.min(at - SHOWN / 2, line.length - SHOWN))
  const before = from > 0 ? '…' : ''
  const after = from + SHOWN < line.length ? '…' : ''
  return `${before}${line.slice(from, from + SHOWN)}${after}\n${' '.repeat(before.length + at - from)}↑`
}
