/** `@gradus/svg`: what drawings and plots share. `@gradus/svg/png` makes PNG, in Node. */
export { cutToWidth, FONT, hasGlyph, textWidth } from './text.js'
export type { Attributes, DocumentOptions, TextAttributes } from './element.js'
export { element, svgDocument, text } from './element.js'
export { escapeXml, visible } from './escape.js'
export { formatNumber, withMinus } from './numbers.js'
export type { Colors, Theme, ThemeName } from './theme.js'
export { leafColors, themed, themes } from './theme.js'
