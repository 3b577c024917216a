import { expect, test } from '@jest/globals'
import { accumulate, Adam, MLP, mse } from '../../src/index.js'

const collect = (globalThis as unknown as { gc: () => void }).gc

test('100,000 steps of a small network keep the heap flat', () => {
  const model = new MLP([1, 2, 1])
  const parameters = model.parameters()
  const optimizer = new Adam(parameters, { lr: 1e-4 })
  const data = { inputs: [[0.5]], targets: [[1]] }
  const train = (steps: number) => {
    for (let i = 0; i < steps; i++) {
      accumulate(model, parameters, data, mse)
      optimizer.step()
    }
    collect()
    return process.memoryUsage().heapUsed
  }
  train(10_000)
  const before = train(10_000)
  expect(train(100_000) - before).toBeLessThan(1_000_000) // 10 bytes a step
})
