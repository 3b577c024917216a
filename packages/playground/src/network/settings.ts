/** The settings of the network view. The worker that trains and the program that can be copied read the same. */
import { sinPi } from '@gradus/engine/same-bits'
import type { ActivationName, InitializerName } from '@gradus/nn'
import type { Settings } from '../state/group.js'
import {
  type ChoiceSetting,
  choiceSetting,
  type NumberSetting,
  numberSetting,
  numbersSetting,
  type Setting,
  SettingError,
} from '../state/setting.js'

export interface NetworkSettings {
  readonly data: DataName
  /** The number of points of a generated data set, and their noise. */
  readonly count: number
  readonly noise: number
  /** The share of the examples for validation. */
  readonly validation: number
  /** What the network sees of a point (x₁, x₂). Data with other inputs give it all of them. */
  readonly features: readonly FeatureName[]
  /** The number of units of each hidden layer. */
  readonly hidden: readonly number[]
  readonly activation: ActivationName
  readonly init: InitializerName
  readonly loss: LossChoice
  readonly optimizer: OptimizerName
  readonly rate: number
  readonly l1: number
  readonly l2: number
  readonly dropout: number
  readonly batch: number
  /** The seed of data, weights and orders. */
  readonly seed: number
  /** The passes after which the run ends, and how many without a lower validation loss end it. 0: never. */
  readonly stopAfter: number
  readonly patience: number
  /** All parameters, in the order of `model.parameters()`. Empty: those that seed and initialization give. */
  readonly weights: readonly number[]
}

/** The generated data sets: points of a plane. Their names, and what the reader sees. */
const GENERATED = [
  ['circles', 'Circles'],
  ['xor', 'XOR'],
  ['moons', 'Moons'],
  ['spiral', 'Spiral'],
  ['three-blobs', 'Three blobs'],
  ['waves', 'Waves (numbers)'],
] as const

export type GeneratedName = (typeof GENERATED)[number][0]
export type DataName = GeneratedName | 'iris' | 'digits' | 'own'

export const isGenerated = (data: DataName): data is GeneratedName => GENERATED.some(([name]) => name === data)

export type FeatureName = 'x' | 'y' | 'xx' | 'yy' | 'xy' | 'sinx' | 'siny'
/** `auto` is the cross-entropy for classes, and the mean squared error for numbers. */
export type LossChoice = 'auto' | 'mse' | 'mae' | 'huber' | 'hinge' | 'quadratic'
export type OptimizerName = 'sgd' | 'momentum' | 'nesterov' | 'adagrad' | 'rmsprop' | 'adam' | 'adamw'

/** What a feature is called, and its formula. */
export const FEATURES: Readonly<Record<FeatureName, { label: string; of: (x: number, y: number) => number }>> = {
  x: { label: 'x₁', of: (x) => x },
  y: { label: 'x₂', of: (_, y) => y },
  xx: { label: 'x₁²', of: (x) => x * x },
  yy: { label: 'x₂²', of: (_, y) => y * y },
  xy: { label: 'x₁·x₂', of: (x, y) => x * y },
  sinx: { label: 'sin x₁', of: (x) => sinPi(x / Math.PI) },
  siny: { label: 'sin x₂', of: (_, y) => sinPi(y / Math.PI) },
}

const features: Setting<readonly FeatureName[]> = {
  name: 'features',
  label: 'Features',
  help: 'What the network sees of a point. x₁² or sin x₁ can replace a hidden layer.',
  initial: ['x', 'y'],
  read: (text) => {
    const names = text.split(',')
    for (const name of names) {
      if (!Object.hasOwn(FEATURES, name)) {
        throw new SettingError(
          `Features: “${name.slice(0, 40)}” is not known. Choose some of ${Object.keys(FEATURES).join(', ')}.`,
        )
      }
    }
    return [...new Set(names)] as FeatureName[]
  },
  write: (value) => value.join(','),
}

const width = numberSetting('units', 4, [1, 64], {
  label: 'Units',
  help: 'The number of units of this layer.',
  isWhole: true,
})

/** Numbers as text, with all their bits. */
const weights: Setting<readonly number[]> = {
  name: 'weights',
  label: 'Weights',
  help: 'The weights and biases of the network.',
  initial: [],
  read: (text) => {
    try {
      const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
      return [...new Float64Array(bytes.buffer)]
    } catch {
      throw new SettingError('Weights: the text is damaged. The network starts with new weights.')
    }
  },
  write: (value) => {
    const bytes = new Uint8Array(new Float64Array(value).buffer)
    const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
  },
}

