/** Three species of iris from four measurements: scaling, training with cross-entropy, and accuracy on unseen flowers. */
import { fitScaler, iris, split, standardize } from '@gradus/data'
import { accuracy, Adam, fit, MLP } from '@gradus/nn'

const { train, validation } = split(iris.inputs.length, 0.2, { seed: 1, labels: [...iris.targets] })
const rows = iris.inputs.map((row) => [...row])
const inputs = standardize(rows, fitScaler(train.map((i) => rows[i]!)))
const pick = (part: number[]) => ({ inputs: part.map((i) => inputs[i]!), targets: part.map((i) => iris.targets[i]!) })

const model = new MLP([4, 16, 3], { seed: 1 })
const optimizer = new Adam(model.parameters(), { lr: 0.01 })
await fit(model, pick(train), { loss: 'crossEntropy', optimizer, epochs: 100, batchSize: 16 })

const unseen = pick(validation)
const share = accuracy(
  unseen.inputs.map((x) => model.predict(x)),
  unseen.targets,
)
console.log(`${validation.length} unseen flowers`) // prints 30 unseen flowers
console.log(`accuracy ${share.toFixed(4)}`)
console.log(share >= 0.93 ? 'good' : 'bad') // prints good
