/** The passes, which simplify a program before it is scheduled. */
import { azmul } from '@gradus/engine'
import type { Program } from '../program/program.js'
import { collect } from './collect.js'
import { fold } from './fold.js'
import { lower } from './lower.js'
import { prune } from './prune.js'
import { share } from './share.js'

/** The passes in the order in which they run. A new pass needs a line here. */
export const PASSES: readonly (readonly [name: string, pass: (program: Program) => Program])[] = [
  ['lower', lower],
  ['fold', fold],
  ['share', share],
  ['collect', collect],
  ['prune', prune],
]

/** Runs all passes. */
export const optimize = (program: Program): Program => PASSES.reduce((p, [, pass]) => pass(p), program)

/**
 * Whether a function calls azmul itself. Then its products must be exact from the start, including the sign of 0,
 * because the function may use them in any way. In derivatives they are only added and multiplied, so it is enough to
 * look for NaN.
 */
export function usesChainProduct({ nodes }: Program): boolean {
  for (let id = nodes.leaves; id < nodes.size; id++) if (nodes.isOp(id, azmul)) return true
  return false
}
