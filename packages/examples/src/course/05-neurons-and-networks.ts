/** The pictures of chapter 5: the 2-2-2 network, the plane of a network for XOR, and two units that stay equal. */
import { fit, MLP, SGD } from '@gradus/nn'
import { plotRegions } from '@gradus/plot'
import { drawNetwork } from '@gradus/viz'
import { savePictures } from './save-pictures.js'

/** The activations of all layers for an input, the inputs first. */
function activations(model: MLP, x: number[]): number[][] {
  const all = [x]
  for (const layer of model.layers) all.push(layer.forward(all.at(-1)!).map((a) => a.data))
  return all
}

const example = MLP.fromTheta(
  [
    [
      [0.35, 0.15, 0.2],
      [0.35, 0.25, 0.3],
    ],
    [
      [0.6, 0.4, 0.45],
      [0.6, 0.5, 0.55],
    ],
  ],
  { activation: 'sigmoid', output: 'sigmoid' },
)

const byThinking = MLP.fromTheta(
  [
    [
      [-10, 20, 20],
      [30, -20, -20],
    ],
    [[-30, 20, 20]],
  ],
  { activation: 'sigmoid', output: 'sigmoid' },
)
const inputs = [[0, 0], [0, 1], [1, 0], [1, 1]] // oxfmt-ignore
const targets = [0, 1, 1, 0]

const equal = new MLP([2, 2, 1], { activation: 'tanh', init: () => 0.5 })
await fit(
  equal,
  { inputs, targets },
  {
    loss: 'binaryCrossEntropyWithLogits',
    optimizer: new SGD(equal.parameters(), { lr: 0.5 }),
    epochs: 2000,
    batchSize: 4,
  },
)

await savePictures(process.argv[2], {
  '05-network.svg': drawNetwork(
    {
      thetas: example.theta(),
      activations: activations(example, [0.05, 0.1]),
      inputs: ['x₁', 'x₂'],
      outputs: ['a₁⁽³⁾', 'a₂⁽³⁾'],
    },
    { digits: 3, title: 'Forward propagation in the 2-2-2 network' },
  ),
  '05-xor.svg': plotRegions(
    byThinking,
    { inputs, targets },
    { outputs: 'probabilities', x: [-0.5, 1.5], y: [-0.5, 1.5], classes: ['equal', 'different'] },
  ),
  '05-symmetry.svg': drawNetwork(
    { thetas: equal.theta(), activations: activations(equal, [0, 1]), inputs: ['x₁', 'x₂'], outputs: ['z⁽³⁾'] },
    { title: 'Trained from equal weights, for the inputs 0 and 1' },
  ),
})
