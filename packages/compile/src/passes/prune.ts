/**
 * Removes the ops that no result needs.
 *
 *     %2 = exp %0            %2 = log %0
 *     %3 = log %0       →    outputs %2
 *     outputs %3
 */
import { type Program, rewrite, uses } from '../program/program.js'

export const prune = (program: Program): Program => rewrite(program, undefined, uses(program))
