// Writes docs/ops.md, the reference of all operations, and a picture of each: `npm run docs:ops`. Everything comes from the
// op table and from the points at which the tests check it.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { callFlat, dataOf, grad, table, Value } from '@gradus/engine'
import { formula, latexName } from '@gradus/expression/formula'
import { awkwardPoints } from '@gradus/testkit'
import { definedFor } from './ops-defined.js'
import { drawingAsSvg, drawingsOf } from './ops-pictures.js'
import { sectionsOfSource } from './ops-source.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const docs = `${root}docs/`

const INTRODUCTION = `# The operations

\`@gradus/engine\` exports each operation below as a function: \`tanh(x)\`. If its operands are not lists, it is also a method
of \`Value\`: \`x.tanh()\`, \`a.mul(b)\`, \`x.clamp(0, 1)\`. A function takes plain numbers, Values, or a mix. It returns a plain
number if all operands are plain numbers, otherwise a Value.

Each entry has:

- the formula f and its derivatives, as the engine computes them. In the sentence above them, y is the result, and a slope is
  the derivative of y with respect to an operand. A bracket such as [x > 0] is 1 if the comparison holds, otherwise 0.
- **Tested** and drawn: the interval from which the tests sample each operand. It is \`op.domain\` in code. **Defined**: where
  the result is a finite number, if that is not everywhere.
- **Kink**: where the value or the slope jumps.
- a picture of f and f′. If there are several operands, the title says which numbers the others have.
- what holds at awkward points, if the tests check some. Slopes are in the order of the operands; a dash stands for an operand
  that was a plain number. [Numbers and edge cases](numbers.md) has the rules behind them.

In a program you get slopes with \`derivative\`, \`gradient\` or \`backward()\`: see
[\`@gradus/engine\`](../packages/engine/README.md).

This page is made from [\`ops.ts\`](../packages/engine/src/ops.ts) by \`npm run docs:ops\`.
`

/** The text of the page. */
export function opsPage() {
  const sections = sectionsOfSource(table)
  const index = sections.map(
    ({ title, ops }) => `- ${title}: ${ops.map(({ name }) => `[\`${name}\`](#${name.toLowerCase()})`).join(', ')}`,
  )
  const entries = sections.flatMap(({ title, ops }) => [`## ${title}`, ...ops.map(entry)])
  const text = [INTRODUCTION, ...index, '', entries.join('\n\n')].join('\n')
  return execFileSync(`${root}node_modules/.bin/oxfmt`, ['--stdin-filepath', 'docs/ops.md'], {
    cwd: root,
    input: text,
    encoding: 'utf8',
  })
}

/** The pictures by the name of their file in docs/pictures/ops. */
export function opsPictures() {
  const rows = sectionsOfSource(table).flatMap(({ ops }) => ops)
  const pictures = rows.flatMap(({ name, operands }) =>
    drawingsOf(table[name], operands).map((drawing) => [drawing.file, drawingAsSvg(table[name], drawing)]),
  )
  return Object.fromEntries(pictures)
}

function entry({ name, start, line, comment, operands, kink }) {
  const op = table[name]
  const defined = definedFor(op, operands)
  const facts = [
    `Tested for ${domainOf(op, operands)}.`,
    defined === undefined ? [] : `Defined for ${defined}.`,
    op.kink === undefined ? [] : `Kink: where ${kink === undefined ? 'all operands are 0' : `\`${kink}\` is 0`}.`,
    `Source: [\`${start}\`](../packages/engine/src/ops.ts#L${line}).`,
  ].flat()
  return [
    `### ${name}`,
    `\`${signature(op, operands)}\`: ${comment}${comment.endsWith('.') ? '' : '.'}`,
    `\`\`\`math\n${formulas(op, operands)}\n\`\`\``,
    facts.join(' '),
    ...drawingsOf(op, operands).map(
      ({ file, call, along, range: [low, high] }) =>
        `![f = ${call} and its slope f′ in ${along}, for ${along} from ${low} to ${high}](pictures/ops/${file})`,
    ),
    ...awkward(op),
  ].join('\n\n')
}

