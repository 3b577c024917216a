/** The options of `gradus train` and `gradus tune` that say how to learn: each against `fit` called directly. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { encode, encodeTarget, fitEncoding, fitTarget, irisCsv, oneHot, parseCsv, split } from '@gradus/data'
import type { FitOptions, MLPOptions } from '@gradus/nn'
import { Adam, evaluate, fit, MLP, SGD } from '@gradus/nn'
import { bin, gradus, workshop } from '../helpers.js'

const { path } = workshop()
const lines = (text: string) => text.trim().split('\n')
const json = (name: string) => JSON.parse(readFileSync(path(name), 'utf8'))

/** Every third flower. */
const table = parseCsv(
  lines(irisCsv())
    .filter((_, i) => i % 3 === 0)
    .join('\n'),
)
const csv = () => [table.columns, ...table.rows].map((row) => row.join(',')).join('\n')

beforeAll(() => writeFileSync(path('iris.csv'), csv()))

const EPOCHS = 4
/** One network, measured on one part of the rows. */
const ONE = ['--validation', '0.2', '--model', 'network']
const train = (out: string, ...more: string[]) => {
  const options = [...ONE, '--hidden', '3', '--epochs', String(EPOCHS), '--json', '--out', path(out)]
  return JSON.parse(gradus(['train', path('iris.csv'), '--target', 'species', ...options, ...more]).stdout)
}

/** What `train` should do, with `fit` itself. */
async function reference(
  mlp: MLPOptions,
  options: Partial<FitOptions>,
  optimizer = Adam as new (...args: ConstructorParameters<typeof Adam>) => Adam | SGD,
  lr = 0.003,
) {
  const target = fitTarget(
    table,
    'species',
    table.rows.map((_, i) => i),
    'classification',
  )
  const labels = encodeTarget(table, target)
  const part = split(labels.length, 0.2, { seed: options.seed ?? 1, labels })
  const inputs = encode(table, fitEncoding(table, part.train, { exclude: ['species'] }))
  const coded = options.loss === 'sigmoidCrossEntropy' ? labels.map((k) => oneHot(k, 3)) : labels
  const pick = (rows: number[]) => ({ inputs: rows.map((i) => inputs[i]!), targets: rows.map((i) => coded[i]!) })
  const model = new MLP([4, 3, 3], { seed: 1, ...mlp })
  const history = await fit(model, pick(part.train), {
    loss: 'crossEntropy',
    optimizer: new optimizer(model.parameters(), { lr }),
    epochs: EPOCHS,
    batchSize: 32,
    l2: 1,
    seed: 1,
    validationData: pick(part.validation),
    earlyStopping: { patience: 30 },
    ...options,
  })
  return { model, history, validation: pick(part.validation) }
}

describe('an option of gradus train is that of fit', () => {
  let usual: unknown
  beforeAll(async () => {
    usual = (await reference({}, {})).model.theta()
  })
  test.each<[string, MLPOptions, Partial<FitOptions>]>([
    ['--l2 3', {}, { l2: 3 }],
    ['--l2 0', {}, { l2: 0 }],
    ['--l1 2', {}, { l1: 2 }],
    ['--dropout 0.4', { dropout: 0.4 }, {}],
    ['--init he', { init: 'he' }, {}],
    ['--seed 5', { seed: 5 }, { seed: 5 }],
    ['--batch 7', {}, { batchSize: 7 }],
    ['--loss sigmoidCrossEntropy', {}, { loss: 'sigmoidCrossEntropy' }],
    ['--mode eager', {}, { mode: 'eager' }],
    ['--mode compiled --precision f32', {}, { mode: 'compiled', precision: 'f32' }],
    ['--l1 0.5 --l2 2 --dropout 0.2 --init normal', { dropout: 0.2, init: 'normal' }, { l1: 0.5, l2: 2 }],
  ])('%s', async (args, mlp, options) => {
    const { epochs, validation } = train('model.json', ...args.split(' '))
    const { model, history, validation: rows } = await reference(mlp, options)
    expect(json('model.json').network.theta).toEqual(model.theta())
    expect(epochs).toBe(history.bestEpoch)
    expect(validation.network.loss).toBeCloseTo(evaluate(model, rows, options.loss ?? 'crossEntropy'), 12)
    expect(json('model.json').network.theta).not.toEqual(usual)
  })
  test('--optimizer and --lr', async () => {
    train('sgd.json', '--optimizer', 'sgd', '--lr', '0.3')
    expect(json('sgd.json').network.theta).toEqual((await reference({}, {}, SGD, 0.3)).model.theta())
  })
  test('--threads share the batches, which adds the gradients up in another order', () => {
    writeFileSync(path('all.csv'), irisCsv())
    const theta = (threads: string): number[] => {
      const options = [...ONE, '--epochs', '2', '--batch', '64', '--threads', threads, '--out', path('threads.json')]
      const { status } = gradus(['train', path('all.csv'), '--target', 'species', ...options])
      expect(status).toBe(0)
      return json('threads.json').network.theta.flat(2)
    }
    const [one, two] = [theta('1'), theta('2')]
    expect(two).not.toEqual(one)
    two!.forEach((w, i) => expect(w).toBeCloseTo(one![i]!, 9))
  })
  test('--loss mae and huber make another model of a number', () => {
    const model = (...loss: string[]) => {
      gradus([
        'train',
        path('iris.csv'),
        '--target',
        'sepal_length',
        '--epochs',
        '2',
        '--out',
        path('n.json'),
        ...ONE,
        ...loss,
      ])
      return json('n.json').network.theta
    }
    const models = [model(), model('--loss', 'mse'), model('--loss', 'mae'), model('--loss', 'huber')]
    expect(models[0]).toEqual(models[1])
    expect(new Set(models.map((theta) => JSON.stringify(theta))).size).toBe(3)
  })
})

