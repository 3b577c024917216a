/**
 * Drops what no result needs.
 *
 *     %2 = exp %0            %2 = log %0
 *     %3 = log %0       →    results: %2
 *     results: %3
 */
import { Builder, type Id, type Program } from '../program.js'

export function prune(program: Program): Program {
  const { nodes, inputs, parameters } = program
  const needed = new Uint8Array(nodes.length)
  for (const id of [...program.outputs, ...program.totals]) needed[id] = 1
  for (let id = nodes.length - 1; id >= 0; id--) {
    const node = nodes[id]!
    if (needed[id] === 1 && node.kind === 'op') for (const x of node.operands) needed[x] = 1
  }
  const builder = new Builder(inputs, parameters)
  const ids: Id[] = []
  nodes.forEach((node, id) => {
    if (node.kind === 'constant') ids.push(needed[id] === 1 ? builder.constant(node.value) : -1)
    else if (node.kind !== 'op') ids.push(id)
    else
      ids.push(
        needed[id] === 1
          ? builder.op(
              node.op,
              node.operands.map((x) => ids[x]!),
            )
          : -1,
      )
  })
  return builder.program(
    program.outputs.map((x) => ids[x]!),
    program.totals.map((x) => ids[x]!),
  )
}
