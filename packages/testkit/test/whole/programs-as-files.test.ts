/** The programs of the first page, saved to files in the clone and run as it says, print what their comments say. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from '@jest/globals'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const page = readFileSync(join(root, 'README.md'), 'utf8')
const programs = [...page.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code]) => code!)

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(root, 'packages/testkit/dist/programs-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

test('the first page says how to run a program', () => expect(page).toContain('\nnpx tsx hello.ts\n'))

test.each([...programs.entries()])('program %#', (_, code) => {
  const file = join(folder, 'hello.ts')
  writeFileSync(file, code)
  const { status, stdout, stderr } = spawnSync('npx', ['tsx', file], { cwd: root, encoding: 'utf8' })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const expected = [...code.matchAll(/^console\.log\(.*\) \/\/ => (.*)$/gm)].map(([, value]) => value!)
  const plain = (text: string) => text.replace(/\s/g, '')
  expect(plain(stdout)).toBe(plain(expected.join('')))
})
