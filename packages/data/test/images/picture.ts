import type { Picture } from '../../src/images/augment.js'
import { createRandom } from '../../src/random.js'

/** A random picture, with an empty margin. */
export function picture(width: number, height: number, margin: number, seed = 1): Picture {
  const random = createRandom(seed)
  const inside = (k: number, n: number) => k >= margin && k < n - margin
  const pixels = Array.from({ length: width * height }, (_, i) =>
    inside(i % width, width) && inside(Math.floor(i / width), height) ? random.uniform() : 0,
  )
  return { pixels, width, height }
}
