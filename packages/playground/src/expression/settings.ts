/** The settings of the expression view. */
import type { Settings } from '../state/group.js'
import {
  type ChoiceSetting,
  choiceSetting,
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
}

/** Which backward pass is shown: the right one, or one with a mistake. */
export type Pass = 'right' | 'early' | 'overwrite'

/** The longest expression in characters. */
const LONGEST = 2000

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
        if (name !== '' && value !== undefined && rest.length === 0) return [name, value]
        throw new SettingError(`Numbers of the variables: “${pair.slice(0, 40)}” does not fit. Write x:3,y:-4.`)
      }),
    ),
  write: (values) =>
    Object.entries(values)
      .map(([name, value]) => `${name}:${value}`)
      .join(','),
}

export const EXPRESSION = {
  text: textSetting('f', '(x + y) * z', LONGEST, {
    label: 'Expression',
    help: 'A formula such as (x + y) * z or tanh(w*x + b). A line q = x + y; q * z names a part.',
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
} satisfies Settings<ExpressionSettings> as {
  text: TextSetting
  values: Setting<Readonly<Record<string, number>>>
  along: TextSetting
  pass: ChoiceSetting<Pass>
}
