import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { table } from '@gradus/engine'

const tool = '../../tools/ops-page.js'
const { opsPage } = (await import(tool)) as { opsPage: (ops: typeof table) => Promise<string> }
const page = readFileSync(new URL('../../../../docs/ops.md', import.meta.url), 'utf8')

test('docs/ops.md is what `npm run docs:ops` writes', async () => {
  expect(page).toBe(await opsPage(table))
})

test('docs/ops.md has every op of the table, with a comment', () => {
  for (const name of Object.keys(table)) expect(page).toMatch(new RegExp(`^\\| \`${name}\\(.*\`\\s+\\| \\S`, 'm'))
})
