// A training run for the test that kills it: resumes from the checkpoint file of its argument, prints a line per step,
// and at the end the weights.
import { Adam, fit, MLP, Random } from '../../dist/index.js'
import { loadCheckpoint, saveCheckpoint } from '../../dist/node.js'

const path = process.argv[2]
const random = new Random(3)
const inputs = Array.from({ length: 60 }, () => [random.normal(), random.normal()])
const data = { inputs, targets: inputs.map(([a, b]) => [Math.sin(a) * b]) }
const model = new MLP([2, 8, 1], { dropout: 0.1, seed: 1 })
const resume = await loadCheckpoint(path)
await fit(model, data, {
  loss: 'mse',
  optimizer: new Adam(model.parameters(), { lr: 0.02 }),
  epochs: 20,
  batchSize: 5,
  checkpoint: { save: (checkpoint) => saveCheckpoint(path, checkpoint), every: 1 },
  onBatch: () => void process.stdout.write('step\n'),
  ...(resume === undefined ? {} : { resume }),
})
process.stdout.write(JSON.stringify(model.theta()))
