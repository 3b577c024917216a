/**
 * Trains a network with one hidden layer on the handwritten digits of MNIST:
 *
 *     node packages/examples/dist/mnist.js FOLDER [HIDDEN] [RATE] [EPOCHS] [IMAGES]
 *
 * FOLDER contains the four files of MNIST: train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz,
 * t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz. The defaults are 30 hidden units, learning rate 0.5, 30 epochs,
 * and 50,000 training images.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { oneHot } from '@gradus/data'
import { readImages } from '@gradus/data/node'
import { type Data, type EpochRecord, fit, MLP, SGD } from '@gradus/nn'

const USAGE = 'mnist.js FOLDER [HIDDEN = 30] [RATE = 0.5] [EPOCHS = 30] [IMAGES = 50000]'

try {
  const { values, positionals } = parseArgs({ options: { help: { type: 'boolean' } }, allowPositionals: true })
  if (values.help === true) console.log(USAGE)
  else await learn(positionals)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}

async function learn([folder, hidden = '30', rate = '0.5', epochs = '30', count = '50000', ...rest]: string[]) {
  if (folder === undefined) throw new Error(`mnist: there is no folder. Pass ${USAGE}.`)
  if (rest.length > 0) throw new Error(`mnist: ${rest[0]} is one argument too many. Pass ${USAGE}.`)
  const train = await digits(folder, 'train', Number(count))
  const test = await digits(folder, 't10k', 10_000)
  const model = new MLP([784, Number(hidden), 10], { activation: 'sigmoid', init: 'scaled', seed: 1 })
  const start = performance.now()
  await fit(model, train, {
    loss: 'sigmoidCrossEntropy',
    optimizer: new SGD(model.parameters(), { lr: Number(rate) }),
    epochs: Number(epochs),
    batchSize: 10,
    l2: 5,
    validationData: test,
    metrics: ['accuracy'],
    onEpoch: (record) => console.log(`${lineOf(record, epochs)}  ${((performance.now() - start) / 1000).toFixed(1)} s`),
  })
}

/** The images with pixels in [0, 1]. A target has ten numbers: 1 for the digit, 0 for all others. */
async function digits(folder: string, name: 'train' | 't10k', count: number): Promise<Data> {
  const file = (what: string) => join(folder, `${name}-${what}-ubyte.gz`)
  const { inputs, targets } = await readImages(file('images-idx3'), file('labels-idx1'), { count })
  return { inputs, targets: targets.map((digit) => oneHot(digit, 10)) }
}

function lineOf({ epoch, loss, metrics, validationMetrics }: EpochRecord, epochs: string): string {
  const percent = (x: number | undefined) => `${(100 * x!).toFixed(2)} %`
  const accuracy = `accuracy: ${percent(metrics?.accuracy)} train, ${percent(validationMetrics?.accuracy)} test`
  return `epoch ${epoch} of ${epochs}  loss ${loss.toFixed(4)}  ${accuracy}`
}
