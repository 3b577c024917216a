// A jest transformer that turns a Markdown page into tests. Every ```ts block is a complete program and becomes one test.
//
// In a block, `expr // => value` asserts that the expression has this value. Numbers must agree in the printed digits, and
// everything else must be deeply equal. `expr // throws text` asserts that the expression throws an error whose message
// contains the text (up to an ellipsis at its end). `console.log(expr) // => value` asserts the same of `expr`, and prints nothing.
// If the next block is ```console and begins with `$ npx tsx`, the rest of that block is what the program prints.
// A block may import from a file of the page: ```ts engine.ts is './engine.js' for the other blocks.
import ts from 'typescript'

const ASSERTION = /^(\s*)(?:const (\w+) = )?(.+?)\s*\/\/ (=>|throws) (.+)$/

const PRINTED = /^console\.log\((.*)\)$/

export default {
  process(source, path) {
    const name = path.replace(/.*[\\/](?=(docs|packages)[\\/]|README)/, '')
    const imports = []
    const blocks = [...source.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(({ 1: code, index }) => {
      const line = source.slice(0, index).split('\n').length + 1
      const body = code.split('\n').flatMap((text, i) => assertion(text, line + i))
      const rest = withoutImports(body, imports)
      const shown = outputAfter(source, index + code.length)
      const run = shown === undefined ? rest : `await prints(${JSON.stringify(shown)}, async () => {\n${rest}\n})`
      return `test(${JSON.stringify(`${name}, line ${line}`)}, async () => {\n${run}\n})`
    })
    const files = [...source.matchAll(/^```ts (\S+)\.ts\n([\s\S]*?)^```/gm)].flatMap(([, file, code]) =>
      /^export /m.test(code) ? [`${nameOf(file)} = once(async () => {\n${fileBody(code, imports)}\n})`] : [],
    )
    const count = `test('${name} has ${blocks.length} programs', () => {})`
    const program = [
      `import { expect, test } from '@jest/globals'`,
      `import { agrees, prints } from ${JSON.stringify(new URL('./agrees.js', import.meta.url).pathname)}`,
      ...merge(imports),
      ...(files.length > 0 ? ['const once = (make) => { let made; return () => (made ??= make()) }'] : []),
      ...files.map((file) => `const ${file}`),
      ...(blocks.length > 0 ? blocks : [count]),
    ].join('\n')
    const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 }
    return { code: ts.transpileModule(program, { compilerOptions }).outputText }
  },
}

/** The function that runs a file of the page. */
const nameOf = (file) => `file_${file.replace(/\W/g, '_')}`

/** The lines without their imports. Those of packages are collected in `imports`, those of files of the page run the file. */
function withoutImports(lines, imports) {
  return lines
    .flatMap((text) => {
      const [, list, from] = /^import (.*) from ['"](.*)['"]/.exec(text) ?? []
      if (list === undefined) return [text]
      if (!from.startsWith('./')) {
        imports.push(text)
        return []
      }
      const names = list.replace(/[{}]/g, '').split(',').filter((name) => !/^\s*type /.test(name)) // oxfmt-ignore
      return [`const {${names.join(',')}} = await ${nameOf(from.slice(2).replace(/\.js$/, ''))}()`]
    })
    .join('\n')
}

/** A file of the page as the body of a function that returns its exports. */
function fileBody(code, imports) {
  const names = [...code.matchAll(/^export (?:class|(?:async )?function|const) (\w+)/gm)].map(([, name]) => name)
  const body = withoutImports(
    code.replace(/^export (?=class|async|function|const|type|interface)/gm, '').split('\n'),
    imports,
  )
  return `${body}\nreturn { ${names.join(', ')} }`
}

/** What the page says the program prints, if the next block says that. */
function outputAfter(source, end) {
  const next = /^```(\w+)(?: \S+)?\n([\s\S]*?)^```/gm
  next.lastIndex = source.indexOf('\n```', end) + 4 // past the end of the program
  const [, language, text] = next.exec(source) ?? []
  return language === 'console' ? /^\$ npx tsx \S+\n([\s\S]*)$/.exec(text)?.[1] : undefined
}

function assertion(text, line) {
  const match = ASSERTION.exec(text)
  if (match === null) return [text]
  const [, indent, name, expression, kind, expected] = match
  const at = JSON.stringify(`line ${line}`)
  if (kind === 'throws') {
    const start = JSON.stringify(expected.replace(/…$/, '').trim())
    return [
      `${indent}expect(await (async () => ${expression})().then(() => 'nothing was thrown', (e) => e.message)).toEqual(expect.stringContaining(${start}))`,
    ]
  }
  const value = name ?? PRINTED.exec(expression)?.[1] ?? expression
  const declared = name === undefined ? [] : [`${indent}const ${name} = ${expression}`]
  return [...declared, `${indent};agrees(${value}, ${expected}, ${JSON.stringify(expected)}, ${at})`]
}

/** Merges the imports of all blocks, because a module may import a name only once. */
function merge(imports) {
  const names = new Map()
  for (const line of imports) {
    const [, list, from] = /^import (.*) from ['"](.*)['"]/.exec(line)
    const set = names.get(from) ?? names.set(from, new Set()).get(from)
    const braces = /\{(.*)\}/.exec(list)
    const listed = braces ? braces[1].split(',') : [list]
    // One block may import a class and another its type. The name of the class serves both.
    for (const name of listed.map((name) => name.trim().replace(/^type /, ''))) if (name !== '') set.add(name)
  }
  return [...names].map(([from, set]) => `import { ${[...set].join(', ')} } from '${from}'`)
}
