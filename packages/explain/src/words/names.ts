/** What each node of a graph is called in an explanation: its label, or a name of ours where it has none. */
import { showName } from '@gradus/engine/errors'
import type { Value } from '@gradus/engine'

/** The most characters of a label that are shown. */
const LENGTH = 32

/**
 * A name for each node, all different. A node without a label is called f if it is the root, v1, v2, … if an operation
 * made it, and c1, c2, … if it is a leaf. Where two nodes have the same label, the second is called label#2.
 *
 * @param order the nodes, operands before results; the last is the root.
 */
export function namesOf(order: readonly Value[]): Map<Value, string> {
  const names = new Map<Value, string>()
  const taken = new Set<string>()
  const copies = new Map<string, number>()
  const give = (node: Value, name: string): void => {
    names.set(node, name)
    taken.add(name)
  }
  for (const node of order) {
    if (node.label === '') continue
    const name = shortened(node.label)
    let copy = copies.get(name) ?? 1
    while (taken.has(numbered(name, copy))) copy++
    copies.set(name, copy)
    give(node, numbered(name, copy))
  }
  const next = { v: 1, c: 1 }
  for (const node of order) {
    if (names.has(node)) continue
    if (node === order.at(-1) && node.op !== null && !taken.has('f')) {
      give(node, 'f')
      continue
    }
    const letter = node.op === null ? 'c' : 'v'
    while (taken.has(`${letter}${next[letter]}`)) next[letter]++
    give(node, `${letter}${next[letter]}`)
  }
  return names
}

const numbered = (name: string, copy: number): string => (copy === 1 ? name : `${name}#${copy}`)

/** The label with control characters as escapes, cut to a length that fits in a line. */
function shortened(label: string): string {
  const letters = [...label.slice(0, 2 * LENGTH + 2)]
  return showName(letters.length > LENGTH ? `${letters.slice(0, LENGTH - 1).join('')}…` : label)
}

/** A word that no one takes for more than one thing: letters, digits and marks, and perhaps an index such as θ1[1,0]. */
const WORD = /^[\p{L}_][\p{L}\p{M}\p{N}_.'′…#]*(\[[\p{N},:.]*\])?(#\p{N}+)?$/u

/** The name as it stands in a formula in plain text: in quotes if it could be taken for a formula itself. */
export const inFormula = (name: string): string => (WORD.test(name) ? name : `"${name.replaceAll('"', '\\"')}"`)
