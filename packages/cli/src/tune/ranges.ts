/**
 * Reads what `gradus tune` should try for an option: `0.01`, `0.001,0.01`, `1e-4..1e-1`, and for some options
 * `0,1e-4..1e-1`, because a logarithmic range never reaches 0. A network is `16`, or layer by layer `32x16`, or `none`.
 */
import type { ActivationName } from '@gradus/nn'
import { activations } from '@gradus/nn'
import { InvalidArgumentError } from 'commander'

export interface Values<T> {
  values: T[]
}

/** All numbers from low to high, and 0 if `zero` is true. */
export interface Range {
  low: number
  high: number
  zero: boolean
}

export interface Kind {
  /** Whether a number is allowed. */
  fits: (x: number) => boolean
  /** Words for messages, such as "a positive number". */
  what: string
  /** A range for messages, such as "1e-4..1e-1". */
  example: string
  /** Whether ranges are logarithmic, so that 0 is named beside them. */
  zero: boolean
}

const refuse = (what: string) => new InvalidArgumentError(what)

export const rates: Kind = {
  fits: (x) => x > 0,
  what: 'a positive number',
  example: '1e-4..1e-1',
  zero: false,
}
export const penalties: Kind = {
  fits: (x) => x >= 0,
  what: 'a number, 0 or more',
  example: '0,1e-4..1e-1',
  zero: true,
}
export const shares: Kind = {
  fits: (x) => x >= 0 && x < 1,
  what: 'a number from 0 to below 1',
  example: '0..0.5',
  zero: false,
}
export const counts: Kind = {
  fits: (x) => Number.isSafeInteger(x) && x >= 1,
  what: 'a whole number, 1 or more',
  example: '8..64',
  zero: false,
}

/** Returns a function that reads numbers of a kind for commander. */
export const numbers =
  (kind: Kind) =>
  (text: string): Values<number> | Range => {
    const number = (part: string): number => {
      const x = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(part) ? Number(part) : NaN
      if (Number.isFinite(x) && kind.fits(x)) return x
      throw refuse(`"${part}" is not ${kind.what}. Pass one, several with commas, or a range such as ${kind.example}.`)
    }
    const parts = text.split(',').map((part) => part.trim())
    const ranges = parts.filter((part) => part.includes('..'))
    if (ranges.length === 0) return { values: once(parts.map(number), String) }
    const others = parts.filter((part) => !ranges.includes(part))
    const zero = kind.zero && others.length === 1 && number(others[0]!) === 0
    if (ranges.length > 1 || (others.length > 0 && !zero)) {
      throw refuse(
        `A range cannot stand beside other values${kind.zero ? ', except 0' : ''}. Pass values or a range such as ${kind.example}.`,
      )
    }
    const ends = ranges[0]!.split('..')
    if (ends.length !== 2) throw refuse(`"${ranges[0]}" is not a range. Pass a range such as ${kind.example}.`)
    const [low, high] = ends.map(number) as [number, number]
    if (!(low < high)) throw refuse(`The range ${ranges[0]} does not go up. Pass the lower end first: ${kind.example}.`)
    if (kind.zero && low === 0) {
      throw refuse(`The range ${ranges[0]} is logarithmic and never reaches 0. Pass 0 beside it: ${kind.example}.`)
    }
    return { low, high, zero }
  }

/** "8,16,32x16" → [[8], [16], [32, 16]]; "none" → [[]]. */
export function networks(text: string): Values<number[]> {
  const layers = text.split(',').map((part) => {
    if (part.trim() === 'none') return []
    const sizes = part.trim().split('x')
    if (sizes.every((size) => /^\d+$/.test(size) && Number.isSafeInteger(Number(size)) && Number(size) >= 1)) {
      return sizes.map(Number)
    }
    throw refuse(
      `"${part}" is not a network. Pass networks such as 8,16,32x16, where x joins the layers of one network, or none.`,
    )
  })
  return { values: once(layers, layersText, 'Two layers of 16 units are 16x16.') }
}

/** [32, 16] → "32x16" */
export const layersText = (sizes: readonly number[]): string => sizes.join('x') || 'none'

/** "tanh,relu" → ["tanh", "relu"] */
export function activationNames(text: string): Values<ActivationName> {
  const known = Object.keys(activations)
  const names = text.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw refuse(`"${unknown}" is not an activation. Pass one or several of ${known.join(',')}.`)
  return { values: once(names as ActivationName[], String) }
}

function once<T>(values: T[], show: (value: T) => string, more = ''): T[] {
  const texts = values.map(show)
  const twice = texts.find((text, i) => texts.indexOf(text) < i)
  if (twice !== undefined) throw refuse(`${twice} appears twice. Pass each once.${more === '' ? '' : ` ${more}`}`)
  return values
}

/** The choice in the form in which it was typed: "0.001,0.01" or "0,1e-4..1e-1". */
export const typed = <T>(choice: Values<T> | Range, show: (value: T) => string = String): string =>
  'values' in choice ? choice.values.map(show).join(',') : `${choice.zero ? '0,' : ''}${choice.low}..${choice.high}`
