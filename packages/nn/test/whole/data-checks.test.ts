/** Data that are refused before training starts, and typed arrays, which are not. */
import { describe, expect, test } from '@jest/globals'
import { Value, type Scalar } from '@gradus/engine'
import type { Data, DataLike, FitOptions, Model } from '../../src/index.js'
import {
  accuracy,
  accumulate,
  confusionMatrix,
  diagnose,
  evaluate,
  fit,
  learningRateRange,
  meanAbsoluteError,
  MLP,
  mse,
  overfitBatch,
  predictAll,
  r2,
  topKAccuracy,
} from '../../src/index.js'

const line = (count: number): Data => ({
  inputs: Array.from({ length: count }, (_, i) => [i / count, 1]),
  targets: Array.from({ length: count }, (_, i) => [i / count]),
})

/** The line with another number somewhere. */
function broken(where: 'inputs' | 'targets', example: number, place: number, value: number): Data {
  const data = line(10)
  ;(data[where][example] as number[])[place] = value
  return data
}

describe('numbers that are not finite', () => {
  test.each(['compiled', 'eager'] as const)('fit names the example, and leaves the model alone (%s)', async (mode) => {
    const model = new MLP([2, 1])
    const before = model.theta()
    const refused = (data: Data, more: Partial<FitOptions> = {}) =>
      expect(fit(model, data, { loss: 'mse', mode, ...more })).rejects
    for (const value of [NaN, Infinity, -Infinity]) {
      await refused(broken('inputs', 3, 1, value)).toThrow(
        `fit: inputs[3][1] of the data is ${value}. Leave out example 3, or put a finite number there.`,
      )
      await refused(broken('targets', 9, 0, value)).toThrow(
        `fit: targets[9][0] of the data is ${value}. Leave out example 9, or put a finite number there.`,
      )
      await refused({ inputs: [[1, 2]], targets: [value] }).toThrow(
        `fit: targets[0] of the data is ${value}. Leave out example 0, or put a finite number there.`,
      )
      await refused(line(10), { validationData: broken('inputs', 0, 0, value) }).toThrow(
        `fit: inputs[0][0] of the validation data is ${value}. Leave out example 0, or put a finite number there.`,
      )
      // by the number it has in the data, not in the part that is split off
      await refused(broken('targets', 7, 0, value), { validationSplit: 0.5 }).toThrow(
        `fit: targets[7][0] of the data is ${value}.`,
      )
    }
    expect(model.theta()).toEqual(before)
  })
  test('in typed arrays too', async () => {
    const data = { inputs: [new Float32Array([1, NaN])], targets: new Float64Array([1]) }
    await expect(fit(new MLP([2, 1]), data, { loss: 'mse' })).rejects.toThrow('fit: inputs[0][1] of the data is NaN.')
  })
  test('the same for what else takes data', () => {
    const data = broken('inputs', 3, 1, NaN)
    const rest = 'inputs[3][1] of the data is NaN. Leave out example 3, or put a finite number there.'
    const model = new MLP([2, 1])
    expect(() => evaluate(model, data, 'mse')).toThrow(`evaluate: ${rest}`)
    expect(() => diagnose(model, data, 'mse')).toThrow(`diagnose: ${rest}`)
    expect(() => overfitBatch(model, data, { loss: 'mse' })).toThrow(`overfitBatch: ${rest}`)
    expect(() => learningRateRange(model, data, { loss: 'mse' })).toThrow(`learningRateRange: ${rest}`)
  })
  test('numbers that are infinite in 32 bits', async () => {
    const refused = (data: Data, more: Partial<FitOptions> = {}) =>
      expect(fit(new MLP([2, 1]), data, { loss: 'mse', precision: 'f32', ...more })).rejects
    await refused(broken('inputs', 2, 0, 1e39)).toThrow(
      "fit: precision is 'f32', and inputs[2][0] of the data is 1e+39, which 32 bits cannot hold. Scale the data, or leave precision out.",
    )
    await refused(line(10), { validationData: broken('targets', 2, 0, -1e300) }).toThrow(
      "fit: precision is 'f32', and targets[2][0] of the validation data is -1e+300, which 32 bits cannot hold.",
    )
  })
})

const kinds = [Float64Array, Float32Array, Uint8Array, Int16Array, Uint8ClampedArray]
/** A model whose forward only works for plain arrays, as those of users do. */
function ownModel(): Model {
  const [w, b] = [new Value(0.5), new Value(0.25)]
  return {
    parameters: () => [w, b],
    weights: () => [w],
    forward: (x: readonly Scalar[]) => [x.map((xi) => w.mul(xi)).reduce((s, t) => s.add(t), b)],
  }
}

