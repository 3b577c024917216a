/** The settings of the view "Neuron and δ". */
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
  readonly example: Example
  /** The inputs and targets of the network. */
  readonly x: readonly number[]
  readonly y: readonly number[]
  /** The weights at the start: Θ⁽¹⁾ without its bias column, row by row, then Θ⁽²⁾. */
  readonly weights: readonly number[]
  /** The biases at the start: of the hidden units, then of the outputs. */
  readonly biases: readonly number[]
  readonly cost: Cost
  /** The learning rate α. */
  readonly rate: number
  readonly fixedBiases: boolean
  /** The updates since the start that have been made. */
  readonly updates: number
  /** How much of the next update is shown. */
  readonly stage: Stage
  /** How many updates the button "Repeat" makes. */
  readonly repeat: number
  /** The one neuron: w₁, x₁, w₂, x₂, b. */
  readonly neuron: readonly number[]
}

export type Example = 'network' | 'neuron'
export type Cost = 'quadratic' | 'crossEntropy'

/** From the numbers of the network to its new parameters. */
export const STAGES = ['start', 'forward', 'backward', 'update'] as const
export type Stage = (typeof STAGES)[number]

/** So that the page computes all updates again in a moment. */
export const MOST_UPDATES = 20_000

/** Any number that is typed in the drawing. */
export const someNumber = numberSetting('number', 0, [-1000, 1000], {
  label: 'Number',
  help: 'A number from −1000 to 1000.',
})

export const BY_HAND = {
  example: choiceSetting<Example>(
    'example',
    'network',
    [
      ['network', '2-2-2 network'],
      ['neuron', 'One neuron'],
    ],
    { label: 'Example', help: 'The network of chapter 6 of the course, or a single neuron to begin with.' },
  ),
  x: numbersSetting('x', [0.05, 0.1], [2, 2], someNumber, { label: 'Inputs', help: 'What goes into the network.' }),
  y: numbersSetting('y', [0.01, 0.99], [2, 2], someNumber, {
    label: 'Targets',
    help: 'What the outputs should be.',
  }),
  weights: numbersSetting('w', [0.15, 0.2, 0.25, 0.3, 0.4, 0.45, 0.5, 0.55], [8, 8], someNumber, {
    label: 'Weights',
    help: 'The weights at the links.',
  }),
  biases: numbersSetting('b', [0.35, 0.35, 0.6, 0.6], [4, 4], someNumber, {
    label: 'Biases',
    help: 'The biases of the units.',
  }),
  cost: choiceSetting<Cost>(
    'cost',
    'quadratic',
    [
      ['quadratic', 'quadratic ½Σ(a − y)²'],
      ['crossEntropy', 'cross-entropy'],
    ],
    { label: 'Cost', help: 'J, which says how wrong the outputs are. The cross-entropy needs targets from 0 to 1.' },
  ),
  rate: numberSetting('rate', 0.5, [0.0001, 1000], {
    label: 'Learning rate',
    help: 'α: an update subtracts α times the slope from each parameter.',
  }),
  fixedBiases: flagSetting('fixed', false, {
    label: 'Keep the biases',
    help: 'Updates leave the biases as they are. Matt Mazur’s well-known article does so and gets J = 0.291028 after one update.',
  }),
  updates: numberSetting('updates', 0, [0, MOST_UPDATES], {
    label: 'Updates',
    help: 'The updates that have been made.',
    isWhole: true,
  }),
  stage: choiceSetting<Stage>(
    'stage',
    'start',
    STAGES.map((stage) => [stage, stage] as const),
    { label: 'Stage', help: 'How much of an update is shown.' },
  ),
  repeat: numberSetting('repeat', 100, [1, 10_000], {
    label: 'Number of updates',
    help: 'How many updates “Repeat” makes at once.',
    isWhole: true,
  }),
  neuron: numbersSetting('neuron', [-3, 2, 1, 0, 6.88], [5, 5], someNumber, {
    label: 'Numbers of the neuron',
    help: 'w₁, x₁, w₂, x₂ and b.',
  }),
} satisfies Settings<ByHandSettings> as {
  readonly [K in keyof ByHandSettings]: ByHandSettings[K] extends number
    ? NumberSetting
    : ByHandSettings[K] extends boolean
      ? FlagSetting
      : ByHandSettings[K] extends string
        ? ChoiceSetting<ByHandSettings[K]>
        : Setting<ByHandSettings[K]>
}
