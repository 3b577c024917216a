/** Every fenced block of every page is executed or compared by a test, or stands in the list of what is not. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { elsewhere, ELSEWHERE, type Fence, fencesIn, pages, readPage, root } from './pages.js'

/** The pages that are test files themselves: jest.config.js has the same list. */
const TESTS = /^(README|docs\/[^/]+|docs\/course\/[^/]+|packages\/\w+\/README)\.md$/

/** Who executes a block, or undefined. */
function executedBy(page: string, fence: Fence): string | undefined {
  const { language, name, text } = fence
  const other = elsewhere(page, fence)
  if (other !== undefined) return other
  if (language === 'ts' && name === '' && TESTS.test(page)) return 'jest/markdown-tests.js'
  if (language === 'console' && name === '' && text.startsWith('$ ')) return 'page-commands.ts'
  if (language === 'sh' && name === '') return 'page-commands.ts'
  if (language === 'math' && page === 'docs/ops.md') return 'ops-page.test.ts'
  // It requires a command for each program, and a program for each file of data.
  if (/^(ts \S+\.ts|python \S+\.py|csv \S+\.csv)$/.test(`${language} ${name}`)) return 'page-commands.ts'
  return undefined
}

test.each(pages)('every block of %s is executed', (page) => {
  const fences = fencesIn(readPage(page))
  // An indented block, or one between tildes, would be none of them.
  expect(readPage(page).match(/^\s*(```|~~~)/gm) ?? []).toHaveLength(2 * fences.length)
  expect(readPage(page).replaceAll(/^```[^]*?^```$/gm, '')).not.toMatch(/\n\n {4}(?![-*] )\S.*/)
  const open = fences.filter((fence) => executedBy(page, fence) === undefined)
  expect(open.map(({ language, name, line }) => `line ${line}: ${language} ${name}`)).toEqual([])
})

test('a block in another language, or without a language, would be found', () => {
  const found = (text: string) => fencesIn(text).map((fence) => executedBy('docs/numbers.md', fence))
  expect(found('```\n1\n```\n```bash\nls\n```\n```text\nx\n```\n')).toEqual([undefined, undefined, undefined])
  expect(found('```console\nls\n```\n```ts\nf(1)\n```\n')).toEqual([undefined, 'jest/markdown-tests.js'])
})

test('the list of what is executed elsewhere is current', () => {
  const keys = pages.flatMap((page) => fencesIn(readPage(page)).flatMap((fence) => elsewhere(page, fence) ?? []))
  const counts = Object.fromEntries(Object.keys(ELSEWHERE).map((key) => [key, keys.filter((k) => k === key).length]))
  expect(counts).toEqual(Object.fromEntries(Object.entries(ELSEWHERE).map(([key, value]) => [key, typeof value === 'string' ? 1 : value[0]]))) // oxfmt-ignore
  const files = Object.values(ELSEWHERE).flatMap((value) => [
    ...value.toString().matchAll(/[\w/-]+\.(test\.ts|test\.js|js)\b/g),
  ])
  for (const [file] of files) {
    const path = file.includes('/') ? file : `packages/testkit/test/whole/${file}`
    expect({ path, exists: existsSync(join(root, path)) }).toEqual({ path, exists: true })
  }
})

test('the policies that pages print are that of the page that is tried in a browser', () => {
  const [, policy] = /http-equiv="content-security-policy" content="([^"]*)"/.exec(readPage('docs/in-a-browser.md'))!
  const printed = pages.flatMap((page) => fencesIn(readPage(page)).filter(({ text }) => text.startsWith('Content-Security-Policy'))) // oxfmt-ignore
  expect(printed.map(({ text }) => text)).toEqual(Array(2).fill(`Content-Security-Policy: ${policy}\n`))
})
