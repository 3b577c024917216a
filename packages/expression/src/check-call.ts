/** Whether a call names a function of the language, and gives it as many arguments as it takes. */
import { type Op, table } from '@gradus/engine'
import { ExpressionError } from './expression-error.js'
import type { Instruction } from './parser.js'
import { suggestionFor } from './suggest.js'

type Call = Extract<Instruction, { kind: 'call' }>

/** @throws ExpressionError that says which function is meant, or which arguments it takes */
export function checkCall(text: string, { name, count, column }: Call): void {
  const refuse = (what: string, hint: string) => new ExpressionError('parseExpression', text, column, what, hint)
  const op = Object.hasOwn(table, name) ? table[name]! : undefined
  if (op === undefined) throw refuse(`there is no function ${name.slice(0, 40)}`, suggestionFor(name))
  if (!accepts(op, count)) throw refuse(`the function ${name} takes ${wanted(op)}, not ${count},`, `Write ${usage(op)}`)
}

/** max(a, b, c) is max(max(a, b), c). */
function accepts({ arity, associative, defaultLast }: Op, count: number): boolean {
  if (arity === 'variadic') return count >= 1
  if (arity === 'paired') return count >= 2 && count % 2 === 0
  if (defaultLast !== undefined && count === arity - 1) return true
  return count === arity || (associative && count > 2)
}

function wanted({ arity, associative, defaultLast }: Op): string {
  if (arity === 'variadic') return 'one argument or more'
  if (arity === 'paired') return 'two lists of one length, one after the other'
  if (defaultLast !== undefined) return `${arity - 1} or ${arity} arguments`
  if (associative) return 'two arguments or more'
  return arity === 1 ? '1 argument' : `${arity} arguments`
}

/** The arguments of functions whose order is not clear from the name. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  atan2: 'y, x',
  clamp: 'x, low, high',
  dot: 'a1, a2, b1, b2',
  elu: 'x, alpha',
  leakyRelu: 'x, slope',
  where: 'condition, a, b',
}

/** A call as an example: clamp(x, low, high). */
function usage({ name, arity, associative }: Op): string {
  const many = arity === 'variadic' || associative
  return `${name}(${ARGUMENTS[name] ?? (many ? 'a, b, c' : ['x', 'a, b', 'a, b, c'][Number(arity) - 1]!)})`
}
