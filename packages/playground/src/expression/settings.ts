/** The settings of the expression view. */
import { isName } from '@gradus/expression'
import type { Settings } from '../state/group.js'
import {
  type ChoiceSetting,
  choiceSetting,
  type FlagSetting,
  flagSetting,
  numberFrom,
  type Setting,
  SettingError,
  type TextSetting,
  textSetting,
} from '../state/setting.js'

export interface ExpressionSettings {
  /** The expression. */
  readonly text: string
  /** The number of each variable. A variable without one has 1. */
  readonly values: Readonly<Record<string, number>>
  /** The variable of the plots. '' for the first. */
  readonly along: string
  readonly pass: Pass
  /** Whether the page asks for each number before it shows it. */
  readonly ask: boolean
  /** Where the plots begin and end. Empty: around the present number. */
  readonly range: readonly number[]
}

/** Which backward pass is shown: the right one, or one with a mistake. */
export type Pass = 'right' | 'early' | 'overwrite'

/** The longest expression in characters. */
export const LONGEST = 2000

/** `x:-2,y:5` */
export const valuesSetting: Setting<Readonly<Record<string, number>>> = {
  name: 'at',
  label: 'Numbers of the variables',
  help: 'The point at which the expression and its gradient are computed.',
  initial: { x: -2, y: 5, z: -4 },
  read: (text) =>
    Object.fromEntries(
      text.split(',').map((pair) => {
        const [name = '', digits = '', ...rest] = pair.split(':')
        const value = digits === 'NaN' ? NaN : numberFrom(digits)
        if (isName(name) && value !== undefined && rest.length === 0) return [name, value]
        throw new SettingError(`Numbers of the variables: “${pair.slice(0, 40)}” does not fit. Write x:3,y:-4.`)
      }),
    ),
  write: (values) =>
    Object.entries(values)
      .map(([name, value]) => `${name}:${value}`)
      .join(','),
}

/** `-4,4` */
const range: Setting<readonly number[]> = {
  name: 'range',
  label: 'Range of the plot',
  help: 'Where the plots begin and end.',
  initial: [],
  read: (text) => {
    const numbers = text.split(',').map(numberFrom)
    const [from, to] = numbers
    if (numbers.length === 2 && Number.isFinite(from) && Number.isFinite(to) && from! < to!) return [from!, to!]
    throw new SettingError(
      `Range of the plot: “${text.slice(0, 40)}” does not fit. Write the lower number first, such as -4,4.`,
    )
  },
  write: (value) => value.join(','),
}

export const EXPRESSION = {
  text: textSetting('f', '(x + y) * z', LONGEST, {
    label: 'Expression',
    help: 'A formula such as (x + y) * z or tanh(w*x + b). With q = x + y; q * z a part has a name.',
  }),
  values: valuesSetting,
  along: textSetting('along', '', 100, {
    label: 'Plot along',
    help: 'The variable that the plots of f, f′ and f″ change. The others keep their numbers.',
  }),
  pass: choiceSetting<Pass>(
    'pass',
    'right',
    [
      ['right', 'right'],
      ['early', 'wrong order'],
      ['overwrite', '= instead of +='],
    ],
    {
      label: 'Backward pass',
      help: 'The right backward pass, or one with a common mistake, to see where it goes wrong.',
    },
  ),
  ask: flagSetting('ask', false, {
    label: 'Ask me first',
    help: 'Hides the gradients and asks you for each number before it is shown.',
  }),
  range,
} satisfies Settings<ExpressionSettings> as {
  text: TextSetting
  values: Setting<Readonly<Record<string, number>>>
  along: TextSetting
  pass: ChoiceSetting<Pass>
  ask: FlagSetting
  range: Setting<readonly number[]>
}