describe('--patience', () => {
  const args = ['--lr', '0.3', '--epochs', '60', '--patience', '4']
  test('stops when the validation loss no longer falls, and keeps the best weights', async () => {
    const result = train('stopped.json', ...args)
    const { model, history, validation } = await reference(
      {},
      { epochs: 60, earlyStopping: { patience: 4 } },
      Adam,
      0.3,
    )
    expect(json('stopped.json').network.theta).toEqual(model.theta())
    const losses = history.epochs.map(({ validationLoss }) => validationLoss!)
    const best = losses.indexOf(Math.min(...losses)) + 1
    expect(losses).toHaveLength(best + 4)
    expect(best + 4).toBeLessThan(60)
    expect(result.epochs).toBe(best)
    expect(result.validation.network.loss).toBeCloseTo(losses[best - 1]!, 12)
    expect(result.validation.network.loss).toBeCloseTo(evaluate(model, validation, 'crossEntropy'), 12)
  })
  test('the report has the epochs that the weights were trained', () => {
    const { epochs, validation } = train('stopped.json', ...args)
    const all = ['train', path('iris.csv'), '--target', 'species', '--hidden', '3', ...ONE, ...args]
    const { loss, accuracy } = validation.network
    expect(lines(gradus(all).stdout).slice(0, 5)).toEqual([
      `Learned species (classification, 3 classes) from 40 rows: a network (4-3-3), trained for ${epochs} epochs.`,
      '',
      'Validation on 10 rows (kept from training):',
      '           accuracy    loss',
      `  network    ${accuracy.toFixed(4)}  ${loss.toPrecision(4)}`,
    ])
  })
})

describe('--loss sigmoidCrossEntropy', () => {
  const probabilities = (name: string): number[][] => {
    const [, ...rows] = lines(gradus(['predict', path(name), path('iris.csv')]).stdout)
    return rows.map((row) => row.split(',').slice(1).map(Number))
  }
  test('gives each class a probability by itself', () => {
    train('yes-or-no.json', '--loss', 'sigmoidCrossEntropy', '--hidden', 'none')
    const { encoding, network, probabilities: kind } = json('yes-or-no.json')
    expect(kind).toBe('sigmoid')
    const found = probabilities('yes-or-no.json')
    encode(table, encoding.inputs).forEach((x, i) =>
      (network.theta[0] as number[][]).forEach(([bias, ...w], k) => {
        const z = w.reduce((sum, wj, j) => sum + wj * x[j]!, bias!)
        expect(found[i]![k]).toBeCloseTo(1 / (1 + Math.exp(-z)), 12)
      }),
    )
  })
  test('a model file that does not say how is refused', () => {
    const { probabilities: _, ...model } = json('yes-or-no.json')
    writeFileSync(path('older.json'), JSON.stringify(model))
    expect(gradus(['predict', path('older.json'), path('iris.csv')])).toEqual({
      status: 1,
      stdout: '',
      stderr: `loadTabular: ${path('older.json')} is not a complete model. TabularModel.fromJSON: the model is damaged: probabilities is undefined, not "softmax" or "sigmoid". Train the model again.\n`,
    })
  })
})

