/** The network of the page as a file: a model for `gradus predict` and the packages, or ONNX for other runtimes. */
import { inputNames } from '@gradus/data'
import { MLP } from '@gradus/nn'
import type { TabularModel } from '@gradus/tabular'
import type { NetworkSettings } from '../network/settings.js'
import { lossFor } from '../training/data-set.js'
import type { DataNews } from '../training/messages.js'
import { newModel } from '../training/recipe.js'

/** What is saved. */
export interface SavedParts {
  readonly settings: NetworkSettings
  readonly data: DataNews
  readonly parameters: ArrayLike<number>
}

/**
 * The model as JSON text. If the data are a table it contains the encoding of the table, so it predicts from raw rows:
 * `TabularModel.fromJSON` and `gradus predict` read it. Otherwise `MLP.fromJSON` reads it.
 */
export async function modelJson(parts: SavedParts): Promise<string> {
  return `${JSON.stringify((await tabularOf(parts)) ?? networkOf(parts))}\n`
}

/** The model as ONNX. For a table it takes raw rows; with a cross-entropy it gives probabilities. */
export async function modelOnnx(parts: SavedParts): Promise<Uint8Array<ArrayBuffer>> {
  const { toOnnx } = await import('@gradus/onnx')
  const tabular = await tabularOf(parts)
  if (tabular !== undefined) return toOnnx(tabular.network, { preprocessing: tabular.preprocessing })
  const loss = lossFor(parts.settings, parts.data)
  const output = loss === 'crossEntropy' ? 'softmax' : loss === 'binaryCrossEntropyWithLogits' ? 'sigmoid' : 'raw'
  return toOnnx(networkOf(parts), { output })
}

function networkOf({ settings, data, parameters }: SavedParts): MLP {
  const network = newModel(data.sizes, settings)
  network.parameters().forEach((p, i) => (p.data = parameters[i]!))
  return network
}

/** Undefined if the inputs are not those of a table: for points with features, and for images. */
async function tabularOf(parts: SavedParts): Promise<TabularModel | undefined> {
  const { encoding, inputs, outputs, task } = parts.data
  if (encoding === undefined || inputs.join('\n') !== inputNames(encoding.inputs).join('\n')) return undefined
  const { TabularModel } = await import('@gradus/tabular')
  const network = networkOf(parts)
  const isPair = task === 'classes' && outputs.length === 2
  return new TabularModel({
    ...{ encoding, header: true, probabilities: 'softmax' },
    network: isPair ? withTwoOutputs(network) : network,
  })
}

/** A table has one output per class. The softmax of 0 and z is the sigmoid of z. */
const withTwoOutputs = (network: MLP): MLP => withOutputs(network, ([row]) => [row!.map(() => 0), row!])

/** The reverse: z₁ − z₀ has the same class, and with the softmax the same probability. */
export const withOneOutput = (network: MLP): MLP =>
  withOutputs(network, ([first, second]) => [second!.map((w, i) => w - first![i]!)])

/** The network with other rows in its last matrix Θ. */
function withOutputs(network: MLP, rows: (last: readonly number[][]) => number[][]): MLP {
  const theta = network.theta()
  const activation = network.layers.slice(0, -1).map((layer) => layer.activation)
  const dropout = network.dropouts.map(({ rate }) => rate)
  return MLP.fromTheta([...theta.slice(0, -1), rows(theta.at(-1)!)], { activation, dropout })
}
