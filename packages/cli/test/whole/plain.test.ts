/** Output that is not a terminal is plain text, whatever the environment says about colors. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { beforeAll, expect, test } from '@jest/globals'
import { irisCsv } from '@gradus/data'
import { bin, workshop } from '../helpers.js'

const { path, directory } = workshop()

beforeAll(() => writeFileSync(path('iris.csv'), irisCsv()))

test.each([
  ['train iris.csv --target species --model network --validation 0 --epochs 10 --out model.json', 'epoch 10/10'],
  ['explain x*x+x x=3', '∂f/∂x = 7'],
  ['derive x^2*y', '∂f/∂y = x^2'],
  ['--help', 'Usage: gradus'],
  ['derive x --hesian', '(Did you mean --hessian?)'],
])('gradus %s', (command, expected) => {
  for (const color of [{ FORCE_COLOR: '1', NO_COLOR: undefined }, { NO_COLOR: '1', FORCE_COLOR: undefined }, {}]) {
    const options = { encoding: 'utf8', cwd: directory(), env: { ...process.env, ...color } } as const
    const { stdout, stderr } = spawnSync(process.execPath, [bin, ...command.split(' ')], options)
    expect(stdout + stderr).toContain(expected)
    // Neither escape sequences nor a carriage return that would overwrite a line.
    expect(stdout + stderr).not.toMatch(/(?!\n)\p{Cc}/u)
  }
})
