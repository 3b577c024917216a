/** The options of drawings of a backward pass. */
import type { Mistake } from '@gradus/explain'
import { checkOptions, oneOf } from '@gradus/engine/errors'
import { DRAWING_KEYS, type DrawingOptions } from '../options.js'

export interface BackwardOptions extends Omit<DrawingOptions, 'contributions'> {
  /** Whether edges show the local derivative. Default true: what a node passes on is shown at its edges in any case. */
  partials?: boolean
  /** The most boxes to draw. Default 60, because each frame draws all of them. */
  limit?: number
  /**
   * A mistake to draw next to the right backward pass. `early`: breadth first, so that a node passes its gradient on before
   * everything has arrived. `overwrite`: `=` instead of `+=`. The default draws the right one alone.
   */
  mistake?: Mistake
}

const DEFAULT_LIMIT = 60
const KEYS = [...DRAWING_KEYS.filter((key) => key !== 'contributions'), 'mistake']

/** Takes the options apart: those of the drawing, and the mistake. */
export function backwardSettings(
  where: string,
  options: BackwardOptions,
): { drawing: DrawingOptions; mistake: Mistake | undefined } {
  checkOptions(where, options, KEYS)
  const { mistake, partials = true, limit = DEFAULT_LIMIT, ...rest } = options
  if (mistake !== undefined) oneOf(where, 'the option mistake', mistake, ['early', 'overwrite'])
  return { drawing: { ...rest, partials, limit, contributions: true }, mistake }
}
