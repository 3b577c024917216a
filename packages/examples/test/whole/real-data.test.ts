/**
 * Tests the accuracy of networks on unseen real data. Iris is always tested. The other data sets are tested if the
 * environment variable GRADUS_DATA names the folder that contains them.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { fitScaler, iris, split, standardize } from '@gradus/data'
import { readCsv } from '@gradus/data/node'
import { accuracy, Adam, fit, LBFGS, MLP, r2, Random, schedules } from '@gradus/nn'
import { leastSquares } from './least-squares.js'

const FOLDS = 5
/** Divides the examples into folds. Each example is held out once. */
function folds(count: number): { train: number[]; held: number[] }[] {
  const order = new Random(1).shuffled(Array.from({ length: count }, (_, i) => i))
  return Array.from({ length: FOLDS }, (_, f) => ({
    train: order.filter((_, i) => i % FOLDS !== f),
    held: order.filter((_, i) => i % FOLDS === f),
  }))
}

/** The columns scaled to mean 0 and variance 1 over the training rows. NaN, a missing number, becomes the mean. */
function scaled(rows: readonly (readonly number[])[], train: readonly number[]): number[][] {
  const means = rows[0]!.map((_, j) => {
    const known = train.map((i) => rows[i]![j]!).filter((x) => !Number.isNaN(x))
    return known.reduce((s, x) => s + x, 0) / known.length
  })
  const full = rows.map((row) => row.map((x, j) => (Number.isNaN(x) ? means[j]! : x)))
  return standardize(full, fitScaler(train.map((i) => full[i]!)))
}

test('iris: the accuracy is at least 95 %, each flower held out once', async () => {
  const rows = iris.inputs.map((row) => [...row])
  const outputs: number[][] = []
  for (const { train, held } of folds(rows.length)) {
    const inputs = scaled(rows, train)
    const model = new MLP([4, 8, 3], { seed: 1 })
    const data = { inputs: train.map((i) => inputs[i]!), targets: train.map((i) => iris.targets[i]!) }
    const optimizer = new Adam(model.parameters(), { lr: 0.02 })
    await fit(model, data, { loss: 'crossEntropy', optimizer, epochs: 40, batchSize: 8, l2: 0.1 })
    for (const i of held) outputs[i] = model.predict(inputs[i]!)
  }
  expect(accuracy(outputs, iris.targets)).toBeGreaterThanOrEqual(0.95)
})

const folder = process.env['GRADUS_DATA']
if (folder !== undefined) {
  test('MNIST: four compiled epochs on 10,000 images give a test accuracy above 91 %', () => {
    const script = fileURLToPath(new URL('../../dist/mnist.js', import.meta.url))
    const args = [script, join(folder, 'mnist'), '30', '0.5', '4', '10000']
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const lines = stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(4)
    expect(Number(/([0-9.]+) % test/.exec(lines[3]!)![1])).toBeGreaterThan(91)
  })

  test('digits: the mean accuracy over three splits is at least 97 %', async () => {
    const { rows } = await readCsv(join(folder, 'digits.csv'), { header: false })
    const inputs = rows.map((row) => row.slice(0, 64).map((cell) => Number(cell) / 16))
    const targets = rows.map((row) => Number(row[64]))
    const shares: number[] = []
    for (const seed of [1, 2, 3]) {
      const { train, validation } = split(rows.length, 0.2, { seed, labels: targets })
      const data = { inputs: train.map((i) => inputs[i]!), targets: train.map((i) => targets[i]!) }
      const model = new MLP([64, 30, 10], { seed })
      await fit(model, data, {
        loss: 'crossEntropy',
        optimizer: new Adam(model.parameters(), { lr: 0.01 }),
        epochs: 12,
        batchSize: 16,
        l2: 1,
        schedule: schedules.cosine({ epochs: 12 }),
      })
      const outputs = validation.map((i) => model.predict(inputs[i]!))
      shares.push(
        accuracy(
          outputs,
          validation.map((i) => targets[i]!),
        ),
      )
    }
    expect(shares.reduce((s, x) => s + x, 0) / shares.length).toBeGreaterThanOrEqual(0.97)
  }, 300_000)

  /** A table of numbers without the columns of `drop`. An empty cell is NaN. */
  const numbers = async (file: string, target: string, drop: string[] = []) => {
    const { columns, rows } = await readCsv(join(folder, file))
    const used = columns.flatMap((name, j) => (name === target || drop.includes(name) ? [] : [j]))
    const number = (cell: string) => (cell === '' ? NaN : Number(cell))
    return {
      inputs: rows.map((row) => used.map((j) => number(row[j]!))),
      ys: rows.map((row) => number(row[columns.indexOf(target)]!)),
    }
  }

  /** R² of a network and of least squares, each example held out once. */
  const compare = async ({ inputs, ys }: { inputs: number[][]; ys: number[] }, units: number, l2: number) => {
    const [net, line]: [number[][], number[][]] = [[], []]
    for (const { train, held } of folds(ys.length)) {
      const xs = scaled(inputs, train)
      const known = train.map((i) => ys[i]!)
      const { mean, scale } = fitScaler(known.map((y) => [y]))
      const data = { inputs: train.map((i) => xs[i]!), targets: known.map((y) => (y - mean[0]!) / scale[0]!) }
      const model = new MLP([xs[0]!.length, units, 1], { seed: 1 })
      const optimizer = new LBFGS(model.parameters(), { maxIter: 60 })
      await fit(model, data, { loss: 'mse', optimizer, epochs: 1, batchSize: train.length, l2 })
      const best = leastSquares(data.inputs, known)
      for (const i of held) {
        net[i] = model.predict(xs[i]!).map((y) => y * scale[0]! + mean[0]!)
        line[i] = [best(xs[i]!)]
      }
    }
    return { net: r2(net, ys), line: r2(line, ys) }
  }

  test('diabetes: R² is at most 0.01 below that of least squares', async () => {
    const data = await numbers('diabetes.csv', 'target')
    const all = scaled(data.inputs, [...data.ys.keys()])
    const line = leastSquares(all, data.ys)
    const fitted = all.map((x) => [line(x)])
    expect(r2(fitted, data.ys)).toBeCloseTo(0.5177484, 7) // the R² of ordinary least squares on these data in the literature
    const held = await compare(data, 8, 20)
    expect(held.line).toBeGreaterThan(0.46)
    expect(held.net).toBeGreaterThan(held.line - 0.01)
  })

  test('auto-mpg: R² is more than 0.05 above that of least squares', async () => {
    const held = await compare(await numbers('auto_mpg.csv', 'mpg', ['car_name']), 16, 1)
    expect(held.line).toBeGreaterThan(0.79)
    expect(held.net).toBeGreaterThan(held.line + 0.05)
  })
}
