import { checkAnswers, exercise, explain, explainData, type ExplainOptions, explainNaN, type Question, type Verdict } from '@gradus/explain' // oxfmt-ignore
import type { Value } from '@gradus/engine'
import type { Command } from 'commander'
import { CheckFailed, UsageError } from '../errors.js'
import { suggest } from '../output/nearest.js'
import { readExpression, readNumber, readVariables, rootOf } from '../input/variables.js'
import { note, print, printJson } from '../output/streams.js'
import { plural } from '../output/text.js'
import { choice, wholeNumber } from './option-values.js'

interface Options {
  leaf?: string
  markdown?: true
  latex?: true
  json?: true
  blank?: true
  check?: string
  digits?: number
  limit?: number
  color?: 'leaf' | 'sign'
}

export function define(command: Command): void {
  command
    .argument('<expression>', 'The expression, such as "(x + y) * z".')
    .argument('[variables...]', 'The variables as NAME=VALUE. A value is a number or an expression without variables.')
    .option('--leaf <name>', 'Show only what leads to this variable.')
    .option('--markdown', 'Print Markdown, with formulas between dollar signs.')
    .option('--latex', 'Print LaTeX, one align* environment.')
    .option('--blank', 'Print an exercise: the results of the backward pass are blanks [1], [2], …')
    .option('--check <answers>', 'Check answers to the blanks, with commas, such as 3,-4,,12. Leave out what is open.')
    .option('--digits <n>', 'Significant digits, 1 to 17 (default: 4).', wholeNumber(1, 17))
    .option(
      '--limit <n>',
      'The most operations to show (default: 40). The text says what it leaves out.',
      wholeNumber(1),
    ) // oxfmt-ignore
    .addOption(
      choice(
        '--color <meaning>',
        'In Markdown and LaTeX, a color for each leaf, or for positive and negative numbers.',
        ['leaf', 'sign'],
      ),
    )
    .option('--json', 'Print one JSON object on stdout.')
    .addHelpText(
      'after',
      `
If the value or a gradient is NaN or infinite, the text ends with the first operation at fault,
the cause and the cure.

With --json:
  {"value": number, "gradient": {NAME: number, …}, "steps": […]}
  A step of the backward pass has "node", "op", "inputs", "value", "gradient" and "edges". An edge
  has "operand", "input", "partial", "contribution", "arrival" and "sum". If a number is NaN or
  infinite, there is also "nonFinite": {"pass", "node", "result", "operands", "chains", "spread",
  "cause", "cure", "isHarmless"}.
  with --blank: {"text": …, "questions": […]}
  with --check: {"right": true or false, "verdicts": […]}

Examples:
  gradus explain "x*x + x" x=3
  gradus explain "q = x + y; q * z" x=-2 y=5 z=-4
  gradus explain "x*x + x" x=3 --blank
  gradus explain "x*x + x" x=3 --check 1,1,3,4,3,6
  gradus explain "tanh(w*x + b)" w=0.5 x=2 b=-1 --leaf w --latex
  gradus explain "sqrt(x - 2)" x=1`,
    )
    .action(explainCommand)
}

function explainCommand(text: string, assignments: string[], options: Options): void {
  checkUse(options)
  const variables = readVariables('explain', assignments)
  const root = rootOf('explain', readExpression('explain', text), variables)
  const leaf = leafOf(options.leaf, root, variables)
  const format = options.latex ? 'latex' : options.markdown ? 'markdown' : 'text'
  const { digits, limit, color } = options
  const how: ExplainOptions = {
    format,
    ...(digits === undefined ? {} : { digits }),
    ...(limit === undefined ? {} : { limit }),
    ...(color === undefined ? {} : { color }),
  }
  if (options.check !== undefined) return check(exercise(root, leaf, how).questions, options.check, options.json)
  if (options.blank === true) {
    const { text, questions } = exercise(root, leaf, how)
    return options.json ? printJson({ text, questions }) : print(text)
  }
  const fault = explainNaN(root, { reader: 'expression' })
  if (options.json === true) {
    const { value, gradient, steps } = explainData(root, leaf)
    // A variable that does not occur in the expression has the gradient 0.
    const given = [...variables.keys()].filter((name) => leaf === undefined || name === options.leaf)
    const all = Object.fromEntries(given.map((name) => [name, gradient[name] ?? 0]))
    return printJson({ value, gradient: all, steps, ...(fault === undefined ? {} : { nonFinite: facts(fault) }) })
  }
  print(explain(root, leaf, how))
  if (fault === undefined) return
  if (format === 'text') print(`\n${fault.text}`)
  else note(fault.text) // stdout is a document
}

