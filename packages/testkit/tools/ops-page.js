// Writes docs/ops.md, the reference of all operations, from the op table: `npm run docs:ops`. Each row of the table gives
// one row of the page: the name, the comment above it in ops.ts, and where its tests sample.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { format, resolveConfig } from 'prettier'
import ts from 'typescript'

const root = new URL('../../../', import.meta.url)
const page = fileURLToPath(new URL('docs/ops.md', root))

const INTRODUCTION = `# The operations

\`@gradus/engine\` exports each operation below as a function: \`tanh(x)\`. If its operands are not lists, it is also a method
of \`Value\`: \`x.tanh()\`, \`a.mul(b)\`, \`x.clamp(0, 1)\`. A function takes plain numbers, Values, or a mix. It returns a plain
number if all operands are plain numbers, otherwise a Value.

- **domain** is the interval from which the tests sample each operand. The operation works outside of it too, as far as
  the mathematical function is defined. It is \`op.domain\` in code.
- **kink** means that the value or the slope jumps somewhere. [Numbers and edge cases](numbers.md) says which slope holds
  at that point.
- A slope is the derivative of the result y with respect to an operand. In a program you get it with \`derivative\`,
  \`gradient\` or \`backward()\`: see [\`@gradus/engine\`](../packages/engine/README.md).

This page is made from \`packages/engine/src/ops.ts\` by \`npm run docs:ops\`.
`

/**
 * The text of the page.
 *
 * @param table the op table of @gradus/engine
 */
export async function opsPage(table) {
  const sections = rowsOfSource()
    .map(({ title, ops }) => {
      const rows = ops.map(({ name, ...source }) => row(table[name], source))
      return `## ${title}\n\n| operation | what it computes | domain | kink |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`
    })
    .join('\n')
  return format(`${INTRODUCTION}\n${sections}`, { ...(await resolveConfig(page)), filepath: page })
}

function row(op, { comment, functions }) {
  const operands = operandsOf(op.arity, functions).map((name, i) =>
    op.defaultLast !== undefined && i === 1 ? `${name} = ${op.defaultLast}` : name,
  )
  const domain = op.domain.map(([low, high]) => `[${low}, ${high}]`)
  const same = domain.every((text) => text === domain[0])
  const cells = [`\`${op.name}(${operands.join(', ')})\``, comment, same ? domain[0] : domain.join(', ')]
  return `| ${[...cells, op.kink === undefined ? '' : 'yes'].map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

/** The names of the operands, as the functions of the row call them. */
function operandsOf(arity, functions) {
  const lists = { variadic: ['xs'], paired: ['as', 'bs'] }[arity]
  if (lists !== undefined) return lists
  const names = functions.map((names) => names.slice(0, arity))
  const named = names.find((names) => names.length === arity && !names.some((name) => name.startsWith('_')))
  return named ?? ['x', 'y', 'z'].slice(0, arity)
}

/** The sections of ops.ts, each with its exported ops and the comments above them. */
function rowsOfSource() {
  const path = fileURLToPath(new URL('packages/engine/src/ops.ts', root))
  const text = readFileSync(path, 'utf8')
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)
  const titles = [...text.matchAll(/^\/\/ ── (.+?) ─+$/gm)]
  const sections = titles.map(({ 1: title, index }) => ({ title, index, ops: [] }))
  for (const statement of source.statements) {
    const isExported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    if (!ts.isVariableStatement(statement) || !isExported) continue
    const section = sections.findLast(({ index }) => index < statement.getStart())
    const { name, initializer } = statement.declarationList.declarations[0]
    const [comment] = ts.getJSDocCommentsAndTags(statement)
    section.ops.push({
      name: name.getText(),
      comment: (comment?.comment ?? '').replace(/\s+/g, ' '),
      functions: arrowsIn(initializer).map(({ parameters }) => parameters.map((p) => p.name.getText())),
    })
  }
  return sections
}

/** The arrow functions of a row, `f` before `d`. */
function arrowsIn(node) {
  if (ts.isArrowFunction(node)) return [node]
  const found = []
  ts.forEachChild(node, (child) => void found.push(...arrowsIn(child)))
  return found
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { table } = await import('@gradus/engine')
  writeFileSync(page, await opsPage(table))
}
