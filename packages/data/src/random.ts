/** Seeded random numbers: all randomness of this package passes through here, so that a seed fixes every bit. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { skipN } from 'pure-rand/utils/skipN'

export interface Random {
  /** Uniform in [0, 1), a multiple of 2⁻⁵³. */
  uniform(): number
  /** Normal with mean 0 and standard deviation 1. */
  normal(): number
  /** A uniform integer in 0 … n − 1. */
  below(n: number): number
  /** A copy in random order; every order is equally likely. */
  shuffled<T>(items: readonly T[]): T[]
}

/**
 * A generator (xoroshiro128+) that always gives the same numbers for the same seed, which is any safe integer.
 *
 * @example
 * const random = createRandom(1)
 * random.uniform() // some number in [0, 1), the same on every run
 */
export function createRandom(seed: number): Random {
  const generator = xoroshiro128plus(scatter(seed))
  // The state starts as little more than the seed, and needs some steps to fill.
  skipN(generator, 64)

  const uniform = () => uniformFloat64(generator)
  const below = (n: number) => uniformInt(generator, 0, n - 1)
  return {
    uniform,
    below,
    // Box–Muller; 1 − u is never 0, where the logarithm would be infinite.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
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
 * The seed as 32 scattered bits (the finalizer of MurmurHash3, which maps different 32-bit seeds to different bits):
 * the generator is linear, and would begin alike for neighboring seeds.
 */
function scatter(seed: number): number {
  // The bits above the 32nd are mixed in, so that seeds such as the time in milliseconds differ too.
  let bits = seed ^ Math.imul(Math.floor(seed / 2 ** 32), 0x9e3779b1)
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return bits ^ (bits >>> 16)
}
