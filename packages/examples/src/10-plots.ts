/** Plots: what a training did, what the model learned, and functions with their derivatives. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { iris, moons } from '@gradus/data'
import { tanh } from '@gradus/engine'
import { Adam, confusionMatrix, fit, learningRateRange, MLP, predictAll } from '@gradus/nn'
import {
  plotActivations,
  plotConfusion,
  plotCurves,
  plotFunction,
  plotGradientFlow,
  plotRates,
  plotRegions,
  plotWeights,
} from '@gradus/plot'

// Two half moons: a network with two hidden layers learns where one ends and the other begins.
const [train, validation] = [moons({ count: 120, noise: 0.25, seed: 1 }), moons({ count: 60, noise: 0.25, seed: 2 })]
const model = new MLP([2, 16, 16, 2], { activation: 'tanh', seed: 1 })
const rates = learningRateRange(new MLP([2, 16, 16, 2], { activation: 'tanh', seed: 1 }), train, {
  loss: 'crossEntropy',
  from: 1e-3,
})
const history = await fit(model, train, {
  loss: 'crossEntropy',
  validationData: validation,
  metrics: ['accuracy'],
  epochs: 120,
  batchSize: 20,
  optimizer: new Adam(model.parameters(), { lr: 0.01 }),
})
const last = history.epochs.at(-1)!
console.log(last.loss < 0.2, last.validationMetrics!.accuracy! > 0.85) // prints true true

// The gradient of the training loss in each layer.
for (const parameter of model.parameters()) parameter.zeroGrad()
const untrained = new MLP([2, 16, 16, 16, 16, 2], { activation: 'sigmoid', seed: 1 })
const [output] = untrained.forward([1, 0.5])
output!.backward()

// Iris: three classes, four measurements.
const flowers = new MLP([4, 8, 3], { activation: 'tanh', seed: 1 })
await fit(flowers, iris, {
  loss: 'crossEntropy',
  epochs: 60,
  batchSize: 15,
  optimizer: new Adam(flowers.parameters(), { lr: 0.01 }),
})
const confusion = confusionMatrix(predictAll(flowers, iris.inputs), iris.targets)

const plots = {
  'plot-curves.svg': plotCurves(
    { training: history.epochs.map(({ loss }) => loss), validation: history.epochs.map((epoch) => epoch.validationLoss!) }, // oxfmt-ignore
    { title: 'Two moons', yLabel: 'cross-entropy (nats)' },
  ),
  'plot-regions.svg': plotRegions(model, train, { title: 'What the network learned', xLabel: 'x', yLabel: 'y' }),
  'plot-confusion.svg': plotConfusion(confusion, { title: 'Iris', classes: iris.classNames }),
  'plot-weights.svg': plotWeights(
    flowers.theta()[0]!.map((row) => row.slice(1)),
    { title: 'Weights of the hidden units', inputs: iris.featureNames },
  ),
  'plot-rates.svg': plotRates(rates, { title: 'Learning rates', scale: 'log' }),
  'plot-gradient-flow.svg': plotGradientFlow(
    untrained.layers.map((layer, i) => ({
      name: `layer ${i + 1}`,
      gradients: layer.parameters().map(({ grad }) => grad),
    })),
    { title: 'Gradients shrink in a deep sigmoid network' },
  ),
  'plot-function.svg': plotFunction((x) => tanh(x), [-3, 3], { title: 'tanh and its derivatives' }),
  'plot-activations.svg': plotActivations(undefined, { title: 'Activation functions and their slopes' }),
}
console.log(Object.values(plots).every((svg) => svg.startsWith('<svg'))) // prints true

const directory = process.argv[2]
if (directory !== undefined) {
  await mkdir(directory, { recursive: true })
  for (const [name, svg] of Object.entries(plots)) await writeFile(join(directory, name), svg)
}
