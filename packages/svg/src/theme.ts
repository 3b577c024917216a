/**
 * The colors of drawings and plots. Tests check the contrast with the background, and that readers with any of the three
 * kinds of color blindness can tell the eight leaf colors apart.
 */

/** Colors by name, as values of presentation attributes. */
export type Colors = Readonly<Record<string, string>>

/** `page` takes each color from the page: `var(--gradus-text, #1f2328)`, where #1f2328 is that of `light`. */
export type ThemeName = 'light' | 'dark' | 'page'

const LIGHT = {
  background: '#ffffff',
  text: '#1f2328',
  /** Axes, edges and secondary text. */
  muted: '#57606a',
  border: '#8c959f',
  grid: '#d8dee4',
  /** What is wrong: points that cannot be drawn, non-finite numbers. */
  wrong: '#b3261e',
  /** The sign of a number: above and below zero, each from weak to strong. */
  positive: '#a63d00',
  negative: '#0550ae',
  /** Zero in a diverging scale. */
  zero: '#f2f2f2',
  leaf1: '#1a66cc',
  leaf2: '#b35000',
  leaf3: '#075144',
  leaf4: '#4a1c92',
  leaf5: '#687d51',
  leaf6: '#87587a',
  leaf7: '#860221',
  leaf8: '#513808',
}

/** The colors that all drawings share. */
export type Theme = Readonly<typeof LIGHT>

const DARK: Theme = {
  background: '#0d1117',
  text: '#f0f3f6',
  muted: '#a5b0bc',
  border: '#6e7781',
  grid: '#2b323b',
  wrong: '#ff8a80',
  positive: '#ffa657',
  negative: '#79c0ff',
  zero: '#242a31',
  leaf1: '#58a6ff',
  leaf2: '#ffa657',
  leaf3: '#3f8a5c',
  leaf4: '#b63cfe',
  leaf5: '#d7eeb5',
  leaf6: '#c191b0',
  leaf7: '#68fcfe',
  leaf8: '#8e7c05',
}

/**
 * Returns colors of your own in the three themes. `dark` must have the names of `light`.
 *
 * @example
 * themed({ op: '#eaf0f8' }, { op: '#1f3047' }).page // => { op: 'var(--gradus-op, #eaf0f8)' }
 */
export function themed<C extends Colors>(light: C, dark: { readonly [K in keyof C]: string }) {
  const page = Object.fromEntries(
    Object.entries(light).map(([name, color]) => [name, `var(--gradus-${name}, ${color})`]),
  )
  return { light, dark: dark as C, page: page as C } satisfies Record<ThemeName, C>
}

/**
 * The shared colors in each theme. A page that shows `page` drawings sets custom properties such as `--gradus-text` in its
 * style sheet, for light and for dark.
 *
 * @example
 * themes.dark.background // => '#0d1117'
 * themes.page.background // => 'var(--gradus-background, #ffffff)'
 */
export const themes: Readonly<Record<ThemeName, Theme>> = themed<Theme>(LIGHT, DARK)

/** The eight colors for leaves, classes and curves of a theme, in order. */
export const leafColors = (theme: Theme): readonly string[] => [
  theme.leaf1,
  theme.leaf2,
  theme.leaf3,
  theme.leaf4,
  theme.leaf5,
  theme.leaf6,
  theme.leaf7,
  theme.leaf8,
]
