/** The lines that docs/from-fit-to-an-instruction.md quotes are in the files that it names, and its links lead somewhere. */
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'

const docs = new URL('../../../../docs/', import.meta.url)
const page = readFileSync(new URL('from-fit-to-an-instruction.md', docs), 'utf8')
const quotes = [...page.matchAll(/^```text (\S+)\n([\s\S]*?)^```/gm)].map(([, file, text]) => [file!, text!] as const)

test('there are quotes of fit, of the training step and of the vector instructions', () => {
  const files = quotes.map(([file]) => file.split('/').at(-1))
  expect(files).toEqual(
    expect.arrayContaining(['fit.ts', 'loader.ts', 'compiled-step.ts', 'lane-count.ts', 'vectors.ts']),
  )
})

test.each(quotes)('the quote of %s', (file, text) => {
  const source = readFileSync(new URL(`../${file}`, docs), 'utf8')
  let from = 0
  for (const part of text.split('…\n')) {
    const at = source.indexOf(part, from) // parts stand in the file in this order
    expect({ part, found: at >= 0 }).toEqual({ part, found: true })
    from = at + part.length
  }
})

test('what it links to is there', () => {
  const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link!)
  expect(links.length).toBeGreaterThan(40)
  expect(links.filter((link) => !existsSync(new URL(link, docs)))).toEqual([])
})

test('what its table calls by name is in the file beside it', () => {
  const rows = page.slice(page.indexOf('| What are you looking for?')).split('\n')
  const places = rows.flatMap((row) =>
    [...row.matchAll(/\]\((\.\.\/[^)]+\.ts)\):? `?(?:(\w+)(?:\(\))?`)?/g)].map(
      ([, file, name]) => [file!, name] as const,
    ),
  )
  const named = places.filter(([, name]) => name !== undefined)
  expect(named.length).toBeGreaterThanOrEqual(4)
  for (const [file, name] of named) expect(readFileSync(new URL(file, docs), 'utf8')).toContain(name)
})
