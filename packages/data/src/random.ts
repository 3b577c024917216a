/** Seeded random numbers. All random choices of this package use this file, so the same seed gives the same bits. */
import { cosPi, log } from '@gradus/engine/same-bits'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { skipN } from 'pure-rand/utils/skipN'

export interface Random {
  /** A uniform number in [0, 1), a multiple of 2⁻⁵³. */
  uniform(): number
  /** A normal number with mean 0 and standard deviation 1. */
  normal(): number
  /** A uniform integer in 0 … n − 1. */
  below(n: number): number
  /** A copy in random order. Every order is equally likely. */
  shuffled<T>(items: readonly T[]): T[]
}

/**
 * Returns a generator (xoroshiro128+) that gives the same numbers for the same seed. A seed is any safe integer.
 *
 * @example
 * const random = createRandom(1)
 * random.uniform() // a number in [0, 1), the same in every run
 */
export function createRandom(seed: number): Random {
  const generator = xoroshiro128plus(scatter(seed))
  // The first state has few bits beyond the seed. Some steps spread them over the whole state.
  skipN(generator, 64)

  const uniform = () => uniformFloat64(generator)
  const below = (n: number) => uniformInt(generator, 0, n - 1)
  return {
    uniform,
    below,
    // Box–Muller. 1 − u is never 0, so the logarithm is finite.
    normal: () => Math.sqrt(-2 * log(1 - uniform())) * cosPi(2 * uniform()),
    shuffled: (items) => {
      const copy = items.slice()
      for (let i = copy.length - 1; i > 0; i--) {
        const j = below(i + 1)
        const held = copy[i]!
        copy[i] = copy[j]!
        copy[j] = held
      }
      return copy
    },
  }
}

/**
 * Scatters the seed over 32 bits with the finalizer of MurmurHash3, which maps different 32-bit seeds to different bits. The
 * generator is linear: without this, neighboring seeds would begin with similar numbers.
 */
function scatter(seed: number): number {
  // Seeds such as the time in milliseconds have more than 32 bits, so the upper bits are mixed in.
  let bits = seed ^ Math.imul(Math.floor(seed / 2 ** 32), 0x9e3779b1)
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return bits ^ (bits >>> 16)
}
