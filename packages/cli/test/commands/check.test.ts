/** `gradus check`, on models of every task and loss. */
import { readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { irisCsv } from '@gradus/data'
import { gradus, workshop } from '../helpers.js'

const { path, directory } = workshop()
const run = (...args: string[]) => gradus(args, directory())
const train = (out: string, ...more: string[]) =>
  run(
    'train',
    'iris.csv',
    '--model',
    'network',
    '--validation',
    '0.2',
    '--epochs',
    '20',
    '--quiet',
    '--out',
    out,
    ...more,
  )

beforeAll(() => {
  writeFileSync(path('iris.csv'), irisCsv())
  expect(train('tanh.json', '--target', 'species').status).toBe(0)
})

describe('gradus check', () => {
  test.each([
    ['softmax and tanh', ['--target', 'species'], 'crossEntropy', true],
    ['sigmoid and relu', ['--target', 'species', '--activation', 'relu', '--loss', 'sigmoidCrossEntropy'], 'sigmoidCrossEntropy', true],
    ['a regression with silu, two layers', ['--target', 'petal_width', '--activation', 'silu', '--hidden', '5,4'], 'mse', true],
    ['no hidden layer', ['--target', 'species', '--hidden', 'none'], 'crossEntropy', true],
    ['gelu, which has no formula by hand', ['--target', 'species', '--activation', 'gelu'], 'crossEntropy', false],
  ])('%s', (_, options, loss, byHand) => {
    expect(train('model.json', ...options).status).toBe(0)
    const { status, stdout, stderr } = run('check', 'model.json', 'iris.csv', '--json', '--examples', '10')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const result = JSON.parse(stdout)
    expect(result).toMatchObject({ ok: true, loss, rows: 150, examples: 10 })
    for (const { finiteDifferences, deltas } of result.layers) {
      expect(finiteDifferences).toMatchObject({ ok: true, error: expect.any(Number) })
      expect(finiteDifferences.error).toBeLessThan(1e-8)
      if (byHand) expect(deltas).toMatchObject({ ok: true, line: expect.any(Number) })
      else expect(deltas).toBeUndefined()
    }
  }) // oxfmt-ignore

  test('a wrong gradient ends with 1 and says where', () => {
    const model = JSON.parse(readFileSync(path('tanh.json'), 'utf8'))
    model.network.theta[1] = model.network.theta[1].map((row: number[]) => row.map(() => 1e308))
    writeFileSync(path('huge.json'), JSON.stringify(model))
    const { status, stdout, stderr } = run('check', 'huge.json', 'iris.csv', '--examples', '3')
    expect(status).toBe(1)
    expect(stdout).not.toContain('agree')
    expect(stderr).toMatch(
      /^check: the gradients disagree\. Look at these:\n {2}layer 1, unit \d+, (weight \d|bias): slope /,
    )
    expect(stderr).toMatch(/\n {2}layer 2, line \d+: the δ formulas differ by /)
  })

  test('the report', () => {
    const { stdout } = run('check', 'tanh.json', 'iris.csv')
    expect(stdout).toMatch(
      /^Checked crossEntropy on 20 of 150 rows of iris\.csv\.\n\nlayer  units  parameters  compared /,
    )
    expect(stdout).toContain('\n1         16          80        30 ')
    expect(stdout).toMatch(/\nThe gradients agree\. The numbers are the largest errors\.\n$/)
  })
})
