/** The axes of a search space: each says which values one hyper-parameter may take. */
import { show } from '@gradus/engine/errors'
import type { Random } from '@gradus/nn'
import { checkJson } from './json.js'

/** The values that one hyper-parameter may take. */
export interface Axis<T> {
  /** A value by chance. */
  sample(random: Random): T
  /** At most `n` values, evenly spread, both ends among them; the middle if n is 1. */
  grid(n: number): T[]
  /** The part of the axis around the values in `best`, the best first; numbers keep `factor` of their range. */
  narrow(best: readonly T[], factor: number): Axis<T>
  /** The call that makes it, such as "uniform(0, 1)"; two axes are the same if these are. */
  describe(): string
}

/** One axis per hyper-parameter, under its name. */
export type Space<P> = { readonly [K in keyof P]: Axis<P[K]> }

/**
 * Real numbers in [low, high], all alike.
 *
 * @throws RangeError unless low < high and both are finite
 * @example
 * uniform(0, 1).grid(3) // => [0, 0.5, 1]
 */
export function uniform(low: number, high: number): Axis<number> {
  checkEnds('uniform', low, high, Number.isFinite, 'finite numbers')
  return new Range('uniform', low, high, { to: (x) => x, from: (u) => u })
}

/**
 * Real numbers in [low, high], their logarithms all alike: between 0.001 and 0.01 there are as many as between 0.1 and 1.
 * For a quantity whose order of magnitude is unknown, such as a learning rate.
 *
 * @throws RangeError unless 0 < low < high and both are finite
 * @example
 * logUniform(0.01, 1).grid(2) // => [0.01, 1]
 */
export function logUniform(low: number, high: number): Axis<number> {
  const fits = (x: number) => Number.isFinite(x) && x > 0
  checkEnds('logUniform', low, high, fits, 'finite positive numbers')
  return new Range('logUniform', low, high, { to: Math.log, from: Math.exp })
}

/**
 * Whole numbers from low to high, both included, all alike.
 *
 * @throws RangeError unless low < high and both are whole
 * @example
 * integer(4, 64).grid(3) // => [4, 34, 64]
 */
export function integer(low: number, high: number): Axis<number> {
  checkEnds('integer', low, high, Number.isSafeInteger, 'whole numbers')
  return new Integers(low, high)
}

/**
 * One of the given values, all alike; a value is anything that JSON can say.
 *
 * @throws RangeError if there is no value or one appears twice; TypeError if JSON cannot say one
 * @example
 * choice(['tanh', 'relu']).grid(1) // => ['tanh', 'relu']
 */
export function choice<const T>(values: readonly T[]): Axis<T> {
  if (!Array.isArray(values) || values.length === 0) {
    throw new RangeError(`choice: the values are ${show(values)}. Pass an array with at least one.`)
  }
  checkJson('choice', 'values', values)
  const texts = values.map((value) => JSON.stringify(value))
  const twice = texts.find((text, i) => texts.indexOf(text) < i)
  if (twice !== undefined) throw new RangeError(`choice: the value ${twice} appears twice. Pass each value once.`)
  return new Choice<T>(texts)
}

function checkEnds(where: string, low: number, high: number, fits: (x: number) => boolean, kind: string): void {
  if (fits(low) && fits(high) && low < high && Number.isFinite(high - low)) return
  throw new RangeError(`${where}: the ends are ${show(low)} and ${show(high)}. Pass two ${kind}, the lower first.`)
}

/** From the ordinary numbers of an axis to numbers that are evenly spread, and back. */
interface Scale {
  to(x: number): number
  from(u: number): number
}

class Range implements Axis<number> {
  constructor(
    private readonly name: string,
    private readonly low: number,
    private readonly high: number,
    private readonly scale: Scale,
  ) {}

  sample(random: Random): number {
    return this.at(random.uniform())
  }

  grid(n: number): number[] {
    checkCount(n)
    return n === 1 ? [this.at(0.5)] : Array.from({ length: n }, (_, i) => this.at(i / (n - 1)))
  }

  narrow(best: readonly number[], factor: number): Axis<number> {
    checkNarrow(this, best, factor, (x) => x >= this.low && x <= this.high)
    if (factor === 1) return this
    const { scale } = this
    const [a, b] = [scale.to(this.low), scale.to(this.high)]
    const width = (b - a) * factor
    const start = clamp(scale.to(middle(best)) - width / 2, a, b - width)
    const low = start === a ? this.low : scale.from(start)
    const high = start === b - width ? this.high : scale.from(start + width)
    return new Range(this.name, low, high, scale)
  }

