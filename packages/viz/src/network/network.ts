/** What `drawNetwork` draws: a network as plain numbers. */
import { checkOptions, oneOf, show } from '@gradus/engine/errors'
import type { ThemeName } from '../colors.js'

/** A fully connected network. `model.theta()` of `@gradus/nn` gives `thetas`. */
export interface Network {
  /** One matrix per layer: row i for unit i, column 0 the bias. */
  readonly thetas: readonly (readonly (readonly number[])[])[]
  /** The inputs of one example, then the outputs of each layer. Without them units show no numbers. */
  readonly activations?: readonly (readonly number[])[] | undefined
  /** Names of the inputs and of the outputs. */
  readonly inputs?: readonly string[] | undefined
  readonly outputs?: readonly string[] | undefined
}

export interface NetworkOptions {
  /** The most units of a layer, a whole number from 2, or Infinity. Of a larger layer the first and the last are drawn. Default 12. */
  limit?: number
  /** The number of significant digits, 1 to 17. Default 3. */
  digits?: number
  /** The line above the drawing. Default '', which draws none. */
  title?: string
  /** The colors, as in `renderSvg`. Default 'light'. */
  theme?: ThemeName
}

/** Returns the options with defaults. @throws TypeError or RangeError for an option that is wrong. */
export function networkSettings(options: NetworkOptions): Required<NetworkOptions> {
  checkOptions(WHERE, options, ['limit', 'digits', 'title', 'theme'])
  const { limit = 12, digits = 3, title = '', theme = 'light' } = options
  if (!((Number.isInteger(limit) && limit >= 2) || limit === Infinity)) {
    throw new RangeError(`${WHERE}: the option limit is ${show(limit)}. Pass a whole number from 2, or Infinity.`)
  }
  if (!(Number.isInteger(digits) && digits >= 1 && digits <= 17)) {
    throw new RangeError(`${WHERE}: the option digits is ${show(digits)}. Pass a whole number from 1 to 17.`)
  }
  if (typeof title !== 'string') throw new TypeError(`${WHERE}: the option title is ${show(title)}. Pass a string.`)
  oneOf(WHERE, 'the option theme', theme, ['light', 'dark', 'page'])
  return { limit, digits, title, theme }
}

const WHERE = 'drawNetwork'

/** The number of units of each layer, the inputs first. @throws TypeError or RangeError for matrices that do not fit. */
export function sizesOf(network: Network): number[] {
  checkOptions(WHERE, network, ['thetas', 'activations', 'inputs', 'outputs'], 'the network')
  const { thetas, activations, inputs, outputs } = network
  if (!Array.isArray(thetas) || thetas.length === 0) {
    throw new TypeError(`${WHERE}: the thetas are ${show(thetas)}. Pass one matrix per layer, such as model.theta().`)
  }
  const sizes = [thetas[0]?.[0]?.length - 1]
  thetas.forEach((theta: unknown, l) => {
    if (!Array.isArray(theta) || theta.length === 0) throw wrongRow(`theta ${l} is ${show(theta)}`)
    theta.forEach((row: unknown, i) => {
      if (!Array.isArray(row)) throw wrongRow(`row ${i} of theta ${l} is ${show(row)}`)
      const numbers = row.every((x) => typeof x === 'number')
      if (!numbers || row.length !== sizes[l]! + 1 || row.length < 2) {
        throw wrongRow(
          `row ${i} of theta ${l} has ${numbers ? `${row.length} numbers` : 'something that is no number'}`,
        )
      }
    })
    sizes.push(theta.length)
  })
  checkLengths(activations, sizes)
  for (const [name, names, size] of [
    ['inputs', inputs, sizes[0]!],
    ['outputs', outputs, sizes.at(-1)!],
  ] as const) {
    if (
      names !== undefined &&
      !(Array.isArray(names) && names.length === size && names.every((n) => typeof n === 'string'))
    ) {
      throw new RangeError(`${WHERE}: the names of the ${name} are ${show(names)}. Pass ${size} texts.`)
    }
  }
  return sizes
}

const wrongRow = (what: string): Error =>
  new RangeError(`${WHERE}: ${what}. Pass one row per unit: the bias, then one number for each unit before.`)

function checkLengths(activations: unknown, sizes: readonly number[]): void {
  if (activations === undefined) return
  const fits =
    Array.isArray(activations) &&
    activations.length === sizes.length &&
    activations.every((a, l) => Array.isArray(a) && a.length === sizes[l] && a.every((x) => typeof x === 'number'))
  if (!fits) {
    throw new RangeError(
      `${WHERE}: the activations do not fit the layers. Pass ${sizes.length} lists of numbers, of the lengths ${sizes.join(', ')}.`,
    )
  }
}
