/**
 * Drops what no result needs.
 *
 *     %2 = exp %0            %2 = log %0
 *     %3 = log %0       →    results: %2
 *     results: %3
 */
import { Builder, keep, type Program, renamed } from '../program.js'

export function prune(program: Program): Program {
  const { nodes, inputs, parameters } = program
  const needed = new Uint8Array(nodes.length)
  for (const id of [...program.outputs, ...program.totals]) needed[id] = 1
  for (let id = nodes.length - 1; id >= 0; id--) {
    const node = nodes[id]!
    if (needed[id] === 1 && node.kind === 'op') for (const x of node.operands) needed[x] = 1
  }
  for (let id = 0; id < inputs + parameters; id++) needed[id] = 1 // they stay in any case
  if (!needed.includes(0)) return program
  const builder = new Builder(inputs, parameters)
  const ids = new Int32Array(nodes.length).map((_, id) => id)
  nodes.forEach((node, id) => {
    if (node.kind !== 'op' && node.kind !== 'constant') return
    if (needed[id] === 0) ids[id] = -1
    else ids[id] = node.kind === 'op' ? keep(builder, node, renamed(node.operands, ids)) : builder.constant(node.value)
  })
  return builder.program(renamed(program.outputs, ids), renamed(program.totals, ids))
}
