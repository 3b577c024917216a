/** `gradus()` of the tests, which runs many commands in one process, gives what a process of its own gives. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { beforeAll, expect, test } from '@jest/globals'
import { irisCsv } from '@gradus/data'
import { commands } from '../../src/commands/table.js'
import { gradus, gradusAlone, workshop } from '../helpers.js'

const { path, directory } = workshop()

beforeAll(() => writeFileSync(path('iris.csv'), irisCsv()))

/** In an order in which each command would be harmed by what an earlier one left behind. */
const CASES = [
  'train iris.csv --target species --epochs 2 --folds 2 --quiet --out model.json',
  'train iris.csv --target species --epochs 2 --model network --validation 0.2 --out model.json',
  'train iris.csv --target species --epochs 2 --model network --validation 0 --out /dev/full',
  'train iris.csv --target species --epoch 2',
  'train iris.csv --target color --json',
  'resume none.checkpoint',
  'predict model.json iris.csv',
  'predict model.json none.csv',
  'inspect model.json iris.csv --json',
  'check model.json iris.csv --at-least accuracy=1',
  'check model.json iris.csv',
  'export model.json --to onnx --out model.onnx',
  'export model.json --to onxx',
  'tune iris.csv --target species --epochs 1 --validation 0.2 --repeats 1 --trials 2 --workers 1 --json',
  'tune iris.csv --target species --shard 2/2',
  'eval (x+y)*z x=-2 y=5 z=-4',
  'eval x+ x=1',
  'explain x*x+x x=3',
  'explain x*y x=3 --dot /proc/nowhere/a.dot',
  'derive -x^2*y',
  'derive x --hesian',
  'plot function tanh(x) x=-3..3 --svg -',
  'plot function x x=0..1',
  'plot confusion model.json iris.csv --svg a.svg',
  'learn lst',
  'learn list',
  'new UPPER/..',
  'tour now',
  'help train',
  'eval --help',
  '--version',
  'evil',
  '',
]

test('each command is among the cases', () => {
  for (const { name } of commands) expect(CASES.map((line) => line.split(' ')[0])).toContain(name)
})

test.each(CASES)('gradus %s', (line) => {
  const args = line.split(' ').filter((word) => word !== '')
  const files = ['model.json', 'model.onnx', 'a.svg'].filter((name) => args.includes(name) && args.at(-1) === name)
  const written = () => files.map((name) => readFileSync(path(name), 'base64'))
  const alone = gradusAlone(args, directory())
  const before = written()
  files.forEach((name) => rmSync(path(name)))
  const together = gradus(args, directory())
  const steady = (text: string) => text.replace(/[\d,]+ examples\/s, [\d:]+ left|, [\d:]+ left|in [\d.]+ s\b/g, '…')
  expect({ ...together, stdout: steady(together.stdout), stderr: steady(together.stderr) }).toEqual({
    ...alone,
    stdout: steady(alone.stdout),
    stderr: steady(alone.stderr),
  })
  expect(written()).toEqual(before)
})

test('the number of commands has no limit, and their texts have all characters', () => {
  for (let i = 0; i < 15; i++) {
    const { status, stdout, stderr } = gradus(['eval', `é∂😀${'x'.repeat(i * 1000)}`])
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).not.toMatch(/Warning|�/)
  }
})
