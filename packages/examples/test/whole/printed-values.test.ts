import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'

const source = new URL('../../src/', import.meta.url)
const names = readdirSync(source).filter((name) => /^\d\d-/.test(name))
const scriptOf = (name: string) => name.replace(/\.ts$/, '.js')

/** What `npm run examples` prints, in parts: the name of each example and what it prints. */
const all = fileURLToPath(new URL('../../dist/all.js', import.meta.url))
const { status, stdout, stderr } = spawnSync(process.execPath, [all], { encoding: 'utf8' })
const parts = stdout.split(/^── /m).slice(1)
const printed = new Map(parts.map((part) => part.split(/\n([^]*)/) as [string, string]))

test('the examples are numbered from 01 without a gap, and all run', () => {
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(names.map((name) => Number(name.slice(0, 2)))).toEqual(names.map((_, i) => i + 1))
  expect([...printed.keys()]).toEqual(names.map(scriptOf))
})

test.each(names)('%s prints the lines in its comments, in their order', (name) => {
  const expected = [...readFileSync(new URL(name, source), 'utf8').matchAll(/\/\/ prints (.*)$/gm)].map((m) => m[1])
  expect(expected.length).toBeGreaterThan(0)
  const lines = printed.get(scriptOf(name))!.split('\n')
  expect(lines.filter((line) => expected.includes(line))).toEqual(expected)
})
