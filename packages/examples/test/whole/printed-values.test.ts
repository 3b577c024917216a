import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'

const source = new URL('../../src/', import.meta.url)
const names = readdirSync(source).filter((name) => /^\d\d-/.test(name))

test('the examples are numbered from 01 without a gap', () => {
  expect(names.map((name) => Number(name.slice(0, 2)))).toEqual(names.map((_, i) => i + 1))
})

test.each(names)('%s prints the lines in its comments, in their order', (name) => {
  const script = new URL(`../../dist/${name.replace(/\.ts$/, '.js')}`, import.meta.url)
  const { status, stdout, stderr } = spawnSync(process.execPath, [script.pathname], { encoding: 'utf8' })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const expected = [...readFileSync(new URL(name, source), 'utf8').matchAll(/\/\/ prints (.*)$/gm)].map((m) => m[1])
  expect(expected.length).toBeGreaterThan(0)
  expect(stdout.split('\n').filter((line) => expected.includes(line))).toEqual(expected)
})
