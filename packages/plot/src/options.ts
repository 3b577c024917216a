/** The options that all plots share, their defaults and their checks. */
import { checkMost, checkOptions, checkWhole, oneOf, show } from '@gradus/engine/errors'
import type { Theme, ThemeName } from '@gradus/svg'
import { themes } from '@gradus/svg'

export interface PlotOptions {
  /** The width in pixels, 200 to 4000. Default 640. */
  width?: number
  /** The height in pixels, 200 to 4000. A plot that needs more becomes higher. Default: what the plot needs. */
  height?: number
  /** The colors. `'page'` takes them from the page that shows the plot. Default 'light'. */
  theme?: ThemeName
  /** The line above the plot. Default none. */
  title?: string
}

/** What a plot needs to draw itself: the checked options, the colors, and sizes in pixels. */
export interface Look {
  readonly width: number
  readonly height: number | undefined
  readonly title: string
  readonly theme: Theme
  /** The font size of labels. */
  readonly size: number
  /** The width of curves. */
  readonly line: number
}

const SHARED = ['width', 'height', 'theme', 'title']
const THEME_NAMES: readonly ThemeName[] = ['light', 'dark', 'page']

/**
 * Checks the shared options.
 *
 * @param own the names of the options that this plot has besides
 */
export function look(where: string, options: PlotOptions, own: readonly string[] = []): Look {
  checkOptions(where, options, [...SHARED, ...own])
  const { width = 640, height, theme = 'light', title = '' } = options
  checkLength(where, 'the option width', width)
  if (height !== undefined) checkLength(where, 'the option height', height)
  oneOf(where, 'the option theme', theme, THEME_NAMES)
  checkText(where, 'the option title', title)
  const size = Math.round(Math.min(16, Math.max(11, 9 + width / 200)) * 2) / 2
  return { width, height, title, theme: themes[theme], size, line: Math.round(size * 1.7) / 10 }
}

function checkLength(where: string, name: string, value: number): void {
  checkWhole(where, name, value, 200)
  checkMost(where, name, value, 4000, 'Larger plots are not readable')
}

/** Refuses anything but a string. */
export function checkText(where: string, name: string, value: unknown): void {
  if (typeof value !== 'string') throw new TypeError(`${where}: ${name} is ${show(value)}. Pass a string.`)
}

/** Refuses anything but an interval [low, high] of finite numbers, low < high. */
export function checkInterval(where: string, name: string, value: unknown): void {
  const ok =
    Array.isArray(value) && value.length === 2 && value.every(Number.isFinite) && (value[0] as number) < value[1]!
  if (ok) return
  const shown = Array.isArray(value) ? `[${value.map(show).join(', ')}]` : show(value)
  throw new RangeError(`${where}: ${name} is ${shown}. Pass two finite numbers, the lower one first.`)
}

/** Refuses anything but an array, plain or typed, of numbers. NaN and infinities are allowed, because plots mark them. */
export function checkNumbers(where: string, name: string, value: unknown): void {
  const typed = ArrayBuffer.isView(value) && !(value instanceof DataView)
  if (!Array.isArray(value) && !typed)
    throw new TypeError(`${where}: ${name} is ${show(value)}. Pass an array of numbers.`)
  const list = value as ArrayLike<unknown>
  for (let i = 0; i < list.length; i++) {
    if (typeof list[i] !== 'number') {
      throw new TypeError(`${where}: ${name} has ${show(list[i])} at index ${i}. Pass an array of numbers.`)
    }
  }
}

/** Refuses two lists of different lengths. */
export function checkSameLength(where: string, a: string, as: number, b: string, bs: number): void {
  if (as !== bs)
    throw new RangeError(`${where}: there are ${as} ${a} and ${bs} ${b}. Pass as many of one as of the other.`)
}
