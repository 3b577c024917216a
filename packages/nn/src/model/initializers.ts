/**
 * The first weights. If all weights of a layer were equal, its units would compute the same, receive the same gradient, and
 * stay equal forever. So weights start at random, and small enough that no unit is saturated.
 */
import { show } from '@gradus/engine/errors'
import type { Random } from '../random.js'

/** Returns one weight, drawn for a layer with `fanIn` inputs and `fanOut` units. Biases start at 0. */
export type Initializer = (random: Random, fanIn: number, fanOut: number) => number

const uniformWithin = (bound: number, random: Random) => random.uniform(-bound, bound)

/**
 * An initializer that draws uniformly from [−ε, ε).
 *
 * @param epsilon ε, above 0
 * @example
 * new MLP([2, 3, 1], { init: uniform(0.1) }).weights().every((w) => Math.abs(w.data) <= 0.1) // => true
 */
export function uniform(epsilon: number): Initializer {
  if (!(epsilon > 0 && epsilon < Infinity)) {
    throw new RangeError(`uniform: epsilon is ${show(epsilon)}. Pass a positive number.`)
  }
  return (random) => uniformWithin(epsilon, random)
}

/** The initializers that have a name. */
export const initializers = {
  /** All 0. The units of a layer then stay equal; it is here to show that. */
  zeros: () => 0,
  /** Normal with variance 1. It saturates wide layers. */
  normal: (random) => random.normal(),
  /** Normal with variance 1/fanIn (Nielsen, Neural Networks and Deep Learning, chapter 3). */
  scaled: (random, fanIn) => random.normal() / Math.sqrt(fanIn),
  /** Uniform, variance 2/(fanIn + fanOut) (Glorot and Bengio, 2010, eq. 16): for tanh and sigmoid. */
  glorot: (random, fanIn, fanOut) => uniformWithin(Math.sqrt(6 / (fanIn + fanOut)), random),
  /** Normal, variance 2/fanIn (He et al., 2015, eq. 10): for relu. */
  he: (random, fanIn) => random.normal() * Math.sqrt(2 / fanIn),
  /** Uniform, variance 1/fanIn (LeCun et al., 1998, §4.6). */
  lecun: (random, fanIn) => uniformWithin(Math.sqrt(3 / fanIn), random),
} satisfies Record<string, Initializer>

export type InitializerName = keyof typeof initializers

/** The initializer that has this name. A function is returned as it is. */
export function initializer(where: string, init: InitializerName | Initializer): Initializer {
  if (typeof init === 'function') return init
  if (!Object.hasOwn(initializers, init)) {
    const names = Object.keys(initializers).join(', ')
    throw new RangeError(`${where}: unknown initializer ${show(init)}. Pass one of ${names}, or a function.`)
  }
  return initializers[init]
}
