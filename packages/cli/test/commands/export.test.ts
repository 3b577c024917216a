import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { irisCsv } from '@gradus/data'
import { gradus, workshop } from '../helpers.js'

const { path, directory } = workshop()
const run = (...args: string[]) => gradus(['export', 'model.json', ...args], directory())

beforeAll(() => {
  writeFileSync(path('iris.csv'), irisCsv())
  const how = ['--target', 'species', '--model', 'network', '--validation', '0.2', '--epochs', '5']
  gradus(['train', 'iris.csv', ...how, '--out', 'model.json'], directory())
})

describe('gradus export --to', () => {
  test('js is a module that predicts as the model does', async () => {
    expect(run('--to', 'js', '--out', 'model.mjs')).toEqual({ status: 0, stderr: '', stdout: 'The model is in model.mjs.\n' }) // oxfmt-ignore
    const text = readFileSync(path('model.mjs'), 'utf8')
    expect(run('--to', 'js').stdout.trim()).toBe(text.trim())
    const { default: predict } = (await import(pathToFileURL(path('model.mjs')).href)) as { default: (x: number[]) => number[] }
    const [first] = JSON.parse(gradus(['predict', 'model.json', 'iris.csv', '--json'], directory()).stdout)
    expect(predict([5.1, 3.5, 1.4, 0.2])[0]).toBeCloseTo(first.probability_setosa, 12)
  }) // oxfmt-ignore
  test('onnx is a binary file', () => {
    expect(run('--to', 'onnx', '--out', 'model.onnx').stdout).toBe('The model is in model.onnx.\n')
    expect(readFileSync(path('model.onnx')).includes('sepal_length')).toBe(true)
  })
  test('svg, png and dot draw the units with the names of the inputs and classes', () => {
    expect(run('--to', 'svg', '--out', 'n.svg').stdout).toBe('The drawing is in n.svg.\n')
    const svg = readFileSync(path('n.svg'), 'utf8')
    for (const name of ['petal_width', 'setosa', '4 units and 32 links are left out.']) expect(svg).toContain(name)
    expect(run('--to', 'svg', '--limit', '16', '--theme', 'dark').stdout).not.toContain('left out')
    expect(run('--to', 'dot').stdout).toMatch(/^digraph network {[\s\S]*label="petal_width"[\s\S]*label="setosa"/)
    expect(run('--to', 'dot', '--theme', 'dark').stdout).toContain('bgcolor="#0d1117"')
    run('--to', 'png', '--out', 'n.png')
    expect(readFileSync(path('n.png')).subarray(1, 4).toString()).toBe('PNG')
  })
})

describe('wrong use exits with 2 and says why', () => {
  test.each([
    ['', 'export: there is no format. Pass --to onnx, js, dot, svg or png.\n'],
    ['--to onnx', 'export: --to onnx makes bytes, which do not go to stdout. Pass --out FILE.\n'],
    ['--to png --out -', 'export: --to png makes bytes, which do not go to stdout. Pass --out FILE.\n'],
    ['--to js --theme dark', 'export: --theme is for a drawing. Pass --to dot, svg or png, or leave it out.\n'],
    ['--to onnx --out a.onnx --limit 3', 'export: --limit is for a drawing. Pass --to dot, svg or png, or leave it out.\n'],
    ['--to onx', "error: option '--to <format>' argument 'onx' is invalid. Allowed choices are onnx, js, dot, svg, png. Did you mean onnx?\n(--help shows how to use it)\n"],
    ['--tp js', "error: unknown option '--tp'\n(Did you mean --to?)\n(--help shows how to use it)\n"],
  ])('%s', (line, stderr) =>
    expect(run(...line.split(' ').filter((word) => word !== ''))).toEqual({ status: 2, stdout: '', stderr })) // oxfmt-ignore
})
