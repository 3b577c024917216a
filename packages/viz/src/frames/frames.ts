/** The backward pass, one picture for each backward step. */
import type { Value } from '@gradus/engine'
import { svgDocument } from '@gradus/svg'
import { filmOf } from './film.js'
import type { BackwardOptions } from './options.js'

/**
 * Returns a promise of SVG documents: the start of the backward pass, one picture for each node that passes its gradient on, and
 * the end. All have the same size, and each node is at the same place in all of them. Leaves `grad` alone.
 *
 * @throws TypeError if `root` is not a Value, or if an option is unknown or has the wrong type. RangeError if an option is
 * out of range.
 * @example
 * const a = new Value(3, 'a')
 * const b = a.mul(2)
 * const frames = await backwardFrames(b.mul(b.add(1)), { mistake: 'early' })
 * frames.length // => 5
 * frames.at(-1).includes('a has 14 instead of 26.') // => true
 */
export async function backwardFrames(root: Value, options: BackwardOptions = {}): Promise<string[]> {
  const { width, height, palette, title, pictures, captions } = await filmOf('backwardFrames', root, options)
  return pictures.map((pieces, k) =>
    svgDocument(
      {
        width,
        height,
        title: `${title}, picture ${k + 1} of ${pictures.length}`,
        desc: captions[k]!,
        background: palette.background,
      },
      ...pieces,
    ),
  )
}
