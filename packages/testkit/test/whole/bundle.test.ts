/** The bundle of the command line: when it is made, and what is in it. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from '@jest/globals'

const tool = fileURLToPath(new URL('../../tools/bundle.js', import.meta.url))
const { outdatedBy } = (await import(tool)) as { outdatedBy(): string | undefined }
const { newerThan } = (await import(join(tool, '../outdated.js'))) as {
  newerThan(made: string, files: string[]): string | undefined
}
const cli = fileURLToPath(new URL('../../../cli/', import.meta.url))
const dist = join(cli, 'dist')
const folder = mkdtempSync(join(tmpdir(), 'gradus-bundle-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('it is outdated if it is missing or older than a source', () => {
  const [made, a, b] = ['made', 'a', 'b'].map((name) => join(folder, name)) as [string, string, string]
  for (const file of [a, b]) writeFileSync(file, '')
  expect(newerThan(made, [a, b])).toBe(made)
  writeFileSync(made, '')
  utimesSync(made, 2000, 2000)
  utimesSync(a, 1000, 1000)
  utimesSync(b, 2000, 2000)
  expect(newerThan(made, [a, b])).toBe(undefined)
  utimesSync(b, 3000, 3000)
  expect(newerThan(made, [a, b])).toBe(b)
})

test('npm run build leaves a current bundle as it is', () => {
  expect(outdatedBy()).toBe(undefined)
  const times = () => readdirSync(dist).map((name) => [name, statSync(join(dist, name)).mtimeMs])
  const before = times()
  execFileSync(process.execPath, [tool])
  expect(times()).toEqual(before)
})

test('it has the license of each package of others that it contains', () => {
  const notices = readFileSync(join(dist, 'THIRD-PARTY.txt'), 'utf8')
  const { devDependencies } = JSON.parse(readFileSync(join(cli, 'package.json'), 'utf8'))
  const bundled = Object.keys(devDependencies).filter((name) => !/^@(gradus|types)\//.test(name))
  expect(bundled.length).toBeGreaterThan(0)
  for (const name of [...bundled, 'chevrotain', 'lodash-es']) expect(notices).toContain(`\n\n${name} `)
  expect(notices).toMatch(/\nlodash-es \S+, MIT\n\n[^─]*Permission is hereby granted/)
  expect(notices).not.toMatch(/^(@gradus|piscina|graphviz-cli)/m)
})

test('the task of gradus tune does not change with what it imports, because journals have its hash', () => {
  const imports = readFileSync(join(dist, 'trial.js'), 'utf8').match(/(?<=from ").*(?=")/g)
  expect(imports).toEqual(['@gradus/tabular'])
})
