/**
 * Finds nodes that play the same part in a graph. Two nodes are in one class if they have the same op, if their operands are
 * in the same classes, and if their users are. The three units of a layer are in one class, and so are their biases; two
 * layers of different depth are not. Labels and numbers do not matter.
 *
 * This is color refinement: all nodes begin in one class. Each round goes through the graph twice. On the way from the
 * operands to the results a class becomes the op and the classes of the operands, on the way back the class and the classes of
 * the users. The rounds end when no class is split.
 */
import type { Op, Scalar, Value } from '@gradus/engine'

/** Very irregular graphs may need many rounds, and every partition gives a correct drawing. */
const MOST_ROUNDS = 20

/** The class of each node of `order` (operands before results), as a number. */
export function classes(order: readonly Value[], isParameter: (leaf: Value) => boolean): Int32Array {
  const position = new Map(order.map((value, i) => [value, i]))
  const inputs = order.map((value) => value.inputs)
  let found = new Int32Array(order.length)
  let count = 1
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const names = new Names()
    const down = new Int32Array(order.length)
    order.forEach((value, i) => {
      const operands = inputs[i]!.map((x) => (typeof x === 'number' ? 'c' : `${down[position.get(x)!]}`))
      const head = value.op === null ? (isParameter(value) ? 'parameter' : 'leaf') : names.op(value.op)
      down[i] = names.number(`${found[i]} ${head} ${inOrder(value.op, operands).join(' ')}`)
    })
    const uses: string[][] = order.map(() => [])
    const next = new Int32Array(order.length)
    const up = new Names()
    for (let i = order.length - 1; i >= 0; i--) {
      next[i] = up.number(`${down[i]} ${uses[i]!.sort().join(' ')}`)
      inputs[i]!.forEach((x: Scalar, operand) => {
        if (typeof x !== 'number')
          uses[position.get(x)!]!.push(`${next[i]}${slot(order[i]!.op!, operand, inputs[i]!.length)}`)
      })
    }
    found = next
    if (up.size === count) break
    count = up.size
  }
  return found
}

/** Numbers texts in the order in which they come. */
class Names {
  private readonly known = new Map<string | Op, number>()
  get size(): number {
    return this.known.size
  }
  number(text: string): number {
    const number = this.known.get(text) ?? this.known.size
    this.known.set(text, number)
    return number
  }
  private readonly ops = new Map<Op, string>()
  op(op: Op): string {
    const name = this.ops.get(op) ?? `op${this.ops.size}`
    this.ops.set(op, name)
    return name
  }
}

/** The operands as texts, sorted where their order does not matter. */
function inOrder(op: Op | null, operands: readonly string[]): readonly string[] {
  if (op === null) return operands
  if (op.commutes) return [...operands].sort()
  if (op.arity !== 'paired') return operands
  const half = operands.length / 2
  return operands
    .slice(0, half)
    .map((a, i) => `${a}·${operands[half + i]!}`)
    .sort()
}

/** What tells an operand from another of the same op. */
function slot(op: Op, operand: number, count: number): string {
  if (op.commutes) return ''
  if (op.arity === 'paired') return operand < count / 2 ? 'a' : 'b'
  return `:${operand}`
}
