/**
 * Why weights are random at the start: two hidden units with equal weights compute the same value and receive the same
 * gradient, so they stay equal. Pass a directory to save the picture of the symmetric network after 100 steps.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Value } from '@gradus/engine'
import { accumulate, MLP, SGD, sigmoidCrossEntropy, uniform } from '@gradus/nn'
import { renderSvg } from '@gradus/viz'

const xor = {
  inputs: [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ],
  targets: [0, 1, 1, 0],
}

function train(model: MLP): void {
  const optimizer = new SGD(model.parameters(), { lr: 0.5 })
  for (let step = 0; step < 100; step++) {
    accumulate(model, model.parameters(), xor, sigmoidCrossEntropy)
    optimizer.step()
  }
}
const units = (model: MLP) => model.theta()[0]!.map((row) => row.map((w) => w.toFixed(4)).join(' '))

const equal = MLP.fromTheta(
  [
    [
      [0.3, 0.3, 0.3],
      [0.3, 0.3, 0.3],
    ],
    [[0.3, 0.3, 0.3]],
  ],
  { activation: 'sigmoid' },
)
train(equal)
const [a, b] = units(equal)
console.log(`equal start:  unit 1 has ${a}, unit 2 has ${b}`)
console.log(a === b ? 'still the same' : 'different') // prints still the same

const random = new MLP([2, 2, 1], { activation: 'sigmoid', init: uniform(0.5), seed: 1 })
train(random)
const [c, d] = units(random)
console.log(`random start: unit 1 has ${c}, unit 2 has ${d}`)
console.log(c === d ? 'the same' : 'different units') // prints different units

const directory = process.argv[2]
if (directory !== undefined) {
  for (const p of equal.parameters()) p.zeroGrad()
  const [output] = equal.forward([new Value(0, 'x1'), new Value(1, 'x2')])
  const loss = sigmoidCrossEntropy([output!], 1)
  loss.label = 'loss'
  loss.backward()
  await mkdir(directory, { recursive: true })
  await writeFile(join(directory, 'symmetry.svg'), await renderSvg(loss))
}
