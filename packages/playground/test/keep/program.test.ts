import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from '@jest/globals'
import { buildSync } from 'esbuild'
import { irisCsv } from '@gradus/data'
import type { NetworkSettings } from '../../src/network/settings.js'
import type { OwnData, RunNews } from '../../src/training/messages.js'
import { programOf } from '../../src/keep/program.js'
import { Listener, settings } from '../training/listener.js'

const here = dirname(fileURLToPath(import.meta.url))
/** Within the package, so that programs find the packages that they import. */
const folder = mkdtempSync(join(here, 'program-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs a program in a process of its own, and gives the numbers that `expression` has at its end. */
function resultOf(program: string, expression: string): unknown {
  const [path, outfile] = [join(folder, 'network.mts'), join(folder, 'network.mjs')]
  writeFileSync(path, `${program}\nconsole.log(JSON.stringify(${expression}))\n`)
  // One file with the packages takes a fraction of the time that tsx needs to start.
  buildSync({ entryPoints: [path], outfile, bundle: true, format: 'esm', platform: 'node', conditions: ['@gradus/source'], logLevel: 'error' }) // oxfmt-ignore
  const { stdout, stderr, status } = spawnSync(process.execPath, [outfile], { cwd: folder, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${stderr}\n${program}`)
  return JSON.parse(stdout.trim().split('\n').at(-1)!)
}

const PARAMETERS = 'model.parameters().map((p) => p.data)'

async function trained(
  values: Partial<NetworkSettings>,
  passes: number,
  own?: OwnData,
): Promise<{ page: Listener; run: RunNews }> {
  const page = new Listener()
  const start = await page.start(values, own)
  return { page, run: passes === 0 ? start : await page.steps(passes) }
}

describe('a program for settings alone trains to the same bits', () => {
  const cases: [string, Partial<NetworkSettings>][] = [
    ['circles', { data: 'circles', features: ['x', 'y', 'xx', 'siny'], l2: 0.1, l1: 0.01 }],
    ['xor', { data: 'xor', optimizer: 'momentum', loss: 'hinge', activation: 'relu', init: 'he' }],
    ['moons', { data: 'moons', optimizer: 'adam', dropout: 0.2, rate: 0.01, seed: 7 }],
    ['spiral', { data: 'spiral', optimizer: 'nesterov', batch: 7, validation: 0 }],
    ['three-blobs', { data: 'three-blobs', optimizer: 'rmsprop', rate: 0.01, loss: 'mse' }],
    ['waves', { data: 'waves', optimizer: 'adagrad', loss: 'huber', noise: 0.3, features: ['xy', 'yy', 'sinx'] }],
    ['iris', { data: 'iris', optimizer: 'adamw', rate: 0.02 }],
    ['digits', { data: 'digits', hidden: [5] }],
  ]
  test.each(cases)('%s', async (_, values) => {
    const all = { count: 80, hidden: [4, 3], ...values }
    const { page, run } = await trained(all, 3)
    expect(run.isReproducible).toBe(true)
    const program = programOf({ settings: settings(all), data: page.data, run })
    expect(resultOf(program, PARAMETERS)).toEqual([...run.parameters])
  })

  test('its last record is that of the page, and it prints the loss', async () => {
    const { page, run } = await trained({ count: 40 }, 4)
    const program = programOf({ settings: settings({ count: 40 }), data: page.data, run })
    expect(resultOf(program, 'history.epochs')).toEqual(page.records)
    expect(program).toContain("console.log('loss:', evaluate(")
  })
})

describe('a program with the weights', () => {
  test('predicts the same bits', async () => {
    const { page } = await trained({ count: 40, features: ['x', 'xx'] }, 2)
    const edited = await page.after([{ type: 'edit', parameter: 2, value: -0 }])
    expect(edited.isReproducible).toBe(false)
    const program = programOf({
      settings: settings({ count: 40, features: ['x', 'xx'] }),
      data: page.data,
      run: edited,
    })
    expect(program).not.toContain('fit(')
    const [parameters, inputs] = resultOf(program, `[${PARAMETERS}.map(String), inputs]`) as [string[], number[][]]
    expect(parameters).toEqual([...edited.parameters].map(String))
    expect(inputs).toEqual(page.data.rows.map((row) => [...row]))
    expect(resultOf(program, 'Object.is(model.parameters()[2]!.data, -0)')).toBe(true)
  })

  test('of a run that began with weights that were given', async () => {
    const weights = [0.1, -0.2, 0.3, -0.5, 1 / 3, 1e-7, 0.7, 0.8, 0.9, 1, -1.1, 1.2, 1.3]
    const all = { count: 40, hidden: [3], weights }
    const { page, run } = await trained(all, 2)
    expect(run.isReproducible).toBe(false)
    const program = programOf({ settings: settings(all), data: page.data, run })
    expect(resultOf(program, PARAMETERS)).toEqual([...run.parameters])
  })

  test('at step 0 there is nothing to train', async () => {
    const { page, run } = await trained({ count: 40 }, 0)
    const program = programOf({ settings: settings({ count: 40 }), data: page.data, run })
    expect(program).not.toContain('fit(')
    expect(resultOf(program, PARAMETERS)).toEqual([...run.parameters])
  })
})

describe('data of the user', () => {
  test('are read from the file, and are not in the program', async () => {
    const name = 'my "own"\nflowers.csv'
    const own = { name, text: irisCsv(), target: 'species' }
    const { page, run } = await trained({ data: 'own' }, 3, own)
    const program = programOf({ settings: settings({ data: 'own' }), data: page.data, run, own })
    for (const word of ['setosa', '5.1', 'sepal']) expect(program).not.toContain(word)
    writeFileSync(join(folder, name), own.text)
    expect(resultOf(program, PARAMETERS)).toEqual([...run.parameters])
  })

  test('two columns of numbers with features, and a number to predict, with decimal commas', async () => {
    const lines = Array.from({ length: 50 }, (_, i) => `${Math.sin(i)};${i % 7};${Math.cos(i)}`.replaceAll('.', ','))
    const own = { name: 'b.csv', text: `a;b;y\n${lines.join('\n')}`, target: 'y', decimal: ',' } as const
    const all = { data: 'own', features: ['y', 'xy'] } as const
    const { page, run } = await trained(all, 3, own)
    const program = programOf({ settings: settings(all), data: page.data, run, own })
    writeFileSync(join(folder, own.name), own.text)
    expect(resultOf(program, PARAMETERS)).toEqual([...run.parameters])
  })
})
