/** The pictures of chapter 7: learning rates, and the curves of a network that learns by heart. */
import { moons } from '@gradus/data'
import { accumulate, Adam, binaryCrossEntropyWithLogits, fit, MLP, SGD } from '@gradus/nn'
import { plotCurves } from '@gradus/plot'
import { savePictures } from './save-pictures.js'

const loss = 'binaryCrossEntropyWithLogits'
const newModel = (hidden: number) => new MLP([2, hidden, 1], { activation: 'tanh', seed: 1 })

/** The cost of the half-moon program over 200 steps. */
function costs(lr: number): number[] {
  const data = moons({ count: 100, noise: 0.2, seed: 1 })
  const model = newModel(8)
  const optimizer = new SGD(model.parameters(), { lr })
  return Array.from({ length: 200 }, () => {
    const J = accumulate(model, model.parameters(), data, binaryCrossEntropyWithLogits)
    optimizer.step()
    return J
  })
}

const few = newModel(16)
const noise = 0.3
const { epochs } = await fit(few, moons({ count: 40, noise, seed: 1 }), {
  loss,
  optimizer: new Adam(few.parameters(), { lr: 0.02 }),
  epochs: 200,
  batchSize: 10,
  validationData: moons({ count: 200, noise, seed: 2 }),
})

await savePictures(process.argv[2], {
  '07-rates.svg': plotCurves(Object.fromEntries([0.01, 0.3, 3, 30].map((lr) => [`α = ${lr}`, costs(lr)])), {
    xLabel: 'step',
    yLabel: 'cost',
    scale: 'log',
    best: 'none',
    title: 'Half-moons with four learning rates',
  }),
  '07-curves.svg': plotCurves(
    {
      training: epochs.map((epoch) => epoch.loss),
      validation: epochs.map((epoch) => epoch.validationLoss!),
    },
    { title: '40 half-moons with much noise', yLabel: 'mean loss' },
  ),
})
