/** The settings of the network view. */
import type { Settings } from '../state/group.js'
import { type NumberSetting, numberSetting } from '../state/setting.js'

export interface NetworkSettings {
  readonly rate: number
}

export const NETWORK = {
  rate: numberSetting('rate', 0.03, [0, 1000], {
    label: 'Learning rate',
    help: 'How far each step moves the weights against the gradient.',
  }),
} satisfies Settings<NetworkSettings> as { rate: NumberSetting }
