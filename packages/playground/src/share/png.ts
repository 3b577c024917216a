/** SVG as a PNG image. The renderer and the font are loaded when the first image is wanted. */
import bold from '@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf?url'
import regular from '@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf?url'
import wasm from '@resvg/resvg-wasm/index_bg.wasm?url'
import { hasGlyph } from '@gradus/svg'

/** Pixels of the image per pixel of the drawing. */
const SCALE = 2

export interface Png {
  readonly bytes: Uint8Array
  /** The characters that the font lacks. The image shows a box for each. */
  readonly missing: readonly string[]
}

let renderer: ReturnType<typeof load> | undefined

/** @throws Error if the renderer cannot be loaded, or if `svg` is no SVG */
export async function pngOf(svg: string): Promise<Png> {
  renderer ??= load()
  renderer.catch(() => (renderer = undefined)) // it may work the next time
  const { Resvg, fonts } = await renderer
  const image = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: SCALE },
    font: { fontBuffers: fonts, defaultFontFamily: 'Arimo', loadSystemFonts: false },
  })
  const rendered = image.render()
  const bytes = rendered.asPng()
  rendered.free()
  image.free()
  return { bytes, missing: missingIn(svg) }
}

async function load() {
  const [{ Resvg, initWasm }, module, ...fonts] = await Promise.all([
    import('@resvg/resvg-wasm'),
    bytesOf(wasm),
    bytesOf(regular),
    bytesOf(bold),
  ])
  await initWasm(module)
  return { Resvg, fonts: fonts.map((font) => new Uint8Array(font)) }
}

async function bytesOf(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} could not be loaded (${response.status}).`)
  return response.arrayBuffer()
}

function missingIn(svg: string): string[] {
  const texts = [...new DOMParser().parseFromString(svg, 'image/svg+xml').querySelectorAll('text')]
  const characters = new Set(texts.flatMap((text) => [...(text.textContent ?? '')]))
  return [...characters].filter((character) => !hasGlyph(character) && !/[\s\p{Cf}\p{Mn}]/u.test(character))
}
