/** The backward pass as one animated SVG document, without script. */
import type { Value } from '@gradus/engine'
import { checkAbove } from '@gradus/engine/errors'
import { element, svgDocument } from '@gradus/svg'
import { filmOf } from './film.js'
import type { BackwardOptions } from './options.js'

export interface AnimationOptions extends BackwardOptions {
  /** How long each picture is shown. Default 1.5. */
  seconds?: number
}

/**
 * Returns a promise of one SVG document that shows the pictures of `backwardFrames` one after the other, again and again.
 *
 * It has a style sheet with CSS animations, and no script. A reader who prefers reduced motion sees the last picture, and so does
 * a program that knows no CSS. In `<img>` browsers ignore the preference: use `<picture>` with a still frame.
 *
 * @throws TypeError if `root` is not a Value, or if an option is unknown or has the wrong type. RangeError if an option is
 * out of range.
 * @example
 * const x = new Value(3, 'x')
 * const svg = await animateBackward(x.mul(x), { seconds: 2 })
 * svg.includes('@media (prefers-reduced-motion: no-preference)') // => true
 */
export async function animateBackward(root: Value, options: AnimationOptions = {}): Promise<string> {
  const { seconds = 1.5, ...rest } = options
  checkAbove('animateBackward', 'the option seconds', seconds, 0)
  const { width, height, palette, title, pictures, captions } = await filmOf('animateBackward', root, rest)
  const count = pictures.length
  const runs = new Set<string>()
  const pieces = pictures[0]!.map((_, i) => {
    // one group for each stretch of pictures in which the piece is the same
    const groups: string[] = []
    for (let start = 0; start < count;) {
      let end = start + 1
      while (end < count && pictures[end]![i] === pictures[start]![i]) end++
      const content = pictures[start]![i]!
      if (start === 0 && end === count) groups.push(content)
      else if (content !== '') {
        runs.add(`${start}-${end}`)
        groups.push(
          element('g', { 'data-run': `${start}-${end}`, visibility: end === count ? undefined : 'hidden' }, content),
        )
      }
      start = end
    }
    return groups.join('')
  })
  const id = `gradus${hash(pieces.join(''))}`
  const svg = svgDocument(
    {
      width,
      height,
      title,
      desc: `An animation of ${count} pictures. ${captions.join(' ')}`,
      background: palette.background,
    },
    element('g', { id }, ...pieces),
  )
  return svg.replace('</desc>', `</desc><style>${styleSheet([...runs], count, seconds * count, id)}</style>`)
}

/** Rules that show each group from its first picture to before its last. */
function styleSheet(runs: readonly string[], count: number, duration: number, id: string): string {
  const rules = runs.map((run) => {
    const [start, end] = run.split('-').map(Number) as [number, number]
    const name = `${id}-${run}`
    const percent = (k: number) => `${Number(((100 * k) / count).toFixed(4))}%`
    const frames = [
      `0%{visibility:${start === 0 ? 'visible' : 'hidden'}}`,
      ...(start === 0 ? [] : [`${percent(start)}{visibility:visible}`]),
      ...(end === count ? [] : [`${percent(end)}{visibility:hidden}`]),
    ]
    return `@keyframes ${name}{${frames.join('')}}#${id} [data-run="${run}"]{animation:${name} ${duration}s step-end infinite}`
  })
  return `@media (prefers-reduced-motion: no-preference){${rules.join('')}}`
}

/** A short name for a text, so that two animations in one page have different names. */
function hash(content: string): string {
  let number = 0
  for (let i = 0; i < content.length; i++) number = (Math.imul(number, 31) + content.charCodeAt(i)) | 0
  return (number >>> 0).toString(36)
}
