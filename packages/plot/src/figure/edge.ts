/** Points that have no place in a plot. They are marked at its edge, and counted in the caption. */
import { element } from '@gradus/svg'
import type { Look } from '../options.js'
import type { Fault } from './numbers.js'
import { faultOf } from './numbers.js'
import type { Plane } from './plane.js'
import { round } from './plane.js'

type Sign = '×' | '▲' | '▼' | '►' | '◄'

const REASONS: Record<Fault | 'beyond', string> = {
  NaN: 'NaN',
  high: 'infinite or above 1e300',
  low: 'infinite or below -1e300',
  nonpositive: 'at or below 0 on a log axis',
  beyond: 'outside of the axis',
}

/** Half the size of a mark in pixels. */
const R = 4

export class Edge {
  private readonly counts = new Map<string, number>()
  private readonly signs = new Map<string, Set<Sign>>()
  private readonly marks = new Map<Sign, Set<string>>()
  private total = 0
  /** The number of points that have a place. */
  drawn = 0

  constructor(
    private readonly plane: Plane,
    private readonly look: Look,
  ) {}

  /** The position of a point in pixels. If it has none, this marks it and returns undefined. */
  place(x: number, y: number): readonly [number, number] | undefined {
    const { area, x: xAxis, y: yAxis, atX, atY } = this.plane
    this.total++
    const [faultX, faultY] = [faultOf(x, xAxis.scale), faultOf(y, yAxis.scale)]
    const [beyondX, beyondY] = [beyond(x, xAxis.domain), beyond(y, yAxis.domain)]
    if (faultX === undefined && faultY === undefined && beyondX === 0 && beyondY === 0) {
      this.drawn++
      return [atX(x), atY(y)]
    }

    const signX = faultX === undefined ? ([undefined, '►', '◄'] as const).at(beyondX) : signOf(faultX, '►', '◄')
    const signY = faultY === undefined ? ([undefined, '▲', '▼'] as const).at(beyondY) : signOf(faultY, '▲', '▼')
    const right = area.x + area.width - R
    const bottom = area.y + area.height - R
    const px = signX === '►' ? right : signX !== undefined ? area.x + R : clamp(atX(x), area.x + R, right)
    const py = signY === '▲' ? area.y + R : signY !== undefined ? bottom : clamp(atY(y), area.y + R, bottom)
    // A point with two faults is marked and counted once. NaN says more than a direction.
    const sign = faultX === 'NaN' || faultY === 'NaN' ? '×' : (signY ?? signX)!
    this.count(sign === '×' ? 'NaN' : ((signY === undefined ? faultX : faultY) ?? 'beyond'), sign)
    this.mark(sign, px, py)
    return undefined
  }

  /** The positions of many points in pixels, NaN for those without a place. */
  placeAll(xs: ArrayLike<number>, ys: ArrayLike<number>): { xs: number[]; ys: number[] } {
    const placed = Array.from({ length: xs.length }, (_, i) => this.place(xs[i]!, ys[i]!))
    return {
      xs: placed.map((at, i) => at?.[0] ?? this.plane.atX(xs[i]!)),
      ys: placed.map((at) => at?.[1] ?? NaN),
    }
  }

  /** Counts points that have a place, but are not drawn, because others cover them. */
  leaveOut(points: number): void {
    this.total += points
    this.drawn += points
  }

  private count(fault: Fault | 'beyond', sign: Sign): void {
    const reason = REASONS[fault]
    this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1)
    this.signs.set(reason, (this.signs.get(reason) ?? new Set()).add(sign))
  }

  /** Marks that would cover each other become one. */
  private mark(sign: Sign, x: number, y: number): void {
    const places = this.marks.get(sign) ?? new Set()
    places.add(`M${Math.round(x / R) * R} ${round(y)}`)
    this.marks.set(sign, places)
  }

  /** All marks. */
  draw(): string {
    const { wrong, background } = this.look.theme
    return [...this.marks]
      .map(([sign, places]) => {
        const d = [...places].map((at) => at + SHAPES[sign]).join('')
        return sign === '×'
          ? element('path', { d, stroke: wrong, 'stroke-width': 2 })
          : element('path', { d, fill: wrong, stroke: background, 'stroke-width': 0.5 })
      })
      .join('')
  }

  /** The sentence for the caption, if there is anything to say. */
  sentences(what = 'points'): string[] {
    if (this.counts.size === 0) return []
    const parts = [...this.counts].map(
      ([reason, n]) => `${count(n)} ${reason} (${[...this.signs.get(reason)!].join(' ')})`,
    )
    return [`Marked at the edge: ${parts.join(', ')}, of ${count(this.total)} ${what}.`]
  }
}

const SHAPES: Record<Sign, string> = {
  '×': `m-${R}-${R}l${2 * R} ${2 * R}m-${2 * R} 0l${2 * R}-${2 * R}`,
  '▲': `m0-${R}l${R} ${2 * R}h-${2 * R}z`,
  '▼': `m0 ${R}l${R}-${2 * R}h-${2 * R}z`,
  '►': `m${R} 0l-${2 * R} ${R}v-${2 * R}z`,
  '◄': `m-${R} 0l${2 * R} ${R}v-${2 * R}z`,
}

const signOf = (fault: Fault, high: Sign, low: Sign): Sign => (fault === 'NaN' ? '×' : fault === 'high' ? high : low)
/** 1 above the domain, -1 below, 0 inside. */
const beyond = (x: number, [low, high]: readonly [number, number]): number => (x > high ? 1 : x < low ? -1 : 0)
const clamp = (x: number, low: number, high: number): number => Math.max(low, Math.min(high, x))

/** A number of things, with commas. */
export const count = (n: number): string => n.toLocaleString('en-US')
