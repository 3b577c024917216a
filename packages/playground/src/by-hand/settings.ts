/** The settings of the view "Neuron and δ". */
import type { Settings } from '../state/group.js'
import { type NumberSetting, numberSetting } from '../state/setting.js'

export interface ByHandSettings {
  /** The learning rate η. */
  readonly rate: number
}

export const BY_HAND = {
  rate: numberSetting('rate', 0.5, [0, 1000], {
    label: 'Learning rate',
    help: 'η: an update subtracts η times the gradient from each weight.',
  }),
} satisfies Settings<ByHandSettings> as { rate: NumberSetting }
