/** What each node of a graph is called in an explanation: its label, or a name of ours where it has none. */
import { topologicalOrder, type Value } from '@gradus/engine'
import { showName } from '@gradus/engine/errors'
import { checkRoot } from '../check-root.js'

/** The most characters of a label that are shown. */
const LENGTH = 32
/** A label that is shown as it is. */
const PLAIN = /^[ -~]{0,32}$/

/**
 * Returns a function that says what explanations call a node of the graph of `root`: its label, or f, v1, v2, … for an
 * operation without one, and c1, c2, … for such a leaf.
 *
 * @throws TypeError if `root` is not a Value
 * @example
 * const x = new Value(3, 'x')
 * const q = x.square()
 * const nameOf = nodeNames(q.add(x))
 * [x, q].map(nameOf) // => ['x', 'v1']
 */
export function nodeNames(root: Value): (node: Value) => string {
  checkRoot('nodeNames', root)
  return namesOf(topologicalOrder(root))
}

/**
 * Names for the nodes of a graph, all different. A node without a label is called f if it is the root, v1, v2, … if an
 * operation made it, and c1, c2, … if it is a leaf. Where two nodes have the same label, the second is called label#2.
 *
 * @param order the nodes, operands before results; the last is the root.
 */
export function namesOf(order: readonly Value[]): (node: Value) => string {
  const names = new Map<Value, string>()
  const taken = new Set<string>()
  const copies = new Map<string, number>()
  for (const node of order) {
    if (node.label === '') continue
    const label = shortened(node.label)
    let name = label
    if (taken.has(label)) {
      let copy = (copies.get(label) ?? 1) + 1
      while (taken.has(`${label}#${copy}`)) copy++
      copies.set(label, copy)
      name = `${label}#${copy}`
    }
    names.set(node, name)
    taken.add(name)
  }
  const root = order.at(-1)!
  if (root.label === '' && root.op !== null && !taken.has('f')) names.set(root, 'f')
  const isTaken = (letter: string, n: number): boolean => taken.size > 0 && taken.has(`${letter}${n}`)
  // A large graph has few nodes that are shown, so we keep numbers here, and make texts of those that are asked for.
  const numbers = new Map<Value, number>()
  let [v, c] = [1, 1]
  for (const node of order) {
    if (node.label !== '' || names.has(node)) continue
    if (node.op === null) {
      while (isTaken('c', c)) c++
      numbers.set(node, c++)
    } else {
      while (isTaken('v', v)) v++
      numbers.set(node, v++)
    }
  }
  return (node) => names.get(node) ?? `${node.op === null ? 'c' : 'v'}${numbers.get(node)}`
}

/** The label with control characters as escapes, cut to a length that fits in a line. */
function shortened(label: string): string {
  if (PLAIN.test(label)) return label
  const letters = [...label.slice(0, 2 * LENGTH + 2)]
  return showName(letters.length > LENGTH ? `${letters.slice(0, LENGTH - 1).join('')}…` : label)
}

/** A word that no one takes for more than one thing: letters, digits and marks, and perhaps an index such as θ1[1,0]. */
const WORD = /^[\p{L}_][\p{L}\p{M}\p{N}_.'′…#]*(\[[\p{N},:.]*\])?(#\p{N}+)?$/u

/** The name as it stands in a formula in plain text: in quotes if it could be taken for a formula itself. */
export const inFormula = (name: string): string => (WORD.test(name) ? name : `"${name.replaceAll('"', '\\"')}"`)
