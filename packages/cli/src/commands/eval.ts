import { grad, type Scalar, Value } from '@gradus/engine'
import { constants, ExpressionError, isName, parseExpression } from '@gradus/expression'
import type { Command } from 'commander'
import { UsageError } from '../errors.js'
import { checkOutputs } from '../output/check-outputs.js'
import { print, printJson, STDOUT, writeOut } from '../output/streams.js'
import { columns } from '../output/text.js'

interface Options {
  json?: true
  hessian?: true
  dot?: string
  svg?: string
}

export function define(command: Command): void {
  command
    .argument('<expression>', 'The expression, such as "(x + y) * z".')
    .argument('[variables...]', 'The variables as NAME=VALUE. A value is a number or an expression without variables.')
    .option('--hessian', 'Print the second derivatives too.')
    .option('--json', 'Print one JSON object on stdout.')
    .option('--dot <file>', 'Write the graph as DOT text to this file (- is stdout).')
    .option('--svg <file>', 'Write the graph as an SVG picture to this file (- is stdout).')
    .addHelpText(
      'after',
      `
An expression has numbers, variables, pi, e, + - * / ^, comparisons, parentheses and the engine's functions: sin, exp, …
Pasted signs are understood: −, ·, ×, ÷, **, x², √x, |x|. A comparison such as x > 0 is 1 or 0.
Functions of a list take any number of arguments, sum(x, y, z); dot(a, b, c, d) is a·c + b·d.

Examples:
  gradus eval "(x + y) * z" x=-2 y=5 z=-4
  gradus eval "x^2 * y" x=3 y=4 --hessian --json
  gradus eval "tanh(w1*x1 + w2*x2 + b)" w1=-3 x1=2 w2=1 x2=0 b=6.88 --svg neuron.svg
  gradus eval "-x^2 + 2^-1" x=3`,
    )
    .action(evaluate)
}

async function evaluate(text: string, assignments: string[], options: Options): Promise<void> {
  const expression = text.trim()
  await checkOutputs('eval', { '--dot': options.dot, '--svg': options.svg }, {}, options.json === true)
  const variables = readVariables(assignments)
  const leaves = [...variables.values()]
  const names = [...variables.keys()]
  const root = rootOf(expression, variables)
  const rows = options.hessian === true ? hessian(root, leaves) : undefined
  for (const leaf of leaves) leaf.zeroGrad() // the passes of the Hessian have left gradients here
  root.backward()

  if (options.dot !== undefined || options.svg !== undefined) {
    const { describe, renderSvg, toDot } = await import('@gradus/viz') // is large, and most calls draw nothing
    const drawing = describe(root, { title: expression, partials: true })
    if (options.dot !== undefined) await writeOut(options.dot, toDot(drawing))
    if (options.svg !== undefined) await writeOut(options.svg, await renderSvg(drawing))
  }
  if (options.json === true) {
    const gradient = Object.fromEntries(names.map((name, i) => [name, leaves[i]!.grad]))
    printJson({ value: root.data, gradient, ...(rows === undefined ? {} : { hessian: rows }) })
  } else if (options.dot !== STDOUT && options.svg !== STDOUT) {
    print(`${expression} = ${root.data}`)
    if (names.length === 0) return
    const second = names.map((name) => `∂²/∂·∂${name}`)
    const header = ['variable', 'value', 'gradient', ...(rows === undefined ? [] : second)]
    const body = names.map((name, i) => {
      const more = rows === undefined ? [] : rows[i]!
      return [name, ...[leaves[i]!.data, leaves[i]!.grad, ...more].map(String)]
    })
    print(`\n${columns([header, ...body])}`)
  }
}

/** The Hessian: row i is the gradient of ∂root/∂xᵢ. */
function hessian(root: Value, leaves: Value[]): number[][] {
  return grad(root, leaves).map((g) => {
    for (const leaf of leaves) leaf.zeroGrad()
    g.backward()
    return leaves.map((leaf) => leaf.grad)
  })
}

/** The graph of the expression. An error in the expression is a usage error of the command. */
function rootOf(text: string, variables: ReadonlyMap<string, Value>): Value {
  try {
    const y = parseExpression(text).evaluate(Object.fromEntries<Scalar>(variables))
    return typeof y === 'number' ? new Value(y) : y
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    throw new UsageError(`eval: ${error.reason}`)
  }
}

/** Reads x=-2 y=pi/2. The Map keeps their order. */
function readVariables(assignments: readonly string[]): Map<string, Value> {
  const variables = new Map<string, Value>()
  for (const assignment of assignments) {
    const at = assignment.indexOf('=')
    const [name, text] = [assignment.slice(0, Math.max(at, 0)).trim(), assignment.slice(at + 1)]
    if (!isName(name) || text.trim() === '') {
      throw new UsageError(`eval: "${assignment}" is not a variable. Write NAME=VALUE, such as x=3.`)
    }
    if (Object.hasOwn(constants, name)) {
      throw new UsageError(`eval: ${name} is a constant. Choose another name.`)
    }
    if (variables.has(name)) throw new UsageError(`eval: ${name} is given twice. Give it one value.`)
    variables.set(name, new Value(valueOf(assignment, text), name))
  }
  return variables

  function valueOf(assignment: string, text: string): number {
    try {
      return parseExpression(text).evaluate()
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error
      throw new UsageError(`eval: the value in "${assignment}" is not a number. Write a number, such as -2.5 or pi/2.`)
    }
  }
}
