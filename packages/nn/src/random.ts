/**
 * Seeded random numbers: xoshiro128** by David Blackman and Sebastiano Vigna, seeded with splitmix32. The same seed gives
 * the same numbers on every machine. We do not use a library, because this package has no dependencies and checkpoints need
 * the state.
 */
import { show } from '@gradus/engine/errors'
import { cosPi, log } from '@gradus/engine/same-bits'

/** The state of a generator: four 32-bit words. */
export type RandomState = [number, number, number, number]

export class Random {
  private s: RandomState

  /** @param seed any whole number */
  constructor(seed: number) {
    if (!Number.isSafeInteger(seed)) throw new RangeError(`Random: the seed is ${show(seed)}. Pass a whole number.`)
    let x = 0
    const word = () => {
      x = (x + 0x9e3779b9) | 0
      let z = x
      z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
      return (z ^ (z >>> 15)) >>> 0
    }
    // Both halves of the seed count. No seed gives the state of all zeros, from which xoshiro would only give zeros.
    x = Math.floor(seed / 2 ** 32)
    x = word() ^ seed
    this.s = [word(), word(), word(), word()]
  }

  /** A copy of the state, for checkpoints. Assign it back to continue from there. */
  get state(): RandomState {
    return [...this.s]
  }
  set state(state: RandomState) {
    this.s = [...state]
  }

  /** A whole number in [0, 2³²). */
  uint32(): number {
    const s = this.s
    const scrambled = Math.imul(rotateLeft(Math.imul(s[1], 5), 7), 9) >>> 0
    const t = s[1] << 9
    s[2] ^= s[0]
    s[3] ^= s[1]
    s[1] ^= s[2]
    s[0] ^= s[3]
    s[2] ^= t
    s[3] = rotateLeft(s[3], 11)
    return scrambled
  }

  /** Uniform in [low, high), by default [0, 1), with 53 random bits. */
  uniform(low = 0, high = 1): number {
    const bits = (this.uint32() >>> 5) * 2 ** 26 + (this.uint32() >>> 6)
    return low + (high - low) * (bits / 2 ** 53)
  }

  /**
   * Normally distributed with mean 0 and variance 1 (Box and Muller). We drop the second number, so that the state is complete.
   */
  normal(): number {
    const radius = Math.sqrt(-2 * log(1 - this.uniform()))
    return radius * cosPi(2 * this.uniform())
  }

  /** A whole number in [0, n). */
  integer(n: number): number {
    return Math.floor(this.uniform() * n)
  }

  /** A shuffled copy (Fisher and Yates). */
  shuffled<T>(items: readonly T[]): T[] {
    const copy = [...items]
    for (let i = copy.length - 1; i > 0; i--) {
      const j = this.integer(i + 1)
      ;[copy[i], copy[j]] = [copy[j]!, copy[i]!]
    }
    return copy
  }
}

const rotateLeft = (x: number, k: number): number => (x << k) | (x >>> (32 - k))
