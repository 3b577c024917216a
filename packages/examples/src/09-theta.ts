/** A network from matrices, Θ(1) 3×4, Θ(2) 3×4, Θ(3) 1×4 with the biases in column 0. It is trained and read back. */
import { accumulate, backpropagate, MLP, Random, SGD, sigmoidCrossEntropy } from '@gradus/nn'

const random = new Random(1)
const matrix = (rows: number, columns: number) =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => random.uniform(-0.5, 0.5)))
const model = MLP.fromTheta([matrix(3, 4), matrix(3, 4), matrix(1, 4)], { activation: 'sigmoid' })
console.log(model.sizes.join('-')) // prints 3-3-3-1

const inputs = Array.from({ length: 20 }, () => [random.normal(), random.normal(), random.normal()])
const targets = inputs.map(([a, b, c]) => [a! + b! * c! > 0 ? 1 : 0])

// One batch of m = 20 examples: Δ is the sum of their gradients, and D = Δ/m. Formulas and autodiff give the same D.
accumulate(model, model.parameters(), { inputs, targets }, sigmoidCrossEntropy)
const { D, J } = backpropagate(model.theta(), inputs, targets)
const first = model.layers[0]!.neurons[0]!
console.log(Math.abs(first.bias.grad - D[0]![0]![0]!) < 1e-15) // prints true

const optimizer = new SGD(model.parameters(), { lr: 1, momentum: 0.9 })
for (let step = 0; step < 300; step++) {
  accumulate(model, model.parameters(), { inputs, targets }, sigmoidCrossEntropy)
  optimizer.step()
}
console.log(backpropagate(model.theta(), inputs, targets).J < J / 2) // prints true
console.log(model.theta().map((m) => `${m.length}×${m[0]!.length}`)) // prints [ '3×4', '3×4', '1×4' ]