describe.each(kinds.map((kind) => [kind.name, kind] as const))('%s', (_, kind) => {
  const plain = (count: number): Data => ({
    inputs: Array.from({ length: count }, (_, i) => [i % 3, (i * 7) % 5]),
    targets: Array.from({ length: count }, (_, i) => [i % 4]),
  })
  const typed = ({ inputs, targets }: Data): DataLike => ({
    inputs: inputs.map((x) => new kind(x)),
    targets: targets.map((t) => new kind(t as number[])),
  })
  describe.each(['compiled', 'eager'] as const)('%s', (mode) => {
    test.each([1, 2, 5, 63, 64, 65, 130])('fit of %i examples gives the bits of plain arrays', async (count) => {
      for (const make of [() => new MLP([2, 3, 1], { dropout: 0.2, seed: 1 }), ownModel]) {
        const train = async (data: DataLike) => {
          const model = make()
          const history = await fit(model, data, {
            loss: 'mse',
            mode,
            epochs: 2,
            batchSize: 16,
            l2: 0.1,
            validationData: data,
            metrics: ['mae', 'r2'],
          })
          return { history, parameters: model.parameters().map((p) => p.data) }
        }
        expect(await train(typed(plain(count)))).toEqual(await train(plain(count)))
      }
    })
    test('class indices in one array', async () => {
      const { inputs } = plain(70)
      const classes = inputs.map((_, i) => i % 3)
      const train = async (data: DataLike) => {
        const model = new MLP([2, 4, 3], { seed: 1 })
        return fit(model, data, {
          loss: 'crossEntropy',
          mode,
          epochs: 2,
          validationSplit: 0.2,
          metrics: ['accuracy'],
        })
      }
      expect(await train({ inputs, targets: new kind(classes) })).toEqual(await train({ inputs, targets: classes }))
    })
  })
  test.each([1, 3, 63, 64, 100])('predictAll of %i', (count) => {
    const data = plain(count)
    for (const model of [new MLP([2, 3, 2], { seed: 1 }), ownModel()]) {
      expect(predictAll(model, typed(data).inputs)).toEqual(predictAll(model, data.inputs))
    }
  })
  test('what else takes data, and predict', () => {
    const data = plain(20)
    const model = new MLP([2, 3, 1], { seed: 1 })
    for (const f of [
      (d: DataLike) => evaluate(model, d, 'mse'),
      (d: DataLike) => diagnose(model, d, 'mse'),
      (d: DataLike) => overfitBatch(model, d, { loss: 'mse', steps: 3 }),
      (d: DataLike) => learningRateRange(model, d, { loss: 'mse', steps: 3 }),
      (d: DataLike) => accumulate(model, model.parameters(), d, mse),
      (d: DataLike) => model.predict(d.inputs[7]!),
    ]) {
      expect(f(typed(data))).toEqual(f(data))
    }
  })
  test('metrics', () => {
    const outputs = [[0, 2, 1], [1, 0, 0], [0, 0, 3]] // oxfmt-ignore
    const targets = [[0, 1, 0], [0, 0, 1], [0, 0, 1]] // oxfmt-ignore
    const classes = [1, 2, 2]
    const typedOutputs = outputs.map((o) => new kind(o))
    for (const metric of [accuracy, confusionMatrix, r2, meanAbsoluteError]) {
      expect(metric(typedOutputs, targets.map((t) => new kind(t)))).toEqual(metric(outputs, targets)) // oxfmt-ignore
    }
    for (const metric of [accuracy, confusionMatrix]) {
      expect(metric(typedOutputs, new kind(classes))).toEqual(metric(outputs, classes))
    }
    expect(topKAccuracy(typedOutputs, new kind(classes), 2)).toBe(topKAccuracy(outputs, classes, 2))
  })
})

test('typed data that a callback changes in place are used as they are now, as plain ones are', async () => {
  const train = async (row: (x: number[]) => number[] | Float64Array, mode: 'compiled' | 'eager') => {
    const inputs = [row([1]), row([2])]
    const model = new MLP([1, 1], { seed: 1 })
    const onEpoch = () => void (inputs[0]![0]! *= -1)
    return fit(model, { inputs, targets: [[1], [2]] }, { loss: 'mse', epochs: 4, mode, onEpoch })
  }
  for (const mode of ['compiled', 'eager'] as const) {
    const plain = await train((x) => x, mode)
    expect(plain.epochs[1]!.loss).not.toBeCloseTo(plain.epochs[0]!.loss, 2)
    expect(await train((x) => new Float64Array(x), mode)).toEqual(plain)
  }
})
