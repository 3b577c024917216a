/**
 * Removes the ops that no result needs.
 *
 *     %2 = exp %0            %2 = log %0
 *     %3 = log %0       →    outputs %2
 *     outputs %3
 */
import { firstOf, type Program, UNUSED, uses } from '../program/program.js'

export function prune(program: Program): Program {
  const needed = uses(program)
  const nodes = program.nodes.slice()
  for (let id = firstOf(program); id < nodes.length; id++) if (needed[id] === 0) nodes[id] = UNUSED
  return { ...program, nodes }
}
