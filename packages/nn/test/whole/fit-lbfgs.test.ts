/** L-BFGS inside fit: one fixed function, each point of it evaluated once. */
import { expect, test } from '@jest/globals'
import { gradient, Value } from '@gradus/engine'
import type { Data, FitOptions, Loss } from '../../src/index.js'
import { Adam, fit, LBFGS, MLP, mse, Random } from '../../src/index.js'

const random = new Random(5)
const inputs = Array.from({ length: 12 }, () => [random.normal()])
const data: Data = { inputs, targets: inputs.map(([x]) => [Math.sin(2 * x!) + 0.3 * x!]) }
const fullBatch = { loss: 'mse', epochs: 1, batchSize: 12 } as const
const eagerly = { ...fullBatch, mode: 'eager' } as const // where the calls of forward or loss are watched

test('no point is evaluated twice, the first one included', async () => {
  const model = new MLP([1, 4, 1], { seed: 2 })
  const parameters = model.parameters()
  const points: string[] = []
  const forward = model.forward.bind(model)
  model.forward = (x, training) => {
    if (training !== undefined && x === inputs[0]) points.push(parameters.map((p) => p.data).join()) // once per pass
    return forward(x, training)
  }
  const { epochs } = await fit(model, data, { ...eagerly, optimizer: new LBFGS(parameters, { maxIter: 60 }) })
  const [atCheck, ...evaluated] = points // fit asks once whether the model draws masks
  expect(atCheck).toBe(evaluated[0])
  expect(evaluated.length).toBeGreaterThan(50)
  expect(new Set(evaluated).size).toBe(evaluated.length)
  expect(epochs[0]!.loss).toBeLessThan(0.01)
})

test('step ends at the best point, with its gradient, also when it looked elsewhere last', () => {
  const f = ([x]: Value[]) => x!.neg().max(x!.mul(3)) // no slope near the kink is flat enough
  let elsewhere = 0
  for (let start = -2.5; start < 5; start++) {
    const x = new Value(start)
    const optimizer = new LBFGS([x])
    const seen: { at: number; f: number }[] = []
    optimizer.step(() => {
      optimizer.zeroGrad()
      const y = f([x])
      y.backward()
      seen.push({ at: x.data, f: y.data })
      return y.data
    })
    if (seen.at(-1)!.at !== x.data) elsewhere++
    expect(Math.max(-x.data, 3 * x.data)).toBe(Math.min(...seen.map((s) => s.f)))
    expect(x.grad).toBe(gradient(f, [x.data])[0])
  }
  expect(elsewhere).toBeGreaterThan(0)
})

test('the function that is searched has the penalty in it: ridge regression, against its closed form', async () => {
  const l2 = 3
  const model = new MLP([1, 1], { seed: 4 })
  await fit(model, data, { ...fullBatch, l2, optimizer: new LBFGS(model.parameters(), { tolerance: 1e-12 }) })
  const targets = data.targets.map((t) => (t as number[])[0]!)
  const mean = (xs: number[]) => xs.reduce((s, x) => s + x, 0) / xs.length
  const [mx, mt] = [mean(inputs.flat()), mean(targets)]
  // (1/n) Σ (wx + b − t)² + λ/(2n) w² is least where w = Sxt / (Sxx + λ/2).
  const sxx = inputs.reduce((s, [x]) => s + (x! - mx) ** 2, 0)
  const sxt = inputs.reduce((s, [x], i) => s + (x! - mx) * (targets[i]! - mt), 0)
  const w = sxt / (sxx + l2 / 2)
  expect(model.theta()).toEqual([[[expect.closeTo(mt - w * mx, 7), expect.closeTo(w, 7)]]])
})

test('an error on the way leaves the weights of the last completed step', async () => {
  const model = new MLP([1, 4, 1], { seed: 2 })
  const before = model.theta()
  let calls = 0
  const loss: Loss = (outputs, target) => {
    if (++calls > 40) throw new Error('mine') // in the fourth pass over 12 examples
    return mse(outputs, target)
  }
  const run = fit(model, data, { ...eagerly, loss, optimizer: new LBFGS(model.parameters()) })
  await expect(run).rejects.toThrow('mine')
  expect(model.theta()).toEqual(before)
})

test('what a line search cannot carry is refused before anything changes', async () => {
  const refused = (options: Partial<FitOptions>, dropout = 0) => {
    const model = new MLP([1, 4, 1], { dropout })
    const optimizer = options.optimizer ?? new LBFGS(model.parameters())
    return expect(fit(model, data, { ...fullBatch, ...options, optimizer })).rejects
  }
  await refused({ clipNorm: 0.5 }).toThrow(
    new RangeError(
      'fit: clipNorm is 0.5, and LBFGS needs the whole gradient. Leave clipNorm out, or pass another optimizer.',
    ),
  )
  await refused({ clipValue: 2 }).toThrow(
    new RangeError(
      'fit: clipValue is 2, and LBFGS needs the whole gradient. Leave clipValue out, or pass another optimizer.',
    ),
  )
  await refused({}, 0.25).toThrow(
    new RangeError(
      'fit: the model has dropout, and LBFGS needs the same function at each step. Train without dropout, or pass another optimizer.',
    ),
  )
  const model = new MLP([1, 4, 1], { dropout: 0.25 })
  const optimizer = new Adam(model.parameters())
  expect((await fit(model, data, { ...fullBatch, clipNorm: 0.5, optimizer })).ended).toBe('epochs')
})

test('it takes all examples at once, and refuses batches', async () => {
  const train = (batchSize?: number) => {
    const model = new MLP([1, 3, 1], { seed: 3 })
    const sizes: number[] = []
    const options: FitOptions = {
      loss: 'mse',
      epochs: 2,
      optimizer: new LBFGS(model.parameters(), { maxIter: 3 }),
      onBatch: ({ batch }) => void sizes.push(batch),
      ...(batchSize === undefined ? {} : { batchSize }),
    }
    return fit(model, manyExamples, options).then(() => sizes)
  }
  const manyExamples = {
    inputs: Array.from({ length: 40 }, (_, i) => [i / 40]),
    targets: Array.from({ length: 40 }, () => [1]),
  }
  expect(await train()).toEqual([1, 1])
  await expect(train(32)).rejects.toThrow(
    'fit: batchSize is 32 of 40 examples, and LBFGS needs all examples at each step. Leave batchSize out, or pass another optimizer.',
  )
})
