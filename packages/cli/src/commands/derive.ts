import { grad, type Scalar, Value } from '@gradus/engine'
import { derive, type Expression } from '@gradus/expression'
import { formula, type FormulaOptions, latexName } from '@gradus/expression/formula'
import type { Command } from 'commander'
import { UsageError } from '../errors.js'
import { readExpression } from '../input/variables.js'
import { print, printJson } from '../output/streams.js'
import { wholeNumber } from './option-values.js'

interface Options {
  hessian?: true
  latex?: true
  json?: true
  simplify: boolean
  limit?: number
}

export function define(command: Command): void {
  command
    .argument('<expression>', 'The expression, such as "x^2 * y".')
    .option('--hessian', 'Print the second derivatives too.')
    .option('--latex', 'Print LaTeX, one align* environment; with --json a text of LaTeX for each formula.')
    .option(
      '--no-simplify',
      'Print each derivative as the rules give it. Such a formula has the same value to the last bit.',
    ) // oxfmt-ignore
    .option('--limit <n>', 'The most characters of a formula (default: 10000).', wholeNumber(1))
    .option('--json', 'Print one JSON object on stdout.')
    .addHelpText(
      'after',
      `
A simplified formula has the same value to 12 digits where no intermediate result is 0, NaN or
infinite. Parts that a long formula repeats become lines t1 = …; with --json they stay in the
formula. gradus eval reads what is printed. In a formula that is not simplified, azmul(a, b) is
a · b, and 0 if a or b is 0.

With --json: {"derivatives": {NAME: formula, …}}, and with --hessian also "hessian": one row for
each variable, in the same order.

Examples:
  gradus derive "x^2 * y"
  gradus derive "x^2 * y" --json
  gradus derive "exp(-x^2 / 2)" --hessian
  gradus derive "log(1 + exp(x))" --latex`,
    )
    .action(deriveCommand)
}

function deriveCommand(text: string, options: Options): void {
  const expression = readExpression('derive', text)
  const { names } = expression
  if (names.length === 0) {
    throw new UsageError('derive: the expression has no variables. Write one with a variable, such as "x^2".')
  }
  const { latex, json, simplify, limit } = options
  const how: FormulaOptions = {
    language: latex ? 'latex' : 'text',
    simplify,
    ...(json ? { shareAbove: Infinity } : {}),
    ...(limit === undefined ? {} : { limit }),
  }
  const { derivatives, rows } = asUsage(() => ({
    derivatives: derive(expression.text, how),
    rows: options.hessian ? hessian(expression, how) : undefined,
  }))
  if (json === true) return printJson({ derivatives, ...(rows === undefined ? {} : { hessian: rows }) })

  const f = ['f', 'g', 'h', 'F', 'G', 'H'].find((name) => !names.includes(name)) ?? 'f'
  const first = names.map((x) => [quotient(f, [x], latex), derivatives[x]!] as const)
  const second = (rows ?? []).flatMap((row, i) =>
    row.map((entry, j) => [quotient(f, [names[i]!, names[j]!], latex), entry] as const),
  )
  if (latex === true) {
    const lines = [...first, ...second].map(([name, entry]) => `${name} &= ${entry}`)
    print(`\\begin{align*}\n${lines.join(' \\\\\n')}\n\\end{align*}`)
  } else {
    const lines = (entries: typeof first) => entries.map(([name, entry]) => `${name} = ${withParts(entry)}`).join('\n')
    print([`${f} = ${expression.text}`, lines(first), ...(rows === undefined ? [] : [lines(second)])].join('\n\n'))
  }
}

/** A formula that is too long, and a variable that has the name of a function, are usage errors of the command. */
function asUsage<T>(write: () => T): T {
  try {
    return write()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const text = error.message.replace(/^formula:/, 'derive:').replace('raise the limit', 'raise --limit')
    throw new UsageError(text.replace('Write a smaller part of the graph', 'Write a shorter expression'))
  }
}

/** Puts the lines of shared parts behind the formula that they belong to. */
function withParts(text: string): string {
  const lines = text.split('\n')
  const parts = lines.slice(0, -1).map((line) => `\n    ${line}`)
  return parts.length === 0 ? text : `${lines.at(-1)!}, where${parts.join('')}`
}

/** ∂f/∂x, or ∂²f/∂x∂y for two variables. */
function quotient(f: string, [x, y]: readonly string[], latex: true | undefined): string {
  if (latex !== true) {
    if (y === undefined) return `∂${f}/∂${x}`
    return x === y ? `∂²${f}/∂${x}²` : `∂²${f}/∂${x}∂${y}`
  }
  const name = (variable: string) => `\\partial ${latexName(variable)}`
  if (y === undefined) return `\\frac{\\partial ${f}}{${name(x!)}}`
  const below = x === y ? `${name(y)}^{2}` : `${name(x!)} ${name(y)}`
  return `\\frac{\\partial^{2} ${f}}{${below}}`
}

function hessian({ names, evaluate }: Expression, how: FormulaOptions): string[][] {
  const leaves = names.map((name) => new Value(1, name))
  const y = evaluate(Object.fromEntries<Scalar>(leaves.map((leaf) => [leaf.label, leaf]))) as Value
  return grad(y, leaves).map((slope) => grad(slope, leaves).map((second) => formula(second, how).text))
}
