/** Names for the nodes of a graph: those that `explain` uses, and keys that stay when the structure changes. */
import { topologicalOrder, type Value } from '@gradus/engine'
import { nodeNames } from '@gradus/explain'
import type { Description } from '@gradus/viz'

/** Gives nodes without a label the name that explanations give them: f for the root, v1, v2, … for others, c1, c2, … for leaves. */
export function nameNodes(root: Value): void {
  const nameOf = nodeNames(root)
  for (const node of topologicalOrder(root)) if (node.label === '') node.label = nameOf(node)
}

/** f, v1, v2, …: a name that the page gave, or could have given. */
const GIVEN = /^(f|v\d+)$/

/**
 * A key for each node, which a node of another graph has too if it is computed in the same way. A leaf and a part that the
 * user has named keep their key while what they are made of changes.
 */
export function nodeKeys(root: Value): ReadonlyMap<Value, string> {
  const keys = new Map<Value, string>()
  const copies = new Map<string, number>()
  for (const node of topologicalOrder(root)) {
    const key = keyOf(node)
    const copy = (copies.get(key) ?? 0) + 1
    copies.set(key, copy)
    keys.set(node, copy === 1 ? key : `${key}#${copy}`)
  }
  return keys

  function keyOf({ op, label, inputs }: Value): string {
    if (op === null) return label === '' ? 'leaf' : label
    if (label !== '' && !GIVEN.test(label)) return label
    const operands = inputs.map((x) => (typeof x === 'number' ? String(x) : keys.get(x)!)).join(',')
    return shortened(`${op.name}(${operands})`)
  }
}

/** The same for the boxes of a drawing, by their ids. */
export function boxKeys({ boxes, edges }: Description, keys: ReadonlyMap<Value, string>): ReadonlyMap<string, string> {
  const named = new Map(boxes.map(({ id, node }) => [id, node === undefined ? undefined : keys.get(node)]))
  return new Map(
    boxes.map(({ id }) => {
      const own = named.get(id)
      if (own !== undefined) return [id, own]
      // A number, or a box for what is not drawn: the key of its neighbor, and which of its neighbors it is.
      const edge = edges.find(({ from, to }) => from === id || to === id)
      const other = edge === undefined ? undefined : named.get(edge.from === id ? edge.to : edge.from)
      return [id, other === undefined ? id : `${other}.${edge!.operand ?? (edge!.from === id ? 'more' : 'users')}`]
    }),
  )
}

/** The text, or its beginning with a number that stands for all of it. Keys of shared nodes would double at each step. */
function shortened(text: string): string {
  if (text.length <= 60) return text
  let [a, b] = [0x811c9dc5, 0x9e3779b9]
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193)
    b = Math.imul(b ^ text.charCodeAt(i), 0x85ebca6b)
  }
  return `${text.slice(0, 40)}…${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}`
}
