/**
 * Every export of a public package has its place in the pages: its name stands in code, in the README of the package or in
 * a page of docs/. Types count too. TypeScript itself tells what is exported, so a new export cannot be forgotten here.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import ts from 'typescript'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const read = (path: string) => readFileSync(root + path, 'utf8')

interface Manifest {
  name: string
  private?: boolean
  exports?: Record<string, { '@gradus/source'?: string }>
}

/** Each way into a public package: `@gradus/nn/node` is packages/nn/src/node.ts. */
const entries = readdirSync(`${root}packages`, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name: folder }) => {
    const manifest = JSON.parse(read(`packages/${folder}/package.json`)) as Manifest
    if (manifest.private === true) return []
    return Object.entries(manifest.exports ?? {}).flatMap(([key, target]) => {
      const source = target['@gradus/source']
      if (source === undefined) return []
      return [{ name: manifest.name + key.slice(1), folder, file: `${root}packages/${folder}/${source.slice(2)}` }]
    })
  })

const config = ts.readConfigFile(`${root}packages/tsconfig.test.json`, ts.sys.readFile).config as object
const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, `${root}packages`)
const program = ts.createProgram(
  entries.map(({ file }) => file),
  options,
)
const checker = program.getTypeChecker()

function exportsOf(file: string): string[] {
  const module = checker.getSymbolAtLocation(program.getSourceFile(file)!)
  return module === undefined ? [] : checker.getExportsOfModule(module).map((symbol) => symbol.name)
}

/** Code blocks and what stands between backticks. */
function codeIn(page: string): string {
  const blocks = page.match(/^```[\s\S]*?^```/gm) ?? []
  const inline = page.replace(/^```[\s\S]*?^```/gm, '').match(/(`+)[\s\S]*?\1/g) ?? []
  return [...blocks, ...inline].join('\n')
}

function missing(names: readonly string[], code: string): string[] {
  const words = new Set(code.match(/[\w$]+/g))
  return names.filter((name) => name !== 'default' && !words.has(name)).sort()
}

/** The pages of docs. */
const docs = readdirSync(`${root}docs`, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md'))
  .map((path) => codeIn(read(`docs/${path}`)))
  .join('\n')

test('there are packages, and TypeScript finds their exports', () => {
  expect(entries.map(({ name }) => name)).toEqual(expect.arrayContaining(['@gradus/engine', '@gradus/nn/node']))
  const engine = entries.find(({ name }) => name === '@gradus/engine')!
  expect(exportsOf(engine.file)).toEqual(expect.arrayContaining(['Value', 'tanh', 'gradient', 'GradcheckReport']))
})

test.each(entries)('the pages have every export of $name', ({ file, folder }) => {
  expect(exportsOf(file).length).toBeGreaterThan(0)
  expect(missing(exportsOf(file), `${codeIn(read(`packages/${folder}/README.md`))}\n${docs}`)).toEqual([])
})

test('a name in prose is not enough, and part of a longer name is none', () => {
  const page = 'The mean of `sum(xs)`.\n\n```ts\nargmax([1])\n```\n'
  expect(missing(['sum', 'argmax', 'mean', 'arg'], codeIn(page))).toEqual(['arg', 'mean'])
})
