/** Reads --schedule for commander, such as `step,every=30,factor=0.5`. */
import { type ScheduleOption, SCHEDULES } from '@gradus/tabular'
import { InvalidArgumentError } from 'commander'
import { didYouMean } from '../output/nearest.js'

/** The command line writes options with hyphens. */
const typed = (key: string): string => (key === 'minLr' ? 'min-lr' : key)

const EXAMPLES: Record<ScheduleOption['name'], string> = {
  step: 'step,every=30,factor=0.5',
  exponential: 'exponential,factor=0.99',
  cosine: 'cosine or cosine,floor=0.01',
  plateau: 'plateau,patience=10 or plateau,patience=10,factor=0.5,min-lr=1e-5',
}

/** What a number must be. */
const RANGES: Record<string, [fits: (x: number) => boolean, what: string]> = {
  every: [(x) => Number.isSafeInteger(x) && x >= 1, 'a whole number, 1 or more'],
  patience: [(x) => Number.isSafeInteger(x) && x >= 1, 'a whole number, 1 or more'],
  factor: [(x) => x > 0 && x < 1, 'a number between 0 and 1'],
  floor: [(x) => x >= 0 && x < 1, 'a number from 0 to below 1'],
  minLr: [(x) => x >= 0 && x < Infinity, 'a number, 0 or more'],
}

export function scheduleOf(text: string): ScheduleOption {
  const [name, ...parts] = text.split(',').map((part) => part.trim())
  const names = Object.keys(SCHEDULES)
  if (!names.includes(name!)) {
    const hint = didYouMean(name!, names)
    throw new InvalidArgumentError(
      `There is no schedule ${JSON.stringify(name)}.${hint} Pass one of ${names.join(', ')}.`,
    )
  }
  const schedule = name as ScheduleOption['name']
  const keys: Record<string, boolean> = SCHEDULES[schedule]
  const example = `Pass ${EXAMPLES[schedule]}.`
  const values = parts.map((part): [string, number] => {
    const [word, value = ''] = part.split('=')
    const key = Object.keys(keys).find((one) => typed(one) === word)
    if (key === undefined) {
      const hint = didYouMean(word!, Object.keys(keys).map(typed))
      throw new InvalidArgumentError(`The schedule ${name} has no ${JSON.stringify(word)}.${hint} ${example}`)
    }
    const [fits, what] = RANGES[key]!
    const x = Number(value)
    if (value.trim() === '' || !fits(x))
      throw new InvalidArgumentError(`${word} is ${JSON.stringify(value)}, not ${what}. ${example}`)
    return [key, x]
  })
  const given = Object.fromEntries(values)
  if (Object.keys(given).length < values.length) throw new InvalidArgumentError(`A part is given twice. ${example}`)
  const missing = Object.keys(keys).find((key) => keys[key] === true && !Object.hasOwn(given, key))
  if (missing !== undefined) throw new InvalidArgumentError(`The schedule ${name} needs ${typed(missing)}. ${example}`)
  return { name: schedule, ...given } as ScheduleOption
}

/** The schedule as it was typed. */
export const scheduleText = ({ name, ...rest }: ScheduleOption): string =>
  [name, ...Object.entries(rest).map(([key, value]) => `${typed(key)}=${value}`)].join(',')
