/** The shape of each output of --json is in the reference. */
import { readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, expect, test } from '@jest/globals'
import { irisCsv } from '@gradus/data'
import { commands } from '../../src/commands/table.js'
import { gradus, workshop } from '../helpers.js'

const { path, directory } = workshop()
const page = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
const run = (line: string) => gradus(line.split(' '), directory())

beforeAll(() => {
  writeFileSync(path('iris.csv'), irisCsv())
  expect(run('train iris.csv --target species --epochs 5 --folds 2 --quiet --out model.json').status).toBe(0)
})

test('each command with --json has a row', () => {
  const rows = page.slice(page.indexOf('## What `--json` prints'), page.indexOf('## A new project'))
  const withJson = commands.map(({ name }) => name).filter((name) => gradus([name, '--help']).stdout.includes('--json'))
  expect(withJson.length).toBeGreaterThan(8)
  expect(withJson.filter((name) => !new RegExp(`^\\|[^|]*\`${name}\\b`, 'm').test(rows))).toEqual([])
})

test.each([
  'eval x^2 x=3 --hessian --json',
  'explain sqrt(x) x=-1 --json',
  'explain x*x x=3 --blank --json',
  'derive x^2 --hessian --json',
  'train iris.csv --target species --epochs 5 --folds 2 --json',
  'tune iris.csv --target species --trials 2 --epochs 2 --folds 2 --json',
  'inspect model.json iris.csv --json',
  'check model.json iris.csv --json',
])('%s: each field is named', (line) => {
  const { stdout } = run(line)
  const fields = Object.keys(JSON.parse(stdout) as object)
  expect(fields.length).toBeGreaterThan(1)
  expect(fields.filter((field) => !new RegExp(`[\`"]${field}[\`"]`).test(page))).toEqual([])
})
