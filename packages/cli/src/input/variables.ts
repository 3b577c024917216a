/** Reads what the commands for expressions take: the expression, and variables as NAME=VALUE. */
import { type Scalar, Value } from '@gradus/engine'
import { constants, type Expression, ExpressionError, isName, parseExpression } from '@gradus/expression'
import { UsageError } from '../errors.js'

/** Reads an expression. A fault in it is a usage error of the command. */
export const readExpression = (command: string, text: string): Expression =>
  asUsage(command, () => parseExpression(text.trim()))

/** Reads x=-2 y=pi/2 as leaves. The Map keeps their order. */
export function readVariables(command: string, assignments: readonly string[]): Map<string, Value> {
  const variables = new Map<string, Value>()
  for (const [name, text] of readAssignments(command, assignments)) {
    variables.set(name, new Value(readNumber(command, `the value in "${name}=${text}"`, text), name))
  }
  return variables
}

/** Reads NAME=TEXT, and refuses what is no name and a name that is given twice. */
export function readAssignments(command: string, assignments: readonly string[]): Map<string, string> {
  const texts = new Map<string, string>()
  for (const assignment of assignments) {
    const at = assignment.indexOf('=')
    const [name, text] = [assignment.slice(0, Math.max(at, 0)).trim(), assignment.slice(at + 1)]
    if (!isName(name) || text.trim() === '') {
      throw new UsageError(`${command}: "${assignment}" is not a variable. Write NAME=VALUE, such as x=3.`)
    }
    if (Object.hasOwn(constants, name)) {
      throw new UsageError(`${command}: ${name} is a constant. Choose another name.`)
    }
    if (texts.has(name)) throw new UsageError(`${command}: ${name} is given twice. Give it one value.`)
    texts.set(name, text)
  }
  return texts
}

/** Reads a number, which may be an expression without variables. `what` is what messages call it. */
export function readNumber(command: string, what: string, text: string): number {
  try {
    return parseExpression(text).evaluate()
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    throw new UsageError(`${command}: ${what} is not a number. Write a number, such as -2.5 or pi/2.`)
  }
}

/** The graph of the expression. */
export function rootOf(command: string, expression: Expression, variables: ReadonlyMap<string, Scalar>): Value {
  return asUsage(command, () => expression.graph(Object.fromEntries(variables)))
}

function asUsage<T>(command: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    throw new UsageError(`${command}: ${error.reason}`)
  }
}
