/** Random graphs with hostile labels, groups, shared nodes and plain numbers, for tests. */
import { dot, group, mean, norm, type Scalar, sub, sum, table, Value } from '@gradus/engine'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xorshift128plus } from 'pure-rand/generator/xorshift128plus'

const PIECES = [
  ...'ab01 "\\|{}<>&;#:-=[]()/%\'`', '\\N', '\\l', '\\n', '\\G', '&amp;', '&lt;', '&#39;', '&#x41;', '&bogus;', '<b>', '</b>', '<i0>', '->', '"]', '/*', '*/', '//',
  '<script>alert(1)</script>', ']]>', '<!--', '-->', '<![CDATA[', '<?xml?>', '</svg>', 'javascript:', 'url(#a)', 'http://a', 'data:,',
  '\n', '\r', '\t', '\0', '\x01', '\x1b[31m', '\x1f', '\x7f', '\x80', '\x85', '\xa0', '\u00ad', '\u200b', '\u200d', '\u2028', '\u202e', '\u2066', '\ufeff', '\ufffe', '\uffff', '\ud83d', '\ude00',
  '😀', '👩‍👧', '漢', 'é', 'e\u0301', 'ß', '∂', 'Θ', '₁', '⁽²⁾', 'مرحبا', 'שלום', '  ', 'long text '.repeat(8),
] // oxfmt-ignore

export interface RandomGraph {
  root: Value
  /** All nodes, operands before results. */
  nodes: Value[]
  leaves: Value[]
  /** Values, and plain numbers once for each use. */
  nodeCount: number
  edgeCount: number
}

/** A graph of 1 to 6 ops. Half of them have had a backward pass. */
export function randomGraph(seed: number): RandomGraph {
  const random = xorshift128plus(seed)
  const int = (n: number) => uniformInt(random, 0, n - 1)
  const pick = <T>(list: readonly T[]): T => list[int(list.length)]!
  const label = () => (int(4) === 0 ? '' : Array.from({ length: 1 + int(5) }, () => pick(PIECES)).join(''))
  const number = () => pick([0, -0, 1, 2, -3, 0.1, 1e300, 1e-9, NaN, Infinity, -Infinity, 1 / 3])
  const leaves = Array.from({ length: 1 + int(3) }, () => new Value(int(5) === 0 ? number() : int(7) - 3, label()))
  const made: Value[] = [...leaves]
  const operand = (): Scalar => (int(4) === 0 ? number() : int(3) === 0 ? pick(made) : made.at(-1)!)
  const unary = Object.values(table).filter((op) => op.arity === 1)
  const binary = Object.values(table).filter((op) => op.arity === 2)
  const make = (): Value => {
    const some = () => Array.from({ length: 1 + int(4) }, operand)
    const value = made.at(-1)!
    switch (int(8)) {
      case 0: case 1: return (pick(unary) as unknown as (x: Value) => Value)(value)
      case 2: case 3: return (pick(binary) as unknown as (a: Value, b: Scalar) => Value)(value, operand())
      case 4: return sum([value, ...some()] as Value[])
      case 5: { const xs = some(); return dot([value, ...xs] as Value[], [operand(), ...xs.map(operand)]) }
      case 6: return pick([mean, norm])([value, ...some()] as Value[])
      default: return sub(operand(), value)
    }
  } // oxfmt-ignore
  for (let i = 1 + int(6); i > 0; i--) {
    const name = pick(['layer 1', 'layer 2', 'neuron 1', 'my group', `g${pick(PIECES)}`])
    const value = int(3) === 0 ? make() : group(name, () => (int(2) === 0 ? make() : group('neuron 2', make)))
    if (int(2) === 0) value.label = label()
    made.push(value)
  }
  const root = made.at(-1)!
  if (int(2) === 0) root.backward()
  const nodes = reachable(root)
  let [nodeCount, edgeCount] = [nodes.length, 0]
  for (const { inputs } of nodes) {
    edgeCount += inputs.length
    nodeCount += inputs.filter((x) => typeof x === 'number').length
  }
  return { root, nodes, leaves: nodes.filter(({ op }) => op === null), nodeCount, edgeCount }
}

/** By recursion, so that it has nothing in common with the engine's walk. */
function reachable(root: Value): Value[] {
  const found: Value[] = []
  const seen = new Set<Value>()
  const visit = (value: Value): void => {
    if (seen.has(value)) return
    seen.add(value)
    for (const input of value.inputs) if (typeof input !== 'number') visit(input)
    found.push(value)
  }
  visit(root)
  return found
}
