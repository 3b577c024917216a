/** `gradus inspect`. */
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

describe('gradus inspect', () => {
  test('layers, parameters and norms, which are those of the model file', () => {
    const result = JSON.parse(run('inspect', 'tanh.json', '--json').stdout)
    const theta: number[][][] = JSON.parse(readFileSync(path('tanh.json'), 'utf8')).network.theta
    const norms = theta.map((matrix) => Math.hypot(...matrix.flat()))
    expect(result).toEqual({
      ...{ task: 'classification', target: 'species', classes: ['setosa', 'versicolor', 'virginica'] },
      ...{ inputs: ['sepal_length', 'sepal_width', 'petal_length', 'petal_width'], outputs: 3, parameters: 131 },
      layers: [
        { layer: 1, inputs: 4, units: 16, activation: 'tanh', parameters: 80, parameterNorm: expect.closeTo(norms[0]!, 12), largestParameter: expect.any(Number) },
        { layer: 2, inputs: 16, units: 3, activation: 'linear', parameters: 51, parameterNorm: expect.closeTo(norms[1]!, 12), largestParameter: expect.any(Number) },
      ],
    }) // oxfmt-ignore
    expect(Math.abs(result.layers[0].largestParameter)).toBe(Math.max(...theta[0]!.flat().map(Math.abs)))
  })

  test('with data, units that are dead and saturated', () => {
    expect(train('relu.json', '--target', 'species', '--activation', 'relu').status).toBe(0)
    const model = JSON.parse(readFileSync(path('relu.json'), 'utf8'))
    for (const row of model.network.theta[0].slice(0, 4)) row[0] = -1000 // column 0 is the bias
    writeFileSync(path('dead.json'), JSON.stringify(model))
    const { layers, data } = JSON.parse(run('inspect', 'dead.json', 'iris.csv', '--json').stdout)
    expect(layers[0]).toMatchObject({ dead: expect.any(Number), saturated: 0 })
    expect(layers[0].dead).toBeGreaterThanOrEqual(4 / 16)
    expect(layers[1]).toMatchObject({ dead: 0, gradientNorm: expect.any(Number) })
    expect(data).toEqual({ rows: 150, examples: 150, lossName: 'crossEntropy', loss: expect.any(Number) })
    const { stdout } = run('inspect', 'dead.json', 'iris.csv', '--examples', '50')
    expect(stdout).toMatch(/dead +saturated\n/)
    expect(stdout).toMatch(/\nOn 50 of 150 rows of iris\.csv: crossEntropy [\d.]+\.\n$/)
  })

  test('a drawing names the inputs and classes, and says what it leaves out', () => {
    const { status, stdout } = run('inspect', 'tanh.json', '--svg', 'net.svg', '--png', 'net.png', '--theme', 'dark')
    expect(status).toBe(0)
    expect(stdout).toContain('A network (4-16-3) with 131 parameters.')
    expect(stdout).toMatch(/\n\nThe drawing is in net\.svg\.\nThe drawing is in net\.png\.\n$/)
    const svg = readFileSync(path('net.svg'), 'utf8')
    for (const text of ['petal_width', 'virginica', '4 units and 32 links are left out.', '#0d1117']) {
      expect(svg).toContain(text)
    }
    expect(readFileSync(path('net.png')).subarray(1, 4).toString()).toBe('PNG')
    expect(run('inspect', 'tanh.json', '--svg', '-', '--theme', 'dark').stdout).toBe(`${svg}\n`)
  })
  test.each([
    [['--theme', 'dark'], 'inspect: --theme is for a drawing. Pass --svg FILE or --png FILE too.\n'],
    [['--svg', '-', '--json'], 'inspect: --svg and --json both go to stdout. Give all but one a file name.\n'],
    [
      ['--svg', 'tanh.json'],
      'inspect: --svg and the model are the same file, tanh.json. Pass another place for --svg.\n',
    ],
  ])('%j is refused', (args, stderr) => {
    expect(run('inspect', 'tanh.json', ...args)).toEqual({ status: 2, stdout: '', stderr })
  })

  test('options for data without data are refused', () => {
    const { status, stderr } = run('inspect', 'tanh.json', '--decimal', ',')
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'inspect: --decimal is for data, and there are none. Pass a CSV file, or leave it out.\n',
    })
  })
})
