/** Functions that read the text of an option for commander and check it. */
import { InvalidArgumentError, Option } from 'commander'
import { didYouMean } from '../output/nearest.js'

export const wholeNumber =
  (least: number, most = Infinity) =>
  (text: string): number => {
    const n = Number(text)
    if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(n) || n < least || n > most) {
      const range = most === Infinity ? `${least} or more` : `${least} to ${most}`
      throw new InvalidArgumentError(`Pass a whole number, ${range}.`)
    }
    return n
  }

export const positive = (text: string): number => {
  const x = Number(text)
  if (text.trim() === '' || !(x > 0 && x < Infinity)) throw new InvalidArgumentError('Pass a positive number.')
  return x
}

export const atLeastZero = (text: string): number => {
  const x = Number(text)
  if (text.trim() === '' || !(x >= 0 && x < Infinity)) throw new InvalidArgumentError('Pass a number, 0 or more.')
  return x
}

export const share = (text: string): number => {
  const x = Number(text)
  if (text.trim() === '' || !(x >= 0 && x < 1)) throw new InvalidArgumentError('Pass a number from 0 to below 1.')
  return x
}

/** Collects "id,date" as it is. Only the table can say whether it is one name or two. */
export const names = (text: string, before: readonly string[] = []): string[] => [...before, text]

/** "balanced", or "yes=5,no=1" → { yes: 5, no: 1 }. */
export const weights = (text: string): 'balanced' | Record<string, number> => {
  if (text === 'balanced') return text
  const entries = text.split(',').map((part): [string, number] => {
    const at = part.lastIndexOf('=')
    if (at < 1) throw new InvalidArgumentError('Pass balanced, or weights such as yes=5,no=1.')
    return [part.slice(0, at).trim(), positive(part.slice(at + 1))]
  })
  const result = Object.fromEntries(entries)
  if (Object.keys(result).length < entries.length) throw new InvalidArgumentError('Pass each class once.')
  return result
}

/** "l2,dropout" → ["l2", "dropout"]. Other names are refused. */
export const namesOf =
  <N extends string>(allowed: readonly N[]) =>
  (text: string): N[] => {
    const list = text.split(',').map((name) => name.trim() as N)
    if (list.every((name) => allowed.includes(name)) && new Set(list).size === list.length) return list
    throw new InvalidArgumentError(`Pass ${allowed.join(' or ')}, or several with commas.`)
  }

/** "16,16" → [16, 16]; "none" → []. */
export const sizes = (text: string): number[] => {
  if (text === 'none') return []
  if (!/^\d+([,x]\d+)*$/.test(text) || text.split(/[,x]/).some((n) => Number(n) < 1)) {
    throw new InvalidArgumentError('Pass sizes such as 16,16, or none.')
  }
  return text.split(/[,x]/).map(Number)
}

/** An option whose value is one of some names. A misspelled name gets a suggestion. */
export const choice = (flags: string, description: string, names: readonly string[]): Option =>
  new Option(flags, description).choices(names).argParser((text: string) => {
    if (names.includes(text)) return text
    throw new InvalidArgumentError(`Allowed choices are ${names.join(', ')}.${didYouMean(text, names)}`)
  })
