/** The axes of a search space. Each describes the values that one hyper-parameter may take. */
import { show } from '@gradus/engine/errors'
import type { Random } from '@gradus/nn'
import { checkJson } from './json.js'

/** The values that one hyper-parameter may take. */
export interface Axis<T> {
  /** A random value. */
  sample(random: Random): T
  /** At most `n` evenly spaced values with both ends, or the middle if n is 1. */
  grid(n: number): T[]
  /**
   * The part of the axis around the values in `best`, which start with the best. A range of numbers is multiplied by
   * `factor`.
   */
  narrow(best: readonly T[], factor: number): Axis<T>
  /** The call that makes the axis, such as "uniform(0, 1)". Equal texts mean equal axes. */
  describe(): string
}

/** One axis per hyper-parameter, under its name. */
export type Space<P> = { readonly [K in keyof P]: Axis<P[K]> }

/**
 * Real numbers in [low, high], each with the same probability.
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
 * Real numbers in [low, high] whose logarithms are uniform: a value is as likely between 0.001 and 0.01 as between 0.1
 * and 1. Use it if the order of magnitude is unknown, such as for a learning rate.
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
 * Whole numbers from low to high, both included, each with the same probability.
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
 * One of the given values, each with the same probability. A value is anything that JSON can represent.
 *
 * @throws RangeError if there is no value or one appears twice; TypeError for a value that JSON cannot represent
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

/** Maps the numbers of an axis to a scale on which they are uniform, and back. */
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

  /** The value at the fraction t of the range. At 0 and 1 it is exactly the end. */
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
  /** @param texts the values as JSON, so that each caller gets a copy */
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
 * The median, or the better one of the two values in the middle. Unlike a mean, it is a value that was tried and was
 * good. A mean of two good values may be a bad one.
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

/** The text of each axis of a space, for journals and results. */
export function describeSpace<P>(space: Space<P>): Record<string, string> {
  return Object.fromEntries(axes(space).map(([name, axis]) => [name, axis.describe()]))
}

/** The axes with their names, in the order of the object. */
export const axes = <P>(space: Space<P>): [string, Axis<P[keyof P]>][] => Object.entries(space)
