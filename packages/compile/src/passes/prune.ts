/**
 * Drops what no result needs.
 *
 *     %2 = exp %0            %2 = log %0
 *     %3 = log %0       →    results: %2
 *     results: %3
 */
import { Builder, identity, keep, type Program, renamed, uses } from '../program.js'

export function prune(program: Program): Program {
  const { nodes, inputs, parameters } = program
  const needed = uses(program).fill(1, 0, inputs + parameters) // leaves stay in any case
  if (!needed.includes(0)) return program
  const builder = new Builder(inputs, parameters)
  const ids = identity(nodes.length)
  nodes.forEach((node, id) => {
    if (node.kind !== 'op' && node.kind !== 'constant') return
    if (needed[id] === 0) ids[id] = -1
    else ids[id] = node.kind === 'op' ? keep(builder, node, renamed(node.operands, ids)) : builder.constant(node.value)
  })
  return builder.program(renamed(program.outputs, ids), renamed(program.totals, ids))
}
