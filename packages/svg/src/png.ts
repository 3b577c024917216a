/** Turns drawings into PNG images. Node only: `import { renderPng } from '@gradus/svg/png'`. */
import { createRequire } from 'node:module'
import resvg from '@resvg/resvg-js'
import { checkAbove, checkMost, checkOptions, show } from '@gradus/engine/errors'
import { hasGlyph } from './text.js'

export interface PngOptions {
  /** Pixels of the image per pixel of the drawing. Default 1. */
  scale?: number
}

export interface Png {
  /** The bytes of the file. */
  bytes: Uint8Array
  width: number
  height: number
  /** The characters that the font lacks, each as often as it is in the drawing. The image shows a box for each. */
  missing: string[]
}

/** Above this the renderer would need more than a gigabyte. */
const MOST_PIXELS = 2 ** 27

/**
 * Renders an SVG drawing as a PNG image. All text is in Arimo, which the package brings along, so the image is the same on every
 * machine. Colors of the page theme become those of the light theme.
 *
 * @throws TypeError if `svg` is not a string, or if an option is unknown. RangeError for a wrong scale or a huge image. Error if
 * `svg` is not SVG.
 * @example
 * const { width } = renderPng('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="5"/>', { scale: 2 })
 * width // => 20
 */
export function renderPng(svg: string, options: PngOptions = {}): Png {
  if (typeof svg !== 'string') throw new TypeError(`renderPng: the drawing is ${show(svg)}. Pass SVG text.`)
  checkOptions('renderPng', options, ['scale'])
  const { scale = 1 } = options
  checkAbove('renderPng', 'the option scale', scale, 0)

  let image
  try {
    image = new resvg.Resvg(withoutVariables(svg), { fitTo: { mode: 'zoom', value: scale }, font: FONT_FILES })
  } catch (error) {
    throw new Error(`renderPng: the drawing cannot be read (${message(error)}). Pass SVG text.`, { cause: error })
  }
  const pixels = Math.ceil(image.width * scale) * Math.ceil(image.height * scale)
  checkMost('renderPng', 'the number of pixels', pixels, MOST_PIXELS, 'More pixels need more than a gigabyte of memory')
  const rendered = image.render()
  return { bytes: rendered.asPng(), width: rendered.width, height: rendered.height, missing: missingIn(svg) }
}

const require = createRequire(import.meta.url)
const FONT_FILES = {
  loadSystemFonts: false,
  defaultFontFamily: 'Arimo',
  fontFiles: ['400Regular/Arimo_400Regular.ttf', '700Bold/Arimo_700Bold.ttf'].map((file) =>
    require.resolve(`@expo-google-fonts/arimo/${file}`),
  ),
}

/** The renderer does not know custom properties. Each has a color after the comma. */
const withoutVariables = (svg: string): string => svg.replace(/var\(--[\w-]+, ?([^()]*)\)/g, '$1')

/** The characters of all visible text that the font lacks. */
function missingIn(svg: string): string[] {
  const texts = [...svg.matchAll(/<text\b[^>]*>([\s\S]*?)<\/text>/g)].map(([, content]) => content!)
  const plain = texts.join('').replace(/<[^>]*>|&#?\w+;/g, '')
  return [...plain].filter((character) => !hasGlyph(character) && !/[\s\p{Cf}\p{Mn}]/u.test(character))
}

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error))
