/** The graph of the settings, or why there is none. */
import { Value } from '@gradus/engine'
import { type Expression, ExpressionError, parseExpression } from '@gradus/expression'

export interface SyntaxFault {
  readonly message: string
  /** Where in the text, from 1. */
  readonly column: number
}

/** The expression of a text, or what is wrong with it. */
export function parsed(text: string): Expression | SyntaxFault {
  try {
    return parseExpression(text)
  } catch (error) {
    if (error instanceof ExpressionError) return { message: error.reason, column: error.column }
    throw error
  }
}

/** The graph at a point. A variable without a number has 1. @throws ExpressionError */
export function graphAt(expression: Expression, values: Readonly<Record<string, number>>): Value {
  const leaves = expression.names.map((name) => new Value(numberOf(values, name), name))
  return expression.f(leaves)
}

export const numberOf = (values: Readonly<Record<string, number>>, name: string): number =>
  Object.hasOwn(values, name) ? values[name]! : 1
