import { withMinus } from '@gradus/svg'

/**
 * A setting: one value that a control changes and the address of the page keeps. Its name, its words, its default and the
 * values that it may have stand here once; the controls, the address and the help read them.
 */
export interface Setting<T> {
  /** In the address. */
  readonly name: string
  /** The accessible name of its control. */
  readonly label: string
  /** One or two sentences for the reader of the page. */
  readonly help: string
  readonly initial: T
  /** Reads a value from a text. @throws SettingError for a text that does not fit */
  read(text: string): T
  write(value: T): string
}

/** Thrown for a text that does not fit a setting. Its message is for the user. */
export class SettingError extends Error {
  override readonly name = 'SettingError'
}

interface Words {
  readonly label: string
  readonly help: string
}

export interface NumberSetting extends Setting<number> {
  readonly kind: 'number'
  readonly least: number
  readonly most: number
  readonly isWhole: boolean
}

/** A number from `least` to `most`. */
export function numberSetting(
  name: string,
  initial: number,
  [least, most]: readonly [least: number, most: number],
  words: Words & { readonly isWhole?: boolean },
): NumberSetting {
  const { label, help, isWhole = false } = words
  const read = (text: string): number => {
    const value = numberFrom(text)
    if (value !== undefined && value >= least && value <= most && (!isWhole || Number.isInteger(value))) return value
    throw new SettingError(
      `${label}: “${cut(text)}” does not fit. Enter a ${isWhole ? 'whole ' : ''}number from ${withMinus(String(least))} to ${most}.`,
    )
  }
  return { kind: 'number', name, label, help, initial, least, most, isWhole, read, write: String }
}

/** The number that a text is. Undefined if it is none. */
export function numberFrom(text: string): number | undefined {
  const plain = text.trim().replaceAll('−', '-')
  if (plain === '') return undefined
  const value = Number(plain)
  return Number.isNaN(value) ? undefined : value
}

export interface ChoiceSetting<T extends string> extends Setting<T> {
  readonly kind: 'choice'
  /** The values, and what the reader sees for each. */
  readonly choices: readonly (readonly [value: T, label: string])[]
}

/** One of several values. */
export function choiceSetting<T extends string>(
  name: string,
  initial: T,
  choices: readonly (readonly [value: T, label: string])[],
  { label, help }: Words,
): ChoiceSetting<T> {
  const read = (text: string): T => {
    const found = choices.find(([value]) => value === text)
    if (found !== undefined) return found[0]
    throw new SettingError(
      `${label}: “${cut(text)}” does not fit. Choose one of ${choices.map(([value]) => value).join(', ')}.`,
    )
  }
  return { kind: 'choice', name, label, help, initial, choices, read, write: (value) => value }
}

export interface FlagSetting extends Setting<boolean> {
  readonly kind: 'flag'
}

/** On or off. */
export function flagSetting(name: string, initial: boolean, { label, help }: Words): FlagSetting {
  const read = (text: string): boolean => {
    if (text === 'on' || text === 'off') return text === 'on'
    throw new SettingError(`${label}: “${cut(text)}” does not fit. Choose on or off.`)
  }
  return { kind: 'flag', name, label, help, initial, read, write: (value) => (value ? 'on' : 'off') }
}

export interface TextSetting extends Setting<string> {
  readonly kind: 'text'
  readonly most: number
}

/** A text of at most `most` characters. */
export function textSetting(name: string, initial: string, most: number, { label, help }: Words): TextSetting {
  const read = (text: string): string => {
    if (text.length <= most) return text
    throw new SettingError(`${label}: the text has ${text.length} characters. Enter at most ${most}.`)
  }
  return { kind: 'text', name, label, help, initial, most, read, write: (value) => value }
}

/** Numbers with commas between them. */
export function numbersSetting(
  name: string,
  initial: readonly number[],
  [fewest, most]: readonly [fewest: number, most: number],
  one: NumberSetting,
  { label, help }: Words,
): Setting<readonly number[]> {
  const read = (text: string): readonly number[] => {
    const parts = text.trim() === '' ? [] : text.split(',')
    if (parts.length < fewest || parts.length > most) {
      throw new SettingError(
        `${label}: “${cut(text)}” does not fit. Enter ${fewest} to ${most} numbers with commas between them.`,
      )
    }
    return parts.map((part) => one.read(part))
  }
  return { name, label, help, initial, read, write: (value) => value.map(one.write).join(',') }
}

const cut = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text)
