/** Compiled training where there is no WebAssembly with SIMD: by the interpreter, with the numbers of the eager engine. */
import { expect, test } from '@jest/globals'
import type { Value } from '@gradus/engine'
import type { Optimizer } from '../../src/index.js'

const world = globalThis as { WebAssembly?: object }
delete world.WebAssembly
const { Adam, AdamW, fit, MLP, Random, SGD } = await import('../../src/index.js')

const random = new Random(5)
const inputs = Array.from({ length: 37 }, () => [random.uniform(-1, 1), random.uniform(-1, 1)])
const data = { inputs, targets: inputs.map(([a, b]) => (a! * b! > 0 ? 1 : a! > 0.5 ? 2 : 0)) }

test.each<[string, (p: readonly Value[]) => Optimizer]>([
  ['SGD', (p) => new SGD(p, { lr: 0.1 })],
  ['momentum', (p) => new SGD(p, { lr: 0.05, momentum: 0.9, nesterov: true })],
  ['Adam', (p) => new Adam(p, { lr: 0.02 })],
  ['AdamW', (p) => new AdamW(p, { lr: 0.02, weightDecay: 0.1 })],
])('%s, with dropout, L1, L2 and clipping', async (_, optimizer) => {
  expect(world.WebAssembly).toBeUndefined()
  const train = async (mode: 'eager' | 'compiled') => {
    const model = new MLP([2, 7, 3], { dropout: 0.2, activation: 'silu' })
    const { epochs } = await fit(model, data, {
      loss: 'crossEntropy',
      mode,
      optimizer: optimizer(model.parameters()),
      epochs: 10,
      batchSize: 10,
      l1: 0.01,
      l2: 0.1,
      clipNorm: 0.5,
      metrics: ['accuracy'],
    })
    return epochs
  }
  const [eager, compiled] = [await train('eager'), await train('compiled')]
  compiled.forEach(({ loss, metrics }, i) => {
    expect(Math.abs(loss / eager[i]!.loss - 1)).toBeLessThan(1e-10)
    expect(metrics).toEqual(eager[i]!.metrics)
  })
})

test('threads are refused', async () => {
  const many = { inputs: [...inputs, ...inputs], targets: [...data.targets, ...data.targets] }
  const training = fit(new MLP([2, 3]), many, { loss: 'crossEntropy', batchSize: 64, threads: 2 })
  await expect(training).rejects.toThrow('threads is 2, and there is no WebAssembly with SIMD here. Pass 1.')
})
