/**
 * First weights. Were all weights equal, all units of a layer would compute the same and receive the same gradient, and
 * stay equal for ever; so they start at random, small enough that no unit is saturated.
 */
import { show } from '@gradus/engine/errors'
import type { Random } from '../random.js'

/** Draws one weight of a layer with `fanIn` inputs and `fanOut` units. Biases start at 0. */
export type Initializer = (random: Random, fanIn: number, fanOut: number) => number

const uniformWithin = (bound: number, random: Random) => random.uniform(-bound, bound)

/** Uniform in [−ε, ε): the simplest way to make the units of a layer differ. */
export function uniform(epsilon: number): Initializer {
  if (!(epsilon > 0 && epsilon < Infinity)) {
    throw new RangeError(`uniform: epsilon is ${show(epsilon)}. Pass a positive number.`)
  }
  return (random) => uniformWithin(epsilon, random)
}

/** The initializers that have a name. */
export const initializers = {
  /** 0: no symmetry is broken; to show what goes wrong. */
  zeros: () => 0,
  /** Normal, variance 1: saturates wide layers. */
  normal: (random) => random.normal(),
  /** Normal, variance 1/fanIn (http://neuralnetworksanddeeplearning.com/chap3.html#weight_initialization). */
  scaled: (random, fanIn) => random.normal() / Math.sqrt(fanIn),
  /** Uniform, variance 2/(fanIn + fanOut) (Glorot and Bengio, 2010, eq. 16): for tanh and sigmoid. */
  glorot: (random, fanIn, fanOut) => uniformWithin(Math.sqrt(6 / (fanIn + fanOut)), random),
  /** Normal, variance 2/fanIn (He et al., 2015, eq. 10): for relu. */
  he: (random, fanIn) => random.normal() * Math.sqrt(2 / fanIn),
  /** Uniform, variance 1/fanIn (LeCun et al., 1998, §4.6). */
  lecun: (random, fanIn) => uniformWithin(Math.sqrt(3 / fanIn), random),
} satisfies Record<string, Initializer>

export type InitializerName = keyof typeof initializers

/** The initializer of a name; one of your own passes through. */
export function initializer(where: string, init: InitializerName | Initializer): Initializer {
  if (typeof init === 'function') return init
  if (!Object.hasOwn(initializers, init)) {
    const names = Object.keys(initializers).join(', ')
    throw new RangeError(`${where}: unknown initializer ${show(init)}. Pass one of ${names}, or a function.`)
  }
  return initializers[init]
}
