/** Turns a parsed expression into a graph of Values, by the engine's op table. */
import type { Op, Scalar } from '@gradus/engine'
import { callFlat, table, Value } from '@gradus/engine'
import { parse, syntaxError } from './parser.js'

/** Names that stand for a number. */
export const constants: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E }

/** The value of the expression `text` as a graph over `variables`. */
export function build(text: string, variables: ReadonlyMap<string, Value>): Value {
  const stack: Scalar[] = []
  for (const instruction of parse(text)) {
    if (instruction.kind === 'number') stack.push(instruction.value)
    else if (instruction.kind === 'name') stack.push(lookUp(text, instruction.name, instruction.column, variables))
    else stack.push(call(text, instruction.name, instruction.column, stack.splice(stack.length - instruction.count)))
  }
  const [root] = stack as [Scalar]
  return typeof root === 'number' ? new Value(root) : root
}

function lookUp(text: string, name: string, column: number, variables: ReadonlyMap<string, Value>): Scalar {
  const value = variables.get(name) ?? (Object.hasOwn(constants, name) ? constants[name] : undefined)
  if (value !== undefined) return value
  if (Object.hasOwn(table, name)) throw syntaxError(text, column, `the function ${name} has no arguments`)
  throw syntaxError(text, column, `${name} has no value`, `Pass ${name}=NUMBER`)
}

function call(text: string, name: string, column: number, args: Scalar[]): Scalar {
  const op = Object.hasOwn(table, name) ? table[name]! : undefined
  if (op === undefined) {
    if (name === 'softmax') throw syntaxError(text, column, 'softmax gives a list, and an expression is one number,')
    throw syntaxError(
      text,
      column,
      `there is no function ${name}`,
      `Use one of ${Object.keys(table).sort().join(', ')}`,
    )
  }
  if (!accepts(op, args.length)) {
    throw syntaxError(text, column, `${name} takes ${wanted(op)}, not ${args.length},`)
  }
  return foldable(op) ? args.reduce((a, b) => callFlat(op, [a, b])) : callFlat(op, args)
}

/** max(a, b, c) is max(max(a, b), c). */
const foldable = (op: Op): boolean => op.name === 'max' || op.name === 'min'

function accepts(op: Op, count: number): boolean {
  if (op.arity === 'variadic') return count >= 1
  if (op.arity === 'paired') return count >= 2 && count % 2 === 0
  if (op.defaultLast !== undefined && count === op.arity - 1) return true
  return count === op.arity || (foldable(op) && count > 2)
}

function wanted(op: Op): string {
  if (op.arity === 'variadic') return 'one argument or more'
  if (op.arity === 'paired') return 'two lists of one length, one after the other'
  if (op.defaultLast !== undefined) return `${op.arity - 1} or ${op.arity} arguments`
  return op.arity === 1 ? '1 argument' : `${op.arity} arguments`
}
