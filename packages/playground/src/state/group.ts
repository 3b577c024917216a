/** Settings that belong together: those of one view. */
import { type Setting, SettingError } from './setting.js'

/** Settings by the name of the property that they fill. */
export type Settings<T> = { readonly [K in keyof T]: Setting<T[K]> }

export const initialOf = <T>(settings: Settings<T>): T =>
  Object.fromEntries(entries(settings).map(([key, { initial }]) => [key, initial])) as T

/** Names and texts for the address. Defaults are left out. */
export const written = <T>(settings: Settings<T>, values: T): [name: string, text: string][] =>
  entries(settings).flatMap(([key, setting]): [string, string][] => {
    const text = setting.write(values[key as keyof T])
    return text === setting.write(setting.initial) ? [] : [[setting.name, text]]
  })

/** The values of an address. A text that does not fit gives the default, and a message in `faults`. */
export function readFrom<T>(settings: Settings<T>, texts: ReadonlyMap<string, string>, faults: string[]): T {
  const values = entries(settings).map(([key, setting]): [string, unknown] => {
    const text = texts.get(setting.name)
    if (text === undefined) return [key, setting.initial]
    try {
      return [key, setting.read(text)]
    } catch (error) {
      if (!(error instanceof SettingError)) throw error
      faults.push(error.message)
      return [key, setting.initial]
    }
  })
  return Object.fromEntries(values) as T
}

const entries = <T>(settings: Settings<T>) => Object.entries(settings) as [string, Setting<T[keyof T]>][]
