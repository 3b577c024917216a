/**
 * A 2-2-2 network with the numbers of Matt Mazur, "A Step by Step Backpropagation Example"
 * (https://mattmazur.com/2015/03/17/a-step-by-step-backpropagation-example/): sigmoid units, error ½ Σ (t − o)², learning
 * rate 0.5, constant biases. The gradients come from the formulas of backpropagation, and then from automatic
 * differentiation.
 */
import { backpropagate, MLP, quadratic } from '@gradus/nn'

const x = [0.05, 0.1]
const y = [0.01, 0.99]
const rate = 0.5
const Theta = [
  [
    [0.35, 0.15, 0.2], // b1, w1, w2
    [0.35, 0.25, 0.3], // b1, w3, w4
  ],
  [
    [0.6, 0.4, 0.45], // b2, w5, w6
    [0.6, 0.5, 0.55], // b2, w7, w8
  ],
]
const show = (xs: number[], digits = 10) => xs.map((v) => v.toFixed(digits)).join('  ')

const { examples, D, J } = backpropagate(Theta, [x], [y], { cost: 'quadratic' })
const [{ z, a, delta }] = examples as [(typeof examples)[0]]
console.log('forward')
console.log(`  hidden  z ${show(z[0]!)}   a ${show(a[1]!)}`)
console.log(`  output  z ${show(z[1]!)}   a ${show(a[2]!)}`)
console.log(`error ${J.toFixed(10)}`) // prints error 0.2983711088
console.log('backward')
console.log(`  δ(3) = (a − y) ⊙ g′(z)         ${show(delta[1]!)}`)
console.log(`  δ(2) = Θᵀδ(3) ⊙ g′(z)          ${show(delta[0]!)}`)
console.log('∂J/∂Θ = δ · [1; a]ᵀ, without the bias column')
for (const row of D.flat()) console.log(`  ${show(row.slice(1))}`)

const model = MLP.fromTheta(Theta, { activation: 'sigmoid', output: 'sigmoid' })
quadratic(model.forward(x), y).backward()
const worst = Math.max(...model.weights().map((w, i) => Math.abs(w.grad - D.flat().flatMap((r) => r.slice(1))[i]!)))
console.log(worst < 1e-15 ? 'autodiff agrees' : 'autodiff differs') // prints autodiff agrees

const step = () => {
  const gradients = backpropagate(Theta, [x], [y], { cost: 'quadratic' }).D
  Theta.forEach((m, l) =>
    m.forEach((row, i) => row.forEach((_, j) => j > 0 && (row[j]! -= rate * gradients[l]![i]![j]!))),
  )
}
step()
const weights = Theta.map((m) => m.flatMap((row) => row.slice(1)))
console.log('after one step')
console.log(`w1..w4  ${show(weights[0]!)}`) // prints w1..w4  0.1497807161  0.1995614323  0.2497511436  0.2995022873
console.log(`w5..w8  ${show(weights[1]!)}`) // prints w5..w8  0.3589164797  0.4086661861  0.5113012702  0.5613701211
console.log(`error ${backpropagate(Theta, [x], [y], { cost: 'quadratic' }).J.toFixed(10)}`) // prints error 0.2910277737

for (let k = 1; k < 10_000; k++) step()
const end = backpropagate(Theta, [x], [y], { cost: 'quadratic' })
console.log('after 10,000 steps')
console.log(`outputs ${show(end.examples[0]!.a[2]!, 7)}`) // prints outputs 0.0159136  0.9840643
console.log(`error ${end.J.toExponential(7)}`) // prints error 3.5101878e-5
