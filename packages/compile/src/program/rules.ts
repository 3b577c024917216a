/**
 * The slopes of single ops, as programs. The compiler has no derivative rules of its own: it asks the engine's `grad` for
 * the derivative of one op in Values without numbers, once for each op and operand.
 *
 *     ∂ tanh(a)/∂a      →      %0 = sech2 %x[0]      where %x[0] is a and %x[1] is the result
 */
import { grad, type Op, type Scalar, type Value } from '@gradus/engine'
import { CONSTANT, type Id, type Nodes } from './nodes.js'
import { type Builder, isReduction } from './builder.js'
import { append, type Program } from './program.js'
import { Recording } from './recording.js'

/** The slope of an op in one of its operands. The inputs are the operands, then the result. */
type Rule = Program

export class Rules {
  private readonly known = new Map<Op, Map<string | number, Rule>>()
  private readonly ids: number[] = []

  constructor(private readonly builder: Builder) {}

  /**
   * Appends ∂y/∂(operand k) for the node y, and returns its id. In an op on lists, operand k stands for any number of list
   * k, so the slope is a list, unless it is the same for all.
   */
  slope(y: Id, k: number): Id {
    const { builder, ids } = this
    const { nodes } = builder
    const rule = this.rule(nodes, y, k)
    const start = nodes.start(y)
    const count = nodes.end(y) - start
    ids.length = 0
    for (let q = 0; q < count; q++) ids.push(nodes.operands[start + q]!)
    ids.push(y)
    append(builder, rule, ids)
    return ids[rule.outputs[0]!]!
  }

  private rule(nodes: Nodes, y: Id, k: number): Rule {
    const op = nodes.op(y)
    let rules = this.known.get(op)
    if (rules === undefined) this.known.set(op, (rules = new Map<string | number, Rule>()))
    const key = keyOf(nodes, y, k)
    let rule = rules.get(key)
    if (rule === undefined) rules.set(key, (rule = ruleOf(op, numbersOf(nodes, y), k, lengthsOf(nodes, y))))
    return rule
  }
}

/** Equal for nodes with one op whose rules are the same: rules may depend on constants, and on the length of a list. */
function keyOf(nodes: Nodes, y: Id, k: number): string | number {
  const operands = nodes.operands
  const [start, end] = [nodes.start(y), nodes.end(y)]
  let isUsual = true
  for (let q = start; q < end; q++) isUsual &&= nodes.kind(operands[q]!) !== CONSTANT
  if (isUsual && !isReduction(nodes, y)) return (end - start) * 1024 + k
  const numbers = numbersOf(nodes, y).map((n) => (Object.is(n, -0) ? '-0' : String(n)))
  return `${k} ${numbers.join()} ${lengthsOf(nodes, y)}`
}

const numbersOf = (nodes: Nodes, y: Id): (number | undefined)[] =>
  Array.from(nodes.operandsOf(y), (x) => (nodes.kind(x) === CONSTANT ? nodes.number(x) : undefined))

/** The number of items in each list that an op takes as a whole; 1 for an op on single numbers. */
const lengthsOf = (nodes: Nodes, y: Id): number =>
  isReduction(nodes, y) ? nodes.itemCount(nodes.operands[nodes.start(y)]!) : 1

/** Of a list, the first number is the one in which the slope is taken. The others are not needed. */
function ruleOf(op: Op, numbers: readonly (number | undefined)[], k: number, length: number): Rule {
  const count = numbers.length
  const recording = new Recording(count + 1)
  const operands = numbers.flatMap((number, q): Scalar[] => [
    number ?? recording.inputs[q]!,
    ...Array<number>(length - 1).fill(0),
  ])
  const y = recording.standIn(count, op, operands)
  const [slope] = recording.run(() => grad(y, [operands[k * length] as Value]))
  return recording.program([slope!], [], (x) => x.data) // `grad` gives a plain Value for a slope that is constant
}
