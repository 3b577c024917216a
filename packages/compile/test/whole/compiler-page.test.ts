/** docs/compiler.md and its picture show what the compiler prints for the first program of the page. */
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import ts from 'typescript'
import { compile, type Compiled } from '../../src/index.js'

const docs = new URL('../../../../docs/', import.meta.url)
const page = readFileSync(new URL('compiler.md', docs), 'utf8')
const [, program] = /^```ts\n([\s\S]*?)^```/m.exec(page)!
const run = `export default (compile, Value) => {\n${program!.replace(/^import .*$/gm, '')}\nreturn f\n}`
const { outputText } = ts.transpileModule(run, { compilerOptions: { target: ts.ScriptTarget.ES2022 } })
const module = (await import(`data:text/javascript,${encodeURIComponent(outputText)}`)) as {
  default: (...names: unknown[]) => Compiled
}
const f = module.default(compile, Value)
const listing = f.listing('gradient', 4)
const blocks = [...page.matchAll(/^```text(.*)\n([\s\S]*?)^```/gm)].map(
  ([, name, text]) => [name!.trim(), text!] as const,
)

test('the page shows every stage, in order', () => {
  expect(blocks.map(([name]) => name)).toEqual(listing.map(({ name }) => name))
})

test.each(blocks)('the page shows the listing of the stage %s', (name, shown) => {
  // On the page, … stands for any number of lines.
  const pattern = shown.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('…\n', '(?:.*\\n)*')
  expect(`${listing.find((stage) => stage.name === name)!.text}\n`).toMatch(new RegExp(`^${pattern}$`))
})

test('the picture shows lines of the listings', () => {
  const svg = readFileSync(new URL('pictures/compiler.svg', docs), 'utf8')
  const text = (escaped: string) =>
    escaped.replace(/&#(\d+);/g, (_, n) => String.fromCharCode(n)).replaceAll('&lt;', '<')
  const beside = [...svg.matchAll(/<text x="190"[^>]*>(.*?)<\/text>/g)].map(([, line]) => text(line!))
  expect(beside).toHaveLength(7)
  const lines = beside.slice(0, 6) // the last one is a remark
  const printed = [program!, ...listing.map(({ text }) => text)].flatMap((text) => text.split('\n'))
  for (const line of lines) expect(printed.map((l) => l.trim().replace('const ', ''))).toContain(line)
})

test('the files that the page links to exist', () => {
  const links = [...page.matchAll(/\]\(([^)#]+)\)/g)]
    .map(([, link]) => link!)
    .filter((link) => !link.startsWith('http'))
  expect(links.length).toBeGreaterThan(20)
  expect(links.filter((link) => !existsSync(new URL(link, docs)))).toEqual([])
})
