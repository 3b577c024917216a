/** Programs as readable text. */
import type { Id, Node, Program } from './program.js'

/**
 * One line per op, such as `%7 = dot %w[0..783] · %x[0..783]`: %x are the inputs, %w the parameters, and neighbors in a
 * list are written as a range.
 */
export function showProgram(program: Program): string {
  const { nodes, outputs, totals } = program
  const name = namesOf(program)
  const { varying } = program as { varying?: ArrayLike<number> } // a LanedProgram has it
  const lines = nodes.flatMap((node, id) => {
    if (node.kind !== 'op') return []
    const lanes = varying?.[id] === 1 ? ' (each lane)' : ''
    return [`${name(id)} = ${node.op.name} ${showOperands(node, name)}${lanes}`]
  })
  if (outputs.length > 0) lines.push(`outputs ${showList(outputs, name)}`)
  if (totals.length > 0) lines.push(`totals ${showList(totals, name)}`)
  return lines.join('\n')
}

type Name = (id: Id) => string

/** Only ops are numbered, so that their numbers stay the same when a pass adds or removes constants. */
function namesOf({ nodes, inputs }: Program): Name {
  const numbers: number[] = []
  let ops = 0
  nodes.forEach((node, id) => (numbers[id] = node.kind === 'op' ? ops++ : 0))
  return (id) => {
    const node = nodes[id]!
    if (node.kind === 'input') return `%x[${id}]`
    if (node.kind === 'parameter') return `%w[${id - inputs}]`
    return node.kind === 'constant' ? String(Object.is(node.value, -0) ? '-0' : node.value) : `%${numbers[id]!}`
  }
}

function showOperands(node: Extract<Node, { kind: 'op' }>, name: Name): string {
  if (node.op.arity !== 'paired') return showList(node.operands, name)
  const half = node.operands.length / 2
  return `${showList(node.operands.slice(0, half), name)} · ${showList(node.operands.slice(half), name)}`
}

/** A list of names. Three or more neighbors become a range: %x[0..783], %4..%9. */
function showList(ids: readonly Id[], name: Name): string {
  const parts: string[] = []
  for (let i = 0; i < ids.length;) {
    let end = i
    while (end + 1 < ids.length && isNext(name(ids[end]!), name(ids[end + 1]!))) end++
    const [first, last] = [name(ids[i]!), name(ids[end]!)]
    if (end - i < 2) parts.push(...ids.slice(i, end + 1).map(name))
    else
      parts.push(
        first.endsWith(']') ? `${first.slice(0, -1)}..${last.slice(last.indexOf('[') + 1)}` : `${first}..${last}`,
      )
    i = end + 1
  }
  return parts.join(', ')
}

function isNext(a: string, b: string): boolean {
  const [, kindA, numberA] = /^(%[xw]?\[?)(\d+)/.exec(a) ?? []
  const [, kindB, numberB] = /^(%[xw]?\[?)(\d+)/.exec(b) ?? []
  return kindA !== undefined && kindA === kindB && Number(numberB) === Number(numberA) + 1
}