  describe(): string {
    return `${this.name}(${this.low}, ${this.high})`
  }

  /** The value at a share t of the way; the ends are met exactly. */
  private at(t: number): number {
    if (t === 0) return this.low
    if (t === 1) return this.high
    const [a, b] = [this.scale.to(this.low), this.scale.to(this.high)]
    return clamp(this.scale.from(a + t * (b - a)), this.low, this.high)
  }
}

class Integers implements Axis<number> {
  constructor(
    private readonly low: number,
    private readonly high: number,
  ) {}

  sample(random: Random): number {
    return this.low + random.integer(this.high - this.low + 1)
  }

  grid(n: number): number[] {
    checkCount(n)
    const { low, high } = this
    if (n === 1) return [Math.round(low + (high - low) / 2)]
    return [...new Set(Array.from({ length: n }, (_, i) => Math.round(low + (i / (n - 1)) * (high - low))))]
  }

  narrow(best: readonly number[], factor: number): Axis<number> {
    checkNarrow(this, best, factor, (x) => Number.isInteger(x) && x >= this.low && x <= this.high)
    const count = Math.max(1, Math.floor((this.high - this.low + 1) * factor))
    const low = clamp(middle(best) - Math.floor((count - 1) / 2), this.low, this.high - count + 1)
    return new Integers(low, low + count - 1)
  }

  describe(): string {
    return `integer(${this.low}, ${this.high})`
  }
}

class Choice<T> implements Axis<T> {
  /** The values as JSON: whoever gets one gets a copy. */
  constructor(private readonly texts: readonly string[]) {}

  sample(random: Random): T {
    return JSON.parse(this.texts[random.integer(this.texts.length)]!) as T
  }

  grid(n: number): T[] {
    checkCount(n)
    return this.texts.map((text) => JSON.parse(text) as T)
  }

  narrow(best: readonly T[], factor: number): Axis<T> {
    checkNarrow(this, best, factor, (value) => this.texts.includes(JSON.stringify(value)))
    const kept = new Set(best.map((value) => JSON.stringify(value)))
    return new Choice<T>(this.texts.filter((text) => kept.has(text)))
  }

  describe(): string {
    return `choice([${this.texts.join(', ')}])`
  }
}

const clamp = (x: number, low: number, high: number): number => Math.min(Math.max(x, low), high)

/**
 * The median, and of the two in the middle the better: unlike a mean it is a value that was good, and lies in no valley
 * between two good ones.
 */
function middle(best: readonly number[]): number {
  const sorted = best.map((value, rank) => ({ value, rank })).sort((p, q) => p.value - q.value)
  const p = sorted[Math.floor((sorted.length - 1) / 2)]!
  const q = sorted[Math.floor(sorted.length / 2)]!
  return (p.rank < q.rank ? p : q).value
}

function checkCount(n: number): void {
  if (Number.isSafeInteger(n) && n >= 1) return
  throw new RangeError(`grid: the number of values is ${show(n)}. Pass a whole number, 1 or more.`)
}

function checkNarrow<T>(axis: Axis<T>, best: readonly T[], factor: number, on: (value: T) => boolean): void {
  if (!Array.isArray(best) || best.length === 0) {
    throw new RangeError(`narrow: the best values are ${show(best)}. Pass at least one.`)
  }
  const off = best.find((value) => !on(value))
  if (off !== undefined) {
    throw new RangeError(
      `narrow: ${JSON.stringify(off)} is not a value of ${axis.describe()}. Pass values of the axis.`,
    )
  }
  if (!(factor > 0 && factor <= 1)) {
    throw new RangeError(`narrow: the factor is ${show(factor)}. Pass a number above 0, at most 1.`)
  }
}

/** A space as text, axis by axis: for journals and results. */
export function describeSpace<P>(space: Space<P>): Record<string, string> {
  return Object.fromEntries(axes(space).map(([name, axis]) => [name, axis.describe()]))
}

/** The axes with their names, in the order in which they were written. */
export const axes = <P>(space: Space<P>): [string, Axis<P[keyof P]>][] => Object.entries(space)
