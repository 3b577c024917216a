/** Places numbers along an axis, and chooses ticks whose labels do not touch. */
import { textWidth } from '@gradus/svg'
import { scaleLinear, scaleLog } from 'd3-scale'
import type { Domain, ScaleName } from './numbers.js'
import { tickTexts } from './numbers.js'

export interface AxisSpec {
  /** The name of the quantity and its unit. */
  label: string
  domain: Domain
  scale?: ScaleName
  /** Whether ticks are whole numbers, as for epochs. */
  whole?: boolean
  /** Names instead of numbers. Name i stands at i + ½ on the domain [0, number of names]. */
  names?: readonly string[]
}

export interface Tick {
  text: string
  /** Pixels from the low end of the axis. */
  at: number
}

export interface Axis {
  scale: ScaleName
  domain: Domain
  /** Pixels from the low end of the axis. */
  at: (x: number) => number
  ticks: Tick[]
}

/**
 * An axis of `length` pixels. The labels of its ticks lie beside each other (`horizontal`) or above each other, at least
 * `size` / 2 pixels apart.
 */
export function makeAxis(spec: AxisSpec, length: number, size: number, horizontal: boolean): Axis {
  const { domain, scale = 'linear', whole = false } = spec
  const place = (scale === 'log' ? scaleLog() : scaleLinear()).domain(domain).range([0, length])
  const at = (x: number) => place(x)
  if (spec.names !== undefined) return { scale, domain, at, ticks: namedTicks(spec.names, at, size, horizontal) }
  const most = Math.max(2, Math.min(12, Math.floor(length / (horizontal ? size * 4 : size * 2.4))))
  const fitting = (values: readonly number[]): Tick[] | undefined => {
    const texts = tickTexts(values, scale)
    const ticks = values.map((x, i) => ({ text: texts[i]!, at: at(x) }))
    return values.length <= most * 2 && apart(ticks, size, horizontal) ? ticks : undefined
  }
  // From many to few. If not even two fit, every second tick of a denser axis may; if not, one.
  const counts = Array.from({ length: most }, (_, i) => most - i)
  const dense = [3, 2, 1].map((more) => most + more)
  const sets = [
    ...counts.flatMap((count) => choices(place.ticks(count), scale, whole)).filter((values) => values.length > 1),
    ...[...dense, ...counts].flatMap((count) => choices(place.ticks(count), scale, whole)).map(everySecond),
    ...counts.flatMap((count) => choices(place.ticks(count), scale, whole)),
  ]
  for (const values of sets) {
    const ticks = values.length === 0 ? undefined : fitting(values)
    if (ticks !== undefined) return { scale, domain, at, ticks }
  }
  return { scale, domain, at, ticks: [] }
}

/** The ticks to try, from many to few. */
function choices(ticks: number[], scale: ScaleName, whole: boolean): number[][] {
  if (whole) return [ticks.filter(Number.isInteger)]
  if (scale === 'linear') return [ticks]
  const mantissas = (allowed: string) => ticks.filter((x) => allowed.includes(x.toExponential().replace(/e.*/, '')))
  const powers = mantissas('1')
  const few = [mantissas('1 2 5'), powers].filter((list) => list.length >= 2)
  return powers.length >= 2 && powers.length < ticks.length ? few : [ticks, ...few]
}

/** Every second tick, if at least two remain. With 0, if it is one of them. */
function everySecond(ticks: readonly number[]): number[] {
  const start = Math.max(0, ticks.indexOf(0)) % 2
  const half = ticks.filter((_, i) => i % 2 === start)
  return half.length < 2 ? [] : half
}

/** As many names as fit: all, or every second, third, … */
function namedTicks(names: readonly string[], at: (x: number) => number, size: number, horizontal: boolean): Tick[] {
  const ticks = names.map((text, i) => ({ text, at: at(i + 0.5) }))
  for (let every = 1; every < ticks.length; every++) {
    const some = ticks.filter((_, i) => i % every === 0)
    if (apart(some, size, horizontal)) return some
  }
  return ticks.slice(0, 1)
}

function apart(ticks: readonly Tick[], size: number, horizontal: boolean): boolean {
  const half = ({ text }: Tick) => (horizontal ? textWidth(text, size) / 2 : (size * 1.12) / 2)
  const gap = horizontal ? size * 0.7 : size * 0.4
  return ticks.every(
    (tick, i) => i === 0 || Math.abs(tick.at - ticks[i - 1]!.at) >= half(tick) + half(ticks[i - 1]!) + gap,
  )
}
