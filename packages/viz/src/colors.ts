/** The colors of drawings: those that all pictures share, and those of boxes. */
import { type Theme, themed, type ThemeName, themes } from '@gradus/svg'

export type { ThemeName }

const LIGHT = {
  /** The part of a box above its gradient, by kind of box. */
  leafBox: '#dff3e4',
  parameterBox: '#ece6f7',
  opBox: '#eaf0f8',
  rootBox: '#ffefc2',
  groupBox: '#e6e9ee',
  rootBorder: '#7d4e00',
  /** The line with the gradient: one has arrived, or none yet. */
  gradient: '#fbdccb',
  noGradient: '#f6f8fa',
  /** The line with a gradient above and below zero, in drawings by sign. */
  positiveBox: '#fbdccb',
  negativeBox: '#d3e4fa',
}

const DARK = {
  leafBox: '#14422a',
  parameterBox: '#3a2c56',
  opBox: '#1f3047',
  rootBox: '#453707',
  groupBox: '#2a313a',
  rootBorder: '#e3b341',
  gradient: '#6b2f18',
  noGradient: '#1c2128',
  positiveBox: '#6b2f18',
  negativeBox: '#123a66',
}

const own = themed(LIGHT, DARK)

export type ColorName = keyof Theme | keyof typeof LIGHT
export type Palette = Readonly<Record<ColorName, string>>

/** Every color of a drawing by name, in each theme. */
export const palettes: Readonly<Record<ThemeName, Palette>> = {
  light: { ...themes.light, ...own.light },
  dark: { ...themes.dark, ...own.dark },
  page: { ...themes.page, ...own.page },
}

/**
 * The declarations of the custom properties that drawings with the theme `page` take their colors from, for the style sheet of
 * the page.
 *
 * @example
 * colorProperties('dark').includes('--gradus-background: #0d1117;') // => true
 */
export const colorProperties = (theme: 'light' | 'dark'): string =>
  Object.entries(palettes[theme])
    .map(([name, color]) => `--gradus-${name}: ${color};`)
    .join(' ')
