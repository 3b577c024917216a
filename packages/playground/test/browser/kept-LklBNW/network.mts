// A network of the Gradus playground. Save this text as network.mts, and install the packages that it imports:
//   npm install @gradus/data @gradus/nn
//   npx tsx network.mts
// It trains the network for 3 passes over the data, with the same bits as the page.
import { moons, split } from '@gradus/data'
import { Adam, MLP, evaluate, fit } from '@gradus/nn'

const { inputs: places, targets: labels } = moons({ count: 300, noise: 0.1, seed: 1 })
const points = places.map(([x = 0, y = 0]) => [x - 0.5, y - 0.25])
const { train, validation } = split(points.length, 0.3, { seed: 1, labels: labels })
const inputs = points
const targets = labels
const part = (rows: number[]) => ({ inputs: rows.map((i) => inputs[i]!), targets: rows.map((i) => targets[i]!) })

const model = new MLP([2, 4, 3, 1], { activation: 'tanh', init: 'glorot', seed: 1, dropout: 0.1 })

const history = await fit(model, part(train), {
  loss: 'binaryCrossEntropyWithLogits',
  optimizer: new Adam(model.parameters(), { lr: 0.01 }),
  epochs: 3,
  batchSize: 16,
  seed: 1,
  validationData: part(validation),
})
console.log(history.epochs.at(-1))

console.log('loss:', evaluate(model, part(train), 'binaryCrossEntropyWithLogits'))
for (const i of train.slice(0, 3)) console.log(model.predict(inputs[i]!), targets[i])

console.log(JSON.stringify(model.parameters().map((p) => p.data)))
