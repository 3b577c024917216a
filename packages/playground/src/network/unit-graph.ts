/** Opens the graph of one unit, or of the whole network, for one example in the expression view. */
import { Value } from '@gradus/engine'
import type { MLP } from '@gradus/nn'
import { openGraph } from '../expression/opened.js'
import type { DataNews } from '../training/messages.js'
import { hasStandardized } from './inputs.js'
import type { UnitId } from './drawing.js'
import { unitNumbers } from './model.js'

/** The graph of one unit: its inputs are what the layer before answers. */
export function openUnitGraph(model: MLP, data: DataNews, { layer, unit }: UnitId, input: ArrayLike<number>): void {
  const before = layer === 1 ? Array.from(input) : unitNumbers(model, input)[layer - 2]!.map(({ a }) => a)
  const inputs = before.map((a, j) => new Value(a, layer === 1 ? data.inputs[j]! : `a${j + 1}`))
  const root = model.layers[layer - 1]!.neurons[unit]!.forward(inputs)
  openGraph({ root, title: `Unit ${unit + 1} of layer ${layer}${layer === 1 ? inputsOf(data) : ''}`, from: 'network' })
}

/** Whether the graph of a whole example has been opened, so that the way back ends at its button. */
let isAway = false

/** Asks once, when the network is shown again. Who comes back with a tab or through the header keeps the focus there. */
export function comesBack(): boolean {
  const came = isAway && document.activeElement?.closest('header, [role="tablist"]') === null
  isAway = false
  return came
}

/** The graph of the first output, or of the largest. */
export function openNetworkGraph(model: MLP, data: DataNews, input: ArrayLike<number>): void {
  const outputs = model.forward(Array.from(input, (x, j) => new Value(x, data.inputs[j]!)))
  const root = outputs.reduce((best, output) => (output.data > best.data ? output : best))
  isAway = true
  openGraph({ root, title: `The network for one example${inputsOf(data)}`, from: 'network' })
}

const inputsOf = (data: DataNews): string => (hasStandardized(data) ? ', with standardized inputs' : '')
