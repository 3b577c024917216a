/** A small network: the validation loss after a few epochs. Diverges when the rate is far too high. */
import { fit, MLP, SGD } from '@gradus/nn'

const points = Array.from({ length: 24 }, (_, i) => [Math.cos(i) + (i % 2), Math.sin(i)])
const data = { inputs: points, targets: points.map((_, i) => i % 2) }

export default async function moons({ lr, hidden }, { seed }) {
  const model = new MLP([2, ...hidden, 2], { activation: 'relu', seed })
  const optimizer = new SGD(model.parameters(), { lr })
  const history = await fit(model, data, { loss: 'crossEntropy', optimizer, epochs: 3, validationSplit: 0.25, seed })
  return history.epochs.at(-1).validationLoss
}
