/** The colors of a drawing. A test checks that text has a contrast of at least 4.5 to 1 with everything behind it. */

export interface Theme {
  background: string
  text: string
  /** Edges and their labels. */
  line: string
  border: string
  rootBorder: string
  /** The part of a box above its grad row, by kind of box. */
  leaf: string
  op: string
  root: string
  /** The grad row, with a gradient and before one has arrived. */
  grad: string
  noGrad: string
}

export type ThemeName = 'light' | 'dark'

export const THEMES: Record<ThemeName, Theme> = {
  light: {
    background: '#ffffff',
    text: '#1f2328',
    line: '#57606a',
    border: '#8c959f',
    rootBorder: '#7d4e00',
    leaf: '#dff3e4',
    op: '#eaf0f8',
    root: '#ffefc2',
    grad: '#fbdccb',
    noGrad: '#f6f8fa',
  },
  dark: {
    background: '#0d1117',
    text: '#f0f3f6',
    line: '#a5b0bc',
    border: '#6e7781',
    rootBorder: '#e3b341',
    leaf: '#14422a',
    op: '#1f3047',
    root: '#54430a',
    grad: '#6b2f18',
    noGrad: '#1c2128',
  },
}

/** Graphviz knows the letter widths of this font. In SVG it becomes "Helvetica,sans-Serif". */
export const FONT = 'Helvetica'
export const FONT_SIZE = 14
