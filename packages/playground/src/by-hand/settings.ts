/** The settings of the view "Neuron and δ": a 2-2-2 network, one example, and how it is updated. */
import type { Settings } from '../state/group.js'
import {
  type ChoiceSetting,
  choiceSetting,
  type FlagSetting,
  flagSetting,
  type NumberSetting,
  numberSetting,
  numbersSetting,
  type Setting,
} from '../state/setting.js'

export interface ByHandSettings {
  readonly inputs: readonly number[]
  readonly targets: readonly number[]
  /** Θ⁽¹⁾, then Θ⁽²⁾, row by row; the bias of each unit comes first. */
  readonly weights: readonly number[]
  readonly cost: 'quadratic' | 'crossEntropy'
  /** The learning rate α. */
  readonly rate: number
  readonly fixedBiases: boolean
}

const any = numberSetting('number', 0, [-1e6, 1e6], { label: 'Number', help: 'A number.' })

export const BY_HAND = {
  inputs: numbersSetting('inputs', [0.05, 0.1], [2, 2], any, { label: 'Inputs', help: 'What the network sees.' }),
  targets: numbersSetting('targets', [0.01, 0.99], [2, 2], any, { label: 'Targets', help: 'What it should answer.' }),
  weights: numbersSetting('theta', [0.35, 0.15, 0.2, 0.35, 0.25, 0.3, 0.6, 0.4, 0.45, 0.6, 0.5, 0.55], [12, 12], any, {
    label: 'Weights',
    help: 'The weights and biases.',
  }),
  cost: choiceSetting<ByHandSettings['cost']>(
    'cost',
    'quadratic',
    [
      ['quadratic', 'quadratic ½Σ(a − y)²'],
      ['crossEntropy', 'cross-entropy'],
    ],
    { label: 'Cost', help: 'What the updates make small. It decides δ of the last layer.' },
  ),
  rate: numberSetting('rate', 0.5, [0, 1000], {
    label: 'Learning rate',
    help: 'α: an update subtracts α times the gradient from each weight.',
  }),
  fixedBiases: flagSetting('fixed-biases', false, {
    label: 'Keep the biases',
    help: 'An update leaves the biases as they are, as a well-known worked example does.',
  }),
} satisfies Settings<ByHandSettings> as {
  inputs: Setting<readonly number[]>
  targets: Setting<readonly number[]>
  weights: Setting<readonly number[]>
  cost: ChoiceSetting<ByHandSettings['cost']>
  rate: NumberSetting
  fixedBiases: FlagSetting
}
