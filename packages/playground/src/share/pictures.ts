/** The pictures that the page shows now, and how they are saved. */
import { say } from '../state/messages.js'
import { download, fileName } from './download.js'
import { backgroundOf, plainSvg } from './svg.js'

export interface Picture {
  readonly label: string
  /** Makes the file. */
  readonly svg: () => string | Promise<string>
}

/** Pictures of a view that are no SVG element in the page, by their label. */
const offered = new Map<string, Picture['svg']>()

/** Lets the user save a picture that the view makes itself. Returns a function that ends the offer. */
export function offerPicture(label: string, svg: Picture['svg']): () => void {
  offered.set(label, svg)
  return () => offered.delete(label)
}

/** In pixels. What is smaller is an icon. */
const [LEAST_WIDTH, LEAST_HEIGHT] = [100, 60]

/** Those of the view, from top to bottom. */
export function picturesShown(): Picture[] {
  const elements = [...document.querySelectorAll<SVGSVGElement>('#view svg')].filter(
    (svg) => svg.closest('[aria-hidden="true"]') === null || backgroundOf(svg) !== undefined,
  )
  const shown = elements.filter((svg) => {
    const { width, height } = svg.getBoundingClientRect()
    return width >= LEAST_WIDTH && height >= LEAST_HEIGHT
  })
  const pictures = [
    ...[...offered].map(([label, svg]) => ({ label, svg })),
    ...shown.map((svg) => ({ label: labelOf(svg), svg: () => plainSvg(svg) })),
  ]
  const labels = pictures.map(({ label }) => label)
  // Two with the same name get a number.
  return pictures.map((picture, i) => {
    const before = labels.slice(0, i).filter((label) => label === picture.label).length
    return before === 0 ? picture : { ...picture, label: `${picture.label} ${before + 1}` }
  })
} // oxfmt-ignore

/** The first sentence of its name. A plot without a name has that of the heading above it. */
function labelOf(svg: SVGSVGElement): string {
  const heading = svg.closest('section')?.querySelector('h2, h3')?.textContent
  const name =
    backgroundOf(svg)?.getAttribute('aria-label') ??
    svg.getAttribute('aria-label') ??
    heading ??
    svg.querySelector(':scope > title')?.textContent
  return (name ?? 'Picture').split(/[.:]( |$)/)[0]!
}

export async function saveSvg({ label, svg }: Picture): Promise<void> {
  download(`${fileName(label)}.svg`, await svg(), 'image/svg+xml')
  say('done', `“${label}” is saved as an SVG file.`)
}

export async function savePng({ label, svg }: Picture): Promise<void> {
  try {
    const { pngOf } = await import('./png.js')
    const { bytes, missing } = await pngOf(await svg())
    download(`${fileName(label)}.png`, bytes, 'image/png')
    const lacking = missing.length === 0 ? '' : ` The font of the image lacks ${missing.join(' ')}, so it shows a box there.`
    say('done', `“${label}” is saved as a PNG image.${lacking}`)
  } catch (error) {
    say('error', `“${label}” could not be made into a PNG image: ${(error as Error).message} Save it as SVG instead.`)
  }
} // oxfmt-ignore
