/** What is done to a program before it is scheduled, in order. */
import { azmul } from '@gradus/engine'
import type { Program } from '../program/program.js'
import { collect } from './collect.js'
import { fold } from './fold.js'
import { lower } from './lower.js'
import { prune } from './prune.js'
import { share } from './share.js'

/** The passes over a program, in order. */
export const PASSES: readonly (readonly [name: string, pass: (program: Program) => Program])[] = [
  ['lower', lower],
  ['fold', fold],
  ['share', share],
  ['collect', collect],
  ['prune', prune],
]

export const optimize = (program: Program): Program => PASSES.reduce((p, [, pass]) => pass(p), program)

/**
 * Whether a function has products of the chain rule of its own, whose results, signs of 0 included, are for it to see. In
 * derivatives they are only added up and multiplied, so that a NaN is the one thing that has to be looked out for.
 */
export const usesChainProduct = ({ nodes }: Program): boolean =>
  nodes.some((node) => node.kind === 'op' && node.op === azmul)
