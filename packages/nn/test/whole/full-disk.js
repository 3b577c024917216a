// A training run for the test that lets the disk run full: its checkpoint grows with the history. Prints as JSON the last
// checkpoint that was saved and the error that ended the run.
import { saveCheckpoint } from '../../dist/node.js'
import { Adam, fit, MLP } from '../../dist/index.js'

const path = process.argv[2]
const model = new MLP([1, 3, 1], { seed: 1 })
let last
try {
  await fit(
    model,
    { inputs: [[-1], [0], [1]], targets: [[1], [0], [1]] },
    {
      loss: 'mse',
      optimizer: new Adam(model.parameters(), { lr: 0.02 }),
      epochs: 500,
      checkpoint: { save: (checkpoint) => saveCheckpoint(path, checkpoint).then(() => (last = checkpoint)) },
    },
  )
} catch (error) {
  process.stdout.write(JSON.stringify({ last, message: error.message, code: error.cause.code }))
}