const signature = (op, operands) =>
  `${op.name}(${operands.map((name, i) => (op.defaultLast !== undefined && i === 1 ? `${name} = ${op.defaultLast}` : name)).join(', ')})`

function domainOf(op, operands) {
  const intervals = op.domain.map(([low, high]) => `[${low}, ${high}]`.replaceAll('-', '−'))
  if (typeof op.arity !== 'number') return `elements in ${intervals[0]}`
  const same = intervals.every((interval) => interval === intervals[0])
  return same
    ? `${listed(operands)} in ${intervals[0]}`
    : listed(operands.map((name, i) => `${name} in ${intervals[i]}`))
}

const listed = (names) =>
  names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`

/** f and its derivatives in LaTeX. Lists have two elements; the derivative in the second is like that in the first. */
function formulas(op, operands) {
  const names = { variadic: ['x_1', 'x_2'], paired: ['a_1', 'a_2', 'b_1', 'b_2'] }[op.arity] ?? operands
  const shown = { variadic: [0], paired: [0, 2] }[op.arity] ?? names.map((_, i) => i)
  const xs = names.map((name, i) => new Value(op.domain[i]?.[1] ?? 1, name))
  const y = callFlat(op, xs)
  const latex = (root) => formula(root, { language: 'latex' }).text
  const slopes = grad(y, xs).map(latex)
  if (op.arity === 1) return `f(x) = ${latex(y)} \\qquad f'(x) = ${slopes[0]}`
  const lines = shown.map((i) => `\\frac{\\partial f}{\\partial ${latexName(names[i])}} &= ${slopes[i]}`)
  return ['\\begin{aligned}', [`f &= ${latex(y)}`, ...lines].join(' \\\\[4pt]\n'), '\\end{aligned}'].join('\n')
}

/** The table of the awkward points of one op: those that are one call of it. */
function awkward(op) {
  const rows = awkwardPoints.flatMap(({ f, at, value, slopes }) => {
    const xs = at.map((x) => new Value(x))
    const { op: used, inputs } = f(xs)
    const variables = inputs.filter((input) => xs.includes(input))
    if (used !== op || variables.length !== xs.length || inputs.some((input) => (input.op ?? null) !== null)) return []
    const shown = inputs.map((input) => (xs.includes(input) ? numberText(slopes[xs.indexOf(input)]) : '–'))
    return [`| \`${callText(op, inputs.map(codeOf))}\` | ${numberText(value)} | ${shown.join(', ')} |`]
  })
  return rows.length === 0 ? [] : [['| call | result | slope |', '| --- | --- | --- |', ...new Set(rows)].join('\n')]
}

function callText({ name, arity }, operands) {
  const half = operands.length / 2
  if (arity === 'variadic') return `${name}([${operands.join(', ')}])`
  if (arity === 'paired')
    return `${name}([${operands.slice(0, half).join(', ')}], [${operands.slice(half).join(', ')}])`
  return `${name}(${operands.join(', ')})`
}

const codeOf = (operand) => (Object.is(dataOf(operand), -0) ? '-0' : String(dataOf(operand)))

const numberText = (x) =>
  (Object.is(x, -0) ? '-0' : String(Number(x.toPrecision(6)))).replace('Infinity', '∞').replaceAll('-', '−')

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(`${docs}ops.md`, opsPage())
  const folder = `${docs}pictures/ops`
  mkdirSync(folder, { recursive: true })
  const pictures = opsPictures()
  for (const name of readdirSync(folder)) if (!(name in pictures)) rmSync(`${folder}/${name}`)
  for (const [name, svg] of Object.entries(pictures)) writeFileSync(`${folder}/${name}`, svg)
}
