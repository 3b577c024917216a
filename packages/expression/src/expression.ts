/** A parsed expression: its variables, and its value for numbers or Values, by the engine's op table. */
import type { Op, Scalar } from '@gradus/engine'
import { callFlat, table, Value } from '@gradus/engine'
import { mustBeScalar, show } from '@gradus/engine/errors'
import { checkCall } from './check-call.js'
import { ExpressionError } from './expression-error.js'
import { type Instruction, parse } from './parser.js'
import { constants } from './symbols.js'

/** What `parseExpression` returns. Its functions need no `this`, so they can be passed on. */
export interface Expression {
  readonly text: string
  /** The variables, in the order in which they first appear. */
  readonly names: readonly string[]
  /**
   * The value, given a number or a Value for each variable: numbers give a number, and any Value gives a graph. In the graph,
   * the result of a definition `q = x + y` has the label q.
   *
   * @throws ExpressionError if a variable has no value, TypeError if one is neither a number nor a Value.
   * @example
   * parseExpression('(x + y) * z').evaluate({ x: -2, y: 5, z: -4 }) // => -12
   */
  evaluate(values?: Readonly<Record<string, number>>): number
  evaluate(values: Readonly<Record<string, Scalar>>): Scalar
  /**
   * The expression as a function of a list, one item per name, for `gradient`, `hessian` and `compile`.
   *
   * @example
   * gradient(parseExpression('x^2 * y').f, [3, 4]) // => [24, 9]
   */
  f(xs: readonly Scalar[]): Value
  /**
   * The graph of the expression, to draw and to explain. An operation on constants that has no finite result stays an
   * operation, so that an explanation can name it; `evaluate` and `f` make a number of it.
   *
   * @throws ExpressionError if a variable has no value, TypeError if one is neither a number nor a Value.
   * @example
   * parseExpression('log(-1) + 2').graph().inputs[0].op.name // => 'log'
   */
  graph(values?: Readonly<Record<string, Scalar>>): Value
}

/**
 * Reads an expression: numbers, names, `+ - * / ^`, comparisons, parentheses, `pi`, `e`, and the functions of the engine.
 * What people paste is read too: `−`, `·`, `×`, `÷`, `**`, `x²`, `≤`, `√x`, `|x|`.
 *
 * @throws ExpressionError that names the column.
 * @example
 * parseExpression('tanh(w*x + b)').names // => ['w', 'x', 'b']
 */
export function parseExpression(text: string): Expression {
  if (typeof text !== 'string') throw new TypeError(`parseExpression: the text is ${show(text)}. Pass a string.`)
  const program = parse('parseExpression', text)
  const names = namesOf(text, program)

  function evaluate(values?: Readonly<Record<string, number>>): number
  function evaluate(values: Readonly<Record<string, Scalar>>): Scalar
  function evaluate(values: Readonly<Record<string, Scalar>> = {}): Scalar {
    checkValues('evaluate', values)
    return run('evaluate', text, program, values, callFlat)
  }

  const graph = (values: Readonly<Record<string, Scalar>> = {}): Value => {
    checkValues('graph', values)
    const y = run('graph', text, program, values, callKept)
    return typeof y === 'number' ? new Value(y) : y
  }

  const f = (xs: readonly Scalar[]): Value => {
    if (!Array.isArray(xs) || xs.length !== names.length) {
      const list = names.length === 0 ? '' : `: ${names.join(', ')}`
      throw new RangeError(`f: the argument is ${show(xs)}. Pass an array of ${names.length} numbers or Values${list}.`)
    }
    const y = evaluate(Object.fromEntries(names.map((name, i) => [name, xs[i] as Scalar])))
    return typeof y === 'number' ? new Value(y) : y
  }
  return { text, names, evaluate, f, graph }
}

function checkValues(where: string, values: Readonly<Record<string, Scalar>>): void {
  if (typeof values !== 'object' || values === null || values instanceof Value) {
    throw new TypeError(`${where}: the values are ${show(values)}. Pass an object with one entry for each name.`)
  }
  for (const [name, x] of Object.entries(values)) {
    if (typeof x !== 'number' && !(x instanceof Value)) throw mustBeScalar(where, name, x)
    if (Object.hasOwn(constants, name)) {
      throw new RangeError(`${where}: ${name} is a constant. Choose another name for the variable.`)
    }
  }
}

/** Checks the calls and the definitions, and lists the variables. */
function namesOf(text: string, program: readonly Instruction[]): string[] {
  const names = new Set<string>()
  const defined = new Set<string>()
  for (const instruction of program) {
    if (instruction.kind === 'call') checkCall(text, instruction)
    else if (instruction.kind === 'define') {
      const { name, column } = instruction
      const refuse = (what: string) =>
        new ExpressionError('parseExpression', text, column, `the name ${name} ${what}`, 'Choose another name')
      if (Object.hasOwn(constants, name)) throw refuse('is a constant')
      if (defined.has(name)) throw refuse('is defined twice')
      if (names.has(name)) throw refuse('is used before it is defined')
      defined.add(name)
    } else if (instruction.kind === 'name') {
      const { name } = instruction
      if (!Object.hasOwn(constants, name) && !defined.has(name)) names.add(name)
    }
  }
  return [...names]
}

function run(
  where: string,
  text: string,
  program: readonly Instruction[],
  values: Readonly<Record<string, Scalar>>,
  call: typeof callFlat,
): Scalar {
  const stack: Scalar[] = []
  const defined = new Map<string, Scalar>()
  for (const [i, instruction] of program.entries()) {
    if (instruction.kind === 'number') stack.push(instruction.value)
    else if (instruction.kind === 'define') {
      const value = stack.pop()!
      defined.set(instruction.name, value)
      // Only what was made here gets the name: in t = x, x may be a Value of the user.
      if (value instanceof Value && program[i - 1]!.kind === 'call') value.label = instruction.name
    } else if (instruction.kind === 'name') {
      const { name, column } = instruction
      stack.push(defined.get(name) ?? lookUp(where, text, name, column, values))
    } else {
      const op = table[instruction.name]!
      const args = stack.splice(stack.length - instruction.count)
      stack.push(op.associative ? args.reduce((a, b) => call(op, [a, b])) : call(op, args))
    }
  }
  return stack[0]!
}

/** Calls an op. If numbers alone give no finite number, the result is a node that remembers the op and the numbers. */
function callKept(op: Op, xs: readonly Scalar[]): Scalar {
  const y = callFlat(op, xs)
  if (typeof y !== 'number' || Number.isFinite(y)) return y
  // NaN from NaN, and infinity from infinity, began elsewhere.
  const isPassedOn = xs.some((x) => Number.isNaN(x) || (!Number.isNaN(y) && !Number.isFinite(x)))
  return isPassedOn ? y : new Value(y, '', op, xs)
}

function lookUp(
  where: string,
  text: string,
  name: string,
  column: number,
  values: Readonly<Record<string, Scalar>>,
): Scalar {
  if (Object.hasOwn(constants, name)) return constants[name]!
  if (Object.hasOwn(values, name)) return values[name]!
  if (Object.hasOwn(table, name)) {
    const hint = `Write ${name}(…), or give a variable ${name} a value`
    throw new ExpressionError(where, text, column, `the function ${name} has no arguments`, hint)
  }
  throw new ExpressionError(where, text, column, `${name} has no value`, `Give it one, such as ${name}=3`)
}
