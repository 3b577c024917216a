/** How `gradus tune` measures a setting: against `gradus train` and against `fit` called directly. */
import { writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { encode, encodeTarget, fitEncoding, fitTarget, folds, irisCsv, parseCsv } from '@gradus/data'
import { Adam, fit, MLP } from '@gradus/nn'
import { gradus, workshop } from '../helpers.js'

const { path } = workshop()
type Repeats = { repeats: { score: number; details: { accuracy: number; trainLoss: number } }[] }
const setting = ['--lr', '0.02', '--hidden', '5', '--activation', 'relu', '--batch', '20', '--trials', '1']
const tune = (...more: string[]) =>
  gradus(['tune', path('iris.csv'), '--target', 'species', '--epochs', '3', ...setting, ...more])

beforeAll(() => writeFileSync(path('iris.csv'), irisCsv()))

describe('a setting is measured', () => {
  test('on folds by the mean over what fit gives for each', async () => {
    const table = parseCsv(irisCsv())
    const all = table.rows.map((_, i) => i)
    const labels = encodeTarget(table, fitTarget(table, 'species', all, 'classification'))
    const expected: number[] = []
    for (const seed of [7, 8]) {
      for (const { train, validation } of folds(150, 3, { seed, labels })) {
        const inputs = encode(table, fitEncoding(table, train, { exclude: ['species'] }))
        const pick = (rows: number[]) => ({ inputs: rows.map((r) => inputs[r]!), targets: rows.map((r) => labels[r]!) })
        const model = new MLP([4, 5, 3], { activation: 'relu', seed })
        const optimizer = new Adam(model.parameters(), { lr: 0.02 })
        const how = { loss: 'crossEntropy', optimizer, epochs: 3, batchSize: 20, l2: 1, seed } as const
        const { epochs } = await fit(model, pick(train), { ...how, validationData: pick(validation) })
        expected.push(Math.min(...epochs.map(({ validationLoss }) => validationLoss!)))
      }
    }
    const args = ['--folds', '3', '--repeats', '2', '--seed', '7']
    const { best, folds: k } = JSON.parse(tune('--json', ...args).stdout)
    expect(k).toBe(3)
    const scores = (best as Repeats).repeats.map(({ score }) => score)
    expect(scores).toHaveLength(6)
    scores.forEach((score, i) => expect(score).toBeCloseTo(expected[i]!, 12))
    expect(best.score).toBeCloseTo(expected.reduce((a, b) => a + b) / 6, 12)
    expect(tune(...args, '--epochs', '1', '--hidden', 'none').stdout).toContain('\nEach validation loss is the mean over 2 times 3 folds, ± its standard error.\n')
  }) // oxfmt-ignore
  test('on splits by the mean over what gradus train gives for each seed', () => {
    const { best, train } = JSON.parse(tune('--json', '--validation', '0.3', '--repeats', '2', '--seed', '7').stdout)
    expect(train.slice(-4)).toEqual(['--validation', '0.3', '--seed', '7'])
    const expected = [7, 8].map((seed) => {
      const { validation } = JSON.parse(gradus([...train.slice(0, -1), String(seed), '--json']).stdout)
      return { score: validation.network.loss, details: { accuracy: validation.network.accuracy } }
    })
    expect((best as Repeats).repeats).toMatchObject(expected)
  })
  test('on the same rows as all other settings', () => {
    // A rate of next to nothing leaves the first weights, so that only the rows make a difference.
    const still = ['--lr', '1e-30,2e-30', '--method', 'grid']
    const args = ['tune', path('iris.csv'), '--target', 'species', '--epochs', '1', '--hidden', '4', '--activation', 'tanh', '--batch', '50'] // oxfmt-ignore
    const { trials } = JSON.parse(gradus([...args, ...still, '--json']).stdout) as { trials: Repeats[] }
    const [one, two] = trials.map(({ repeats }) => repeats.map(({ score }) => score))
    expect(one).toHaveLength(5)
    expect(new Set(one).size).toBe(5)
    expect(two).toEqual(one)
  })
  test('on one split, if the data are many', () => {
    const rows = Array.from({ length: 1000 }, (_, i) => `${i % 7},${(i % 7) * 2 + (i % 3)}`)
    writeFileSync(path('many.csv'), ['x,y', ...rows].join('\n'))
    const args = ['tune', path('many.csv'), '--target', 'y', '--task', 'regression', '--epochs', '1', '--trials', '1', '--hidden', '2'] // oxfmt-ignore
    const { best, folds: k } = JSON.parse(gradus([...args, '--json']).stdout)
    expect(k).toBe(0)
    expect(best).not.toHaveProperty('repeats')
    expect(gradus(args).stdout).not.toContain('±')
  })
})

describe('--test', () => {
  test('measures the best setting on rows of another file, as gradus train does', () => {
    const [head, ...rows] = irisCsv().trim().split('\n')
    writeFileSync(path('learn.csv'), [head, ...rows.filter((_, i) => i % 3 > 0)].join('\n'))
    writeFileSync(path('rest.csv'), [head, ...rows.filter((_, i) => i % 3 === 0)].join('\n'))
    const args = ['tune', path('learn.csv'), '--target', 'species', '--epochs', '3', '--folds', '2', '--trials', '2', '--test', path('rest.csv')] // oxfmt-ignore
    const { train, trained } = JSON.parse(gradus([...args, '--json']).stdout)
    expect(train.slice(-2)).toEqual(['--test', path('rest.csv')])
    expect(trained.rows.test).toBe(50)
    expect(trained.test.network.accuracy).toBeGreaterThan(0.3)
    const again = JSON.parse(gradus([...train, '--json']).stdout)
    expect(trained).toEqual(again)
    const { stdout } = gradus([...args, '--trials', '1'])
    expect(stdout).toMatch(/\nTest on 50 rows:\n +accuracy +loss\n {2}network +[01]\.\d+ +\d\.\d+\n/)
  })
  test.each([
    ['./iris.csv', /^tune: --test .*iris\.csv has the rows that the trials learn from\. Pass rows that no trial has seen\.\n$/, 2], // oxfmt-ignore
    ['other.csv', /^encode: .*other\.csv/, 1],
  ])('refuses %s before any trial', (name, message, status) => {
    writeFileSync(path('other.csv'), 'a,species\n1,setosa\n')
    const refused = tune('--test', path(name))
    expect({ status: refused.status, stdout: refused.stdout }).toEqual({ status, stdout: '' })
    expect(refused.stderr).toMatch(message)
  })
})