/** Choices that the reader knows by their names in programs. */
const byName = <T extends string>(...names: readonly T[]): [T, string][] => names.map((name) => [name, name])

const share = (name: string, label: string, help: string, initial: number) =>
  numberSetting(name, initial, [0, 0.9], { label, help })

export const NETWORK = {
  data: choiceSetting<DataName>(
    'data',
    'circles',
    [...GENERATED, ['iris', 'Iris'], ['digits', 'Digits'], ['own', 'Your own']],
    { label: 'Data', help: 'What the network learns. Colors show the class, or the number, of a point.' },
  ),
  count: numberSetting('points', 300, [10, 5000], {
    label: 'Points',
    help: 'How many points a generated data set has.',
    isWhole: true,
  }),
  noise: numberSetting('noise', 0.1, [0, 2], {
    label: 'Noise',
    help: 'How far points are moved at random from where they belong.',
  }),
  validation: share(
    'validation',
    'Validation share',
    'The share of the examples that the network is not trained on. Their loss shows whether it has learned by heart.',
    0.3,
  ),
  features,
  hidden: numbersSetting('hidden', [4, 4], [0, 6], width, {
    label: 'Hidden layers',
    help: 'The number of units of each hidden layer.',
  }),
  activation: choiceSetting<ActivationName>(
    'activation',
    'tanh',
    byName('tanh', 'sigmoid', 'relu', 'leakyRelu', 'elu', 'gelu', 'silu', 'softplus', 'linear'),
    { label: 'Activation', help: 'What a hidden unit does with its sum z. With linear, all layers together are one.' },
  ),
  init: choiceSetting<InitializerName>('init', 'glorot', byName('glorot', 'he', 'lecun', 'scaled', 'normal', 'zeros'), {
    label: 'First weights',
    help: 'How the first weights are drawn. With zeros, the units of a layer stay equal.',
  }),
  loss: choiceSetting<LossChoice>(
    'loss',
    'auto',
    [
      ['auto', 'the usual one'],
      ['mse', 'mean squared error'],
      ['mae', 'mean absolute error'],
      ['huber', 'Huber'],
      ['hinge', 'hinge'],
      ['quadratic', 'quadratic ½Σ(t − a)²'],
    ],
    {
      label: 'Loss',
      help: 'What training makes small. The usual one is the cross-entropy for classes and the mean squared error for numbers.',
    },
  ),
  optimizer: choiceSetting<OptimizerName>(
    'optimizer',
    'sgd',
    [
      ['sgd', 'SGD'],
      ['momentum', 'SGD with momentum'],
      ['nesterov', 'SGD with Nesterov momentum'],
      ['adagrad', 'Adagrad'],
      ['rmsprop', 'RMSProp'],
      ['adam', 'Adam'],
      ['adamw', 'AdamW'],
    ],
    { label: 'Optimizer', help: 'What a step makes of the gradient.' },
  ),
  rate: numberSetting('rate', 0.1, [0, 100], {
    label: 'Learning rate',
    help: 'How far a step moves the weights. Too small: learning takes long. Too large: the loss jumps.',
  }),
  l1: numberSetting('l1', 0, [0, 100], { label: 'L1', help: 'λ of L1: it pulls weights to exactly 0.' }),
  l2: numberSetting('l2', 0, [0, 100], { label: 'L2', help: 'λ of L2: it keeps weights small.' }),
  dropout: share('dropout', 'Dropout', 'The share of the hidden units that each training step leaves out.', 0),
  batch: numberSetting('batch', 16, [1, 5000], {
    label: 'Batch',
    help: 'How many examples a step takes the gradient of.',
    isWhole: true,
  }),
  seed: numberSetting('seed', 1, [0, 1e9], {
    label: 'Seed',
    help: 'The same seed gives the same points, the same first weights and the same run.',
    isWhole: true,
  }),
  stopAfter: numberSetting('stop', 0, [0, 1e6], {
    label: 'Stop after',
    help: 'The number of passes over the data after which the run ends. 0: it goes on until you pause it.',
    isWhole: true,
  }),
  patience: numberSetting('patience', 0, [0, 1e5], {
    label: 'Patience',
    help: 'The run ends when the validation loss has not fallen for this many passes. It then takes the best weights. 0: never.',
    isWhole: true,
  }),
  weights,
} satisfies Settings<NetworkSettings> as {
  readonly [K in keyof NetworkSettings]: NetworkSettings[K] extends number
    ? NumberSetting
    : NetworkSettings[K] extends string
      ? ChoiceSetting<NetworkSettings[K]>
      : Setting<NetworkSettings[K]>
}
