/** The exported models run in onnxruntime (as WebAssembly), and compute what `predict` computes. */
import { expect, test } from '@jest/globals'
import { sigmoid, softmax } from '@gradus/engine'
import type { ActivationName, MLPOptions } from '@gradus/nn'
import { activations, fit, MLP, Random } from '@gradus/nn'
import type { OnnxOptions } from '@gradus/onnx'
import { toOnnx } from '@gradus/onnx'
import { env, InferenceSession, Tensor } from 'onnxruntime-web'

env.wasm.numThreads = 1 // no worker threads

const names = Object.keys(activations) as ActivationName[]

/** What onnxruntime makes of each batch, one session for all of them. */
async function run(bytes: Uint8Array, batches: readonly number[][][]): Promise<number[][][]> {
  const session = await InferenceSession.create(bytes)
  expect(session.inputNames).toEqual(['input'])
  expect(session.outputNames).toEqual(['output'])
  const results: number[][][] = []
  for (const batch of batches) {
    const input = new Tensor('float32', batch.flat(), [batch.length, batch[0]!.length])
    const { output } = await session.run({ input })
    const [rows, width] = output!.dims as [number, number]
    expect(rows).toBe(batch.length)
    const data = [...(output!.data as Float32Array)]
    results.push(batch.map((_, i) => data.slice(i * width, (i + 1) * width)))
  }
  await session.release()
  return results
}

/** The largest |a − b| / max(1, |b|). */
function difference(actual: readonly number[], expected: readonly number[]): number {
  expect(actual.length).toBe(expected.length)
  return Math.max(...actual.map((a, i) => Math.abs(a - expected[i]!) / Math.max(1, Math.abs(expected[i]!))))
}

async function checkModel(model: MLP, batches: readonly number[][][], options?: OnnxOptions): Promise<void> {
  const results = await run(toOnnx(model, options), batches)
  batches.forEach((batch, b) =>
    batch.forEach((x, i) => expect(difference(results[b]![i]!, model.predict(x))).toBeLessThan(1e-5)),
  )
}

const whole = (random: Random, from: number, to: number) => from + random.integer(to - from + 1)

const examples = (random: Random, count: number, width: number) =>
  Array.from({ length: count }, () => Array.from({ length: width }, () => random.uniform(-3, 3)))

/** A network of any shape; the biases, which start at 0, are drawn too. */
function randomModel(random: Random, layers: number, options: MLPOptions): MLP {
  const sizes = Array.from({ length: layers + 1 }, () => whole(random, 1, 20))
  const dropout = random.uniform() < 0.5 || layers === 1 ? 0 : 0.4
  const model = new MLP(sizes, { ...options, dropout, seed: whole(random, 1, 1e6) })
  for (const layer of model.layers) {
    for (const { bias } of layer.neurons) bias.data = random.uniform(-1, 1)
  }
  return model
}

test.each(names)('random networks with %s in the hidden layers, any output and opset', async (activation) => {
  const random = new Random(1 + names.indexOf(activation))
  for (const output of names) {
    for (let round = 0; round < 2; round++) {
      const model = randomModel(random, whole(random, 1, 4), { activation, output })
      const batches = [examples(random, 1, model.sizes[0]!), examples(random, 7, model.sizes[0]!)]
      await checkModel(model, batches, { opset: whole(random, 13, 26) })
    }
  }
})

test('networks with a different activation in each layer', async () => {
  const random = new Random(77)
  for (let round = 0; round < 20; round++) {
    const draw = () => names[whole(random, 0, names.length - 1)]!
    const model = randomModel(random, 4, { activation: [draw(), draw(), draw()], output: draw() })
    await checkModel(model, [examples(random, 7, model.sizes[0]!)])
  }
})

test.each(names)('%s from far left to far right, with either form of gelu', async (output) => {
  const model = MLP.fromTheta([[[0, 1]]], { output })
  const points = [0, 1e-6, 1e-3, 0.1, 0.7, 1, 2, 3, 5, 8, 13, 20, 50, 100, 1000]
  const batch = points.flatMap((x) => [[x], [-x]])
  for (const opset of [13, 19, 20, 26]) await checkModel(model, [batch], { opset })
})

test('softmax and sigmoid follow the model', async () => {
  const random = new Random(5)
  const model = randomModel(random, 3, { activation: 'relu' })
  const batch = examples(random, 7, model.sizes[0]!)
  const [probabilities] = await run(toOnnx(model, { output: 'softmax' }), [batch])
  const [each] = await run(toOnnx(model, { output: 'sigmoid' }), [batch])
  batch.forEach((x, i) => {
    const raw = model.predict(x)
    expect(difference(probabilities![i]!, softmax(raw))).toBeLessThan(1e-5)
    expect(
      difference(
        each![i]!,
        raw.map((z) => sigmoid(z)),
      ),
    ).toBeLessThan(1e-5)
  })
})

test('softmax stays finite for outputs of ±1000', async () => {
  const model = MLP.fromTheta([[[1000], [-1000], [0]].map(([b]) => [b!, 1])])
  const [result] = await run(toOnnx(model, { output: 'softmax' }), [[[0.5]]])
  expect(result).toEqual([[1, 0, 0]])
})

test('a trained network, dropout in training, is exported as it predicts', async () => {
  const random = new Random(3)
  const inputs = examples(random, 40, 2)
  const targets = inputs.map(([a, b]) => [a! * b!])
  const model = new MLP([2, 12, 12, 1], { activation: 'gelu', dropout: 0.2, seed: 2 })
  await fit(model, { inputs, targets }, { loss: 'mse', epochs: 3 })
  await checkModel(model, [inputs])
})