describe('--test and --limit of a table', () => {
  test('the test rows are measured at the end, by the scaling of the training', () => {
    const all = parseCsv(irisCsv())
    const others = all.rows.filter((_, i) => i % 3 !== 2)
    writeFileSync(path('others.csv'), [all.columns, ...others].map((row) => row.join(',')).join('\n'))
    const { test: measured, rows } = train('tested.json', '--test', path('others.csv'), '--epochs', '30')
    expect(rows).toEqual({ train: 40, validation: 10, test: 100, folds: 0 })
    const predicted = JSON.parse(gradus(['predict', path('tested.json'), path('others.csv'), '--json']).stdout)
    const right = others.filter((row, i) => predicted[i].prediction === row.at(-1)).length
    expect(measured.network.accuracy).toBe(right / 100)
    const losses = others.map((row, i) => -Math.log(predicted[i][`probability_${row.at(-1)}`]))
    expect(measured.network.loss).toBeCloseTo(losses.reduce((sum, loss) => sum + loss, 0) / 100, 12)
    train('untested.json', '--epochs', '30')
    expect(readFileSync(path('tested.json'), 'utf8')).toBe(readFileSync(path('untested.json'), 'utf8'))
  })
  test('a number has R² there, and a test file without the target is refused', () => {
    const args = ['train', path('iris.csv'), '--target', 'sepal_length', '--epochs', '30', '--lr', '0.02', '--model', 'network', '--validation', '0'] // oxfmt-ignore
    const { test: measured, validation } = JSON.parse(
      gradus([...args, '--test', path('iris.csv'), '--out', path('length.json'), '--json']).stdout,
    )
    expect(validation).toBe(null)
    const { r2, mae, loss } = measured.network
    expect(r2).toBeCloseTo(1 - loss, 12) // the loss is that of standardized numbers
    expect(r2).toBeGreaterThan(0.7)
    const predicted = JSON.parse(gradus(['predict', path('length.json'), path('iris.csv'), '--json']).stdout)
    const errors = table.rows.map(([length], i) => Math.abs(predicted[i].prediction - Number(length)))
    expect(mae).toBeCloseTo(errors.reduce((sum, e) => sum + e, 0) / errors.length, 12)
    writeFileSync(path('bare.csv'), 'a,b\n1,2\n')
    const { status, stderr } = gradus([...args, '--test', path('bare.csv')])
    expect(status).toBe(1)
    expect(stderr).toMatch(/bare\.csv has no column "sepal_width"/)
  })
  test('--limit takes the first rows, as if there were no others', () => {
    const rows = csv().split('\n')
    writeFileSync(path('first.csv'), rows.slice(0, 31).join('\n'))
    const args = [...ONE, '--target', 'species', '--epochs', '2', '--out']
    gradus(['train', path('iris.csv'), '--limit', '30', ...args, path('limited.json')])
    gradus(['train', path('first.csv'), ...args, path('first.json')])
    expect(readFileSync(path('limited.json'), 'utf8')).toBe(readFileSync(path('first.json'), 'utf8'))
  })
})

describe('gradus tune', () => {
  const tune = (...more: string[]) => [
    'tune',
    path('iris.csv'),
    '--target',
    'species',
    '--epochs',
    '2',
    '--validation',
    '0.2',
    '--repeats',
    '1',
    ...more,
  ]
  test('searches l2 and dropout if told to, and the command it shows gives the same model', () => {
    const args = tune('--search', 'l2,dropout', '--trials', '8', '--json', '--out', path('tuned.json'))
    const { spaces, trials, best, train: again } = JSON.parse(gradus(args).stdout)
    expect(spaces[0]).toMatchObject({ l2: 'orZero(logUniform(0.01, 10), 0.25)', dropout: 'choice([0, 0.2, 0.5])' })
    const lambdas: number[] = trials.map(({ settings }: { settings: { l2: number } }) => settings.l2)
    expect(lambdas.filter((l2) => l2 === 0).length).toBeGreaterThan(0)
    expect(new Set(lambdas.filter((l2) => l2 > 0)).size).toBeGreaterThan(3)
    expect(again.join(' ')).toContain(`--l2 ${best.settings.l2} --dropout ${best.settings.dropout} `)
    gradus([...again, '--out', path('again.json')])
    expect(readFileSync(path('again.json'), 'utf8')).toBe(readFileSync(path('tuned.json'), 'utf8'))
  })
  test('takes l2 and dropout as given; else they are left out', () => {
    const fixed = JSON.parse(gradus(tune('--l2', '3', '--dropout', '0.4', '--trials', '2', '--json')).stdout)
    for (const { settings } of fixed.trials) expect(settings).toMatchObject({ l2: 3, dropout: 0.4 })
    const plain = JSON.parse(gradus(tune('--trials', '2', '--json')).stdout)
    for (const { settings } of plain.trials)
      expect(Object.keys(settings)).toEqual(['lr', 'hidden', 'activation', 'batch'])
    expect(fixed.trials[0].score).not.toBe(plain.trials[0].score)
  })
})

test('Ctrl-C ends a training without a model', async () => {
  const args = ['train', path('iris.csv'), '--target', 'species', '--epochs', '5000', '--out', path('never.json')]
  const child = spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  child.stdout.on('data', (text) => (stdout += text))
  child.stderr.once('data', () => child.kill('SIGINT'))
  expect(await once(child, 'close')).toEqual([1, null])
  expect(stdout).toBe('')
  expect(existsSync(path('never.json'))).toBe(false)
})