const facts = ({ pass, name, result, operands, chains, spread, cause, cure, isHarmless }: NonNullable<ReturnType<typeof explainNaN>>) => ({
  ...{ pass, node: name, result, operands, chains, spread, cause, cure, isHarmless },
}) // oxfmt-ignore

function checkUse({ latex, markdown, json, blank, check, color, digits, limit }: Options): void {
  const refuse = (what: string) => new UsageError(`explain: ${what} Leave one of them out.`)
  if (latex && markdown) throw refuse('--latex and --markdown are two formats.')
  if (blank && check !== undefined) throw refuse('--blank prints the questions, and --check checks the answers.')
  const format = latex ? '--latex' : markdown ? '--markdown' : undefined
  if (format !== undefined && check !== undefined) throw refuse(`${format} is for a text, and --check prints none.`)
  if (json && !blank && check === undefined) {
    const forText = format ?? (digits !== undefined ? '--digits' : limit !== undefined ? '--limit' : undefined)
    if (forText !== undefined) throw refuse(`${forText} is for a text, and --json prints all numbers.`)
  }
  if (color !== undefined && format === undefined) {
    throw new UsageError('explain: --color is for Markdown and LaTeX. Pass --markdown or --latex too.')
  }
}

function leafOf(name: string | undefined, root: Value, variables: ReadonlyMap<string, Value>): Value | undefined {
  if (name === undefined) return undefined
  const leaf = variables.get(name.trim())
  if (leaf === undefined) {
    const what = `explain: --leaf ${name} is not a variable.`
    throw new UsageError(`${what} ${suggest(name, [...variables.keys()])}`)
  }
  if (leaf !== root && !explainData(root).steps.some(({ node }) => node === leaf.label)) {
    throw new UsageError(
      `explain: --leaf ${name} does not occur in the expression, so its gradient is 0. Pass another one.`,
    )
  }
  return leaf
}

function check(questions: readonly Question[], text: string, json: true | undefined): void {
  const answers = text.split(',').map((answer, i) => {
    const shown = answer.trim()
    return shown === '' || shown === '?' ? undefined : readNumber('explain', `answer ${i + 1} of --check, "${shown}",`, shown) // oxfmt-ignore
  })
  if (answers.length > questions.length) {
    throw new UsageError(
      `explain: --check has ${plural(answers.length, 'answer')}, and the exercise has ${plural(questions.length, 'blank')}. Pass one answer for each blank; --blank shows them.`,
    )
  }
  const verdicts = checkAnswers(questions, answers)
  const right = verdicts.filter(({ result }) => result === 'right').length
  if (json === true) {
    const shown = verdicts.map(({ number, asks, answer, result, fault, message }) => ({
      ...{ number, asks, answer: answer ?? null, result, fault: fault ?? null, message },
    }))
    printJson({ right: right === verdicts.length, verdicts: shown })
  } else {
    print(verdicts.map(sentence).join('\n'))
    print(`\n${right} of ${plural(verdicts.length, 'answer')} ${right === 1 ? 'is' : 'are'} right.`)
  }
  if (right < verdicts.length) throw new CheckFailed()
}

const sentence = ({ number, asks, answer, result, message }: Verdict): string => {
  const what = `[${number}] ${asks}`
  if (result === 'right') return `${what} = ${answer}: right.`
  if (result === 'missing') return `${what}: open.\n    ${message}`
  return `${what} = ${answer}: ${result === 'wrong' ? 'wrong' : 'follows from a wrong answer'}.\n    ${message}`
}
