/** Exclusive or, the smallest problem that needs a hidden layer. */
import { Adam, fit, MLP } from '@gradus/nn'

const data = {
  inputs: [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ],
  targets: [0, 1, 1, 0],
}
const model = new MLP([2, 8, 1], { activation: 'tanh', seed: 3 })
const optimizer = new Adam(model.parameters(), { lr: 0.05 })
const { epochs } = await fit(model, data, {
  loss: 'binaryCrossEntropyWithLogits',
  optimizer,
  epochs: 200,
  batchSize: 4,
})

console.log(`loss ${epochs[0]!.loss.toFixed(3)} → ${epochs.at(-1)!.loss.toFixed(3)}`)
for (const x of data.inputs) console.log(x, model.predict(x)[0]! > 0 ? 1 : 0) // prints [ 0, 0 ] 0
// prints [ 0, 1 ] 1
// prints [ 1, 0 ] 1
// prints [ 1, 1 ] 0
