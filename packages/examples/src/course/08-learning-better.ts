/** The pictures of chapter 8: digits, the slow start of the quadratic cost, overfitting, and optimizers. */
import { split } from '@gradus/data'
import { digits } from '@gradus/data/digits'
import { Value } from '@gradus/engine'
import { Adam, binaryCrossEntropyWithLogits, fit, LBFGS, MLP, type Optimizer, quadratic, Random, SGD } from '@gradus/nn'
import { plotCurves } from '@gradus/plot'
import { element, svgDocument, text, themes } from '@gradus/svg'
import { savePictures } from './save-pictures.js'

// The laboratory, as in lab.ts of the page.
const all = digits()
const parts = split(all.targets.length, 0.5, { labels: all.targets, seed: 1 })
const part = (indices: number[]) => ({
  inputs: indices.map((i) => all.inputs[i]!),
  targets: indices.map((i) => all.targets[i]!),
})
const train = part(parts.train.slice(0, 300))
const validationData = part(parts.validation.slice(0, 450))
const random = new Random(1)
const label = (digit: number) => (random.uniform() < 0.2 ? random.integer(10) : digit)
const mislabeled = { ...train, targets: train.targets.map(label) }
const newModel = () => new MLP([64, 30, 10], { seed: 1 })

/** The first ten images in a row, each pixel a square that is as dark as its gray value. */
function drawDigits(): string {
  const { background, border, text: ink } = themes.light
  const [size, step] = [6, 62]
  const images = all.inputs.slice(0, 10).flatMap((pixels, i) => {
    const left = 12 + i * step
    const squares = pixels.map((gray, j) =>
      gray === 0
        ? ''
        : element('rect', {
            x: left + size * (j % 8),
            y: 12 + size * Math.floor(j / 8),
            width: size,
            height: size,
            fill: ink,
            'fill-opacity': gray,
          }),
    )
    const frame = element('rect', { x: left, y: 12, width: 8 * size, height: 8 * size, fill: 'none', stroke: border })
    const label = text(String(all.targets[i]), { x: left + 4 * size, y: 80, size: 14, fill: ink, anchor: 'middle' })
    return [...squares, frame, label]
  })
  const desc = 'Ten images of 8 by 8 pixels, the digits 0 to 9, each with its label below.'
  return svgDocument({ width: 10 * step + 10, height: 92, title: 'UCI digits', desc, background }, ...images)
}

/** A neuron with the input 1 and the target 0: its outputs over 300 steps. */
function outputs(cost: (z: Value) => Value): number[] {
  const [w, b] = [new Value(2), new Value(2)]
  return Array.from({ length: 301 }, () => {
    const z = w.mul(1).add(b)
    cost(z).backward()
    for (const p of [w, b]) {
      p.data -= 0.15 * p.grad
      p.zeroGrad()
    }
    return z.sigmoid().data
  })
}

const overfitting = newModel()
const { epochs } = await fit(overfitting, mislabeled, {
  loss: 'crossEntropy',
  optimizer: new SGD(overfitting.parameters(), { lr: 0.1 }),
  batchSize: 10,
  epochs: 200,
  validationData,
})

/** The training loss over 30 epochs. Without a batch size, for L-BFGS, each step takes all examples. */
async function losses(make: (parameters: Value[]) => Optimizer, more: { batchSize?: number }): Promise<number[]> {
  const model = newModel()
  const optimizer = make(model.parameters())
  const history = await fit(model, train, { loss: 'crossEntropy', optimizer, epochs: 30, ...more })
  return history.epochs.map(({ loss }) => loss)
}

await savePictures(process.argv[2], {
  '08-digits.svg': drawDigits(),
  '08-slow-start.svg': plotCurves(
    {
      'quadratic cost': outputs((z) => quadratic([z.sigmoid()], 0)),
      'cross-entropy': outputs((z) => binaryCrossEntropyWithLogits([z], 0)),
    },
    { title: 'A neuron that should answer 0', xLabel: 'step', yLabel: 'output', first: 0, best: 'none', height: 320 },
  ),
  '08-overfitting.svg': plotCurves(
    {
      training: epochs.map(({ loss }) => loss),
      validation: epochs.map(({ validationLoss }) => validationLoss!),
    },
    { title: '300 digits, 60 of them with a wrong label', yLabel: 'mean loss' },
  ),
  '08-descent.svg': plotCurves(
    {
      SGD: await losses((p) => new SGD(p, { lr: 1 }), { batchSize: 300 }),
      momentum: await losses((p) => new SGD(p, { lr: 1, momentum: 0.9 }), { batchSize: 300 }),
      'L-BFGS': await losses((p) => new LBFGS(p, { maxIter: 1 }), {}),
      'Adam, batches of 30': await losses((p) => new Adam(p, { lr: 0.03 }), { batchSize: 30 }),
    },
    { title: '300 digits', yLabel: 'training loss', scale: 'log', best: 'none' },
  ),
})
