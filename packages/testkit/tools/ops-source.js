// What only the text of ops.ts says about an op: its section, the comment above it, the names of its operands, its kink.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** The sections of ops.ts: `{ title, ops: [{ name, start, line, comment, operands, kink }] }`. */
export function sectionsOfSource(table) {
  const path = fileURLToPath(new URL('../../engine/src/ops.ts', import.meta.url))
  const text = readFileSync(path, 'utf8')
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)
  const titles = [...text.matchAll(/^\/\/ ── (.+?) ─+$/gm)]
  const sections = titles.map(({ 1: title, index }) => ({ title, index, ops: [] }))
  for (const statement of source.statements) {
    const isExported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    if (!ts.isVariableStatement(statement) || !isExported) continue
    const section = sections.findLast(({ index }) => index < statement.getStart())
    const { name, type, initializer } = statement.declarationList.declarations[0]
    const [comment] = ts.getJSDocCommentsAndTags(statement)
    const row = initializer.arguments[1]
    const kink = row.properties.find((property) => property.name.getText() === 'kink')?.initializer
    section.ops.push({
      name: name.getText(),
      start: `export const ${name.getText()}: ${type.getText()}`,
      line: source.getLineAndCharacterOfPosition(statement.getStart()).line + 1,
      comment: (comment?.comment ?? '').replace(/\s+/g, ' '),
      operands: operandsOf(table[name.getText()].arity, arrowsIn(initializer).map(parametersOf)),
      // The formula of an arrow function. Another function is a length, which is 0 at the origin.
      kink: kink !== undefined && ts.isArrowFunction(kink) ? kink.body.getText().replaceAll('*', '·') : undefined,
    })
  }
  return sections
}

/** The names of the operands, as the functions of the row call them. */
function operandsOf(arity, functions) {
  const lists = { variadic: ['xs'], paired: ['as', 'bs'] }[arity]
  if (lists !== undefined) return lists
  const named = functions
    .map((names) => names.slice(0, arity))
    .find((names) => names.length === arity && !names.some((name) => name.startsWith('_')))
  return named ?? (arity === 1 ? ['x'] : ['a', 'b', 'c'].slice(0, arity))
}

const parametersOf = ({ parameters }) => parameters.map((parameter) => parameter.name.getText())

/** The arrow functions of a row, `f` before `d`. */
function arrowsIn(node) {
  if (ts.isArrowFunction(node)) return [node]
  const found = []
  ts.forEachChild(node, (child) => void found.push(...arrowsIn(child)))
  return found
}
