/** Which numbers an axis can show, and how they are written beside it. */
import { formatNumber } from '@gradus/svg'

export type ScaleName = 'linear' | 'log'
export type Domain = readonly [low: number, high: number]

/** Why a number has no place on an axis. `high` and `low` are infinite or too large for a difference of two numbers. */
export type Fault = 'NaN' | 'high' | 'low' | 'nonpositive'

const LARGEST = 1e300

/** Why the number has no place on the axis, or undefined if it has one. */
export function faultOf(x: number, scale: ScaleName): Fault | undefined {
  if (x !== x) return 'NaN'
  if (x > LARGEST) return 'high'
  if (scale === 'log' && !(x >= 1 / LARGEST)) return 'nonpositive'
  return x < -LARGEST ? 'low' : undefined
}

/** The numbers from the least to the largest that have a place on the axis, with a margin. [0, 1] or [1, 10] for none. */
export function domainOf(lists: Iterable<ArrayLike<number>>, scale: ScaleName, margin = 0.04): Domain {
  let [low, high] = [Infinity, -Infinity]
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) {
      const x = list[i]!
      if (faultOf(x, scale) !== undefined) continue
      if (x < low) low = x
      if (x > high) high = x
    }
  }
  if (low > high) return scale === 'log' ? [1, 10] : [0, 1]
  if (scale === 'log') {
    const [a, b] = widened(Math.log10(low), Math.log10(high), margin, 0.5)
    return [10 ** Math.max(a, -305), 10 ** Math.min(b, 305)]
  }
  return widened(low, high, margin, Math.abs(low) < 1e-290 ? 1 : Math.abs(low) / 10)
}

/** The interval with a margin on both sides. One that is too narrow for different ticks becomes `half` to each side. */
function widened(low: number, high: number, margin: number, half: number): Domain {
  const span = high - low
  if (span <= Math.max(Math.abs(low), Math.abs(high)) * 1e-12 || span < 1e-290) return [low - half, high + half]
  return [low - margin * span, high + margin * span]
}

/**
 * The values that decide the range of an axis. Near a pole, values grow without bound and would flatten everything else. If the
 * largest is ten times as far from the middle 80 % as these are wide, only values up to one width away remain.
 */
export function robust(values: readonly number[]): number[] {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b)
  if (sorted.length === 0) return sorted
  const [low, high] = [sorted[Math.floor(sorted.length * 0.1)]!, sorted[Math.floor(sorted.length * 0.9)]!]
  const width = high - low
  const far = Math.max(low - sorted[0]!, sorted.at(-1)! - high)
  if (width === 0 || far <= 10 * width) return sorted
  return sorted.filter((y) => y >= low - width && y <= high + width)
}

/** The ticks of an axis as texts, with as many digits as tell neighbors apart. */
export function tickTexts(ticks: readonly number[], scale: ScaleName): string[] {
  if (scale === 'log') {
    return ticks.map((x) => (x >= 1e-3 && x < 1e5 ? formatNumber(x, 3) : exponential(x, 3)))
  }
  const gaps = ticks.slice(1).map((x, i) => Math.abs(x - ticks[i]!))
  const largest = Math.max(...ticks.map(Math.abs))
  const gap = gaps.length === 0 ? largest : Math.min(...gaps)
  if (gap === 0) return ticks.map((x) => formatNumber(x))
  const rounded = ticks.map((x) => (Math.abs(x) < gap / 1e6 ? 0 : x)) // 1e-17 where 0 is meant
  const digits = Math.ceil(Math.log10(largest / gap) - 1e-6) + 1
  const isShort = largest >= 1e-3 && (largest < 1e6 || (digits > 5 && largest < 1e15))
  if (!isShort) return rounded.map((x) => exponential(x, Math.min(17, digits + 1)))
  // The least number of decimals that shows each tick exactly.
  const least = Math.max(0, -Math.floor(Math.log10(gap) + 1e-6))
  const exact = [least, least + 1, least + 2].find((decimals) =>
    rounded.every((x) => Math.abs(Number(x.toFixed(decimals)) - x) < gap / 1000),
  )
  return rounded.map((x) => x.toFixed(exact ?? least))
}

/** 5e-7 and 1.5e6, without zeros at the end. */
const exponential = (x: number, digits: number): string =>
  x === 0 ? '0' : Number(x.toPrecision(digits)).toExponential().replace('e+', 'e')
