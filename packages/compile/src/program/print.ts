/** Programs as readable text. */
import { CONSTANT, type Id, ITEM, LEAF, LIST, OP, RANGE } from './nodes.js'
import type { Program } from './program.js'

/**
 * One line per op, such as `%7 = dot %w[0..783] · %x[0..783]`: %x are the inputs, %w the parameters, and neighbors in a
 * list are written as a range. `%8[0..783] = azmul %5, %x[0..783]` has a list as its result.
 */
export function showProgram(program: Program): string {
  const { nodes, outputs, totals } = program
  const name = namesOf(program)
  const list = (ids: ArrayLike<Id>) => showList(ids, name)
  const { varying } = program as { varying?: ArrayLike<number> } // a LanedProgram has it
  const lines: string[] = []
  for (let id = nodes.leaves; id < nodes.size; id++) {
    if (nodes.kind(id) !== OP) continue
    const op = nodes.op(id)
    const operands = nodes.operandsOf(id)
    const half = operands.length / 2
    const shown = op.arity === 'paired' ? [operands.subarray(0, half), operands.subarray(half)] : [operands]
    const lanes = varying?.[id] === 1 ? ' (each lane)' : ''
    lines.push(`${name(id)} = ${op.name} ${shown.map(list).join(' · ')}${lanes}`)
  }
  if (outputs.length > 0) lines.push(`outputs ${list(outputs)}`)
  if (totals.length > 0) lines.push(`totals ${list(totals)}`)
  return lines.join('\n')
}

type Name = (id: Id) => string

/** Only ops are numbered, so that their numbers stay the same when a pass adds or removes constants and lists. */
function namesOf({ nodes, inputs }: Program): Name {
  const numbers = new Int32Array(nodes.size)
  let ops = 0
  for (let id = nodes.leaves; id < nodes.size; id++) if (nodes.kind(id) === OP) numbers[id] = ops++
  const name = (id: Id): string => {
    const kind = nodes.kind(id)
    if (kind === LEAF) return id < inputs ? `%x[${id}]` : `%w[${id - inputs}]`
    if (kind === CONSTANT) return nodes.is(id, -0) ? '-0' : String(nodes.number(id))
    if (kind === ITEM) return `%${numbers[nodes.operandsOf(id)[0]!]!}[${nodes.index(id)}]`
    if (kind === LIST) return showList(nodes.operandsOf(id), name)
    if (kind === RANGE) return showRange(name(nodes.operands[nodes.start(id)]!), nodes.length(id))
    const length = nodes.length(id)
    return `%${numbers[id]!}${length > 0 ? `[0..${length - 1}]` : ''}`
  }
  return name
}

/** `%x[3]` and 10 become `%x[3..12]`. */
const showRange = (first: string, length: number): string =>
  first.replace(/\d+/, (number) => `${number}..${Number(number) + length - 1}`)

/** A list of names. Three or more neighbors become a range: %x[0..783], %4..%9. */
function showList(ids: ArrayLike<Id>, name: Name): string {
  const names = Array.from(ids, name)
  const parts: string[] = []
  for (let i = 0; i < names.length;) {
    let end = i
    while (end + 1 < names.length && isNext(names[end]!, names[end + 1]!)) end++
    const [first, last] = [names[i]!, names[end]!]
    if (end - i < 2) parts.push(...names.slice(i, end + 1))
    else
      parts.push(
        first.endsWith(']') ? `${first.slice(0, -1)}..${last.slice(last.indexOf('[') + 1)}` : `${first}..${last}`,
      )
    i = end + 1
  }
  return parts.join(', ')
}

/** Whether the second name is that of the next number: %x[4] after %x[3], %8 after %7. */
function isNext(a: string, b: string): boolean {
  const [, before, number] = /^(%[xw]\[|%\d+\[|%)(\d+)\]?$/.exec(a) ?? []
  return before !== undefined && b === `${before}${Number(number) + 1}${a.endsWith(']') ? ']' : ''}`
}
