/**
 * Random expression programs over all ops of the table. A program is plain data; `trace` runs it on numbers or on Values.
 */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { Interval, Op, Scalar } from '@gradus/engine'
import { dataOf, table } from '@gradus/engine'
import type { Call } from './call.js'
import { callFunction } from './call.js'
import { samplePoints } from './sample-points.js'

export type Operand = { slot: number } | { constant: number }

export interface Instruction {
  op: string
  operands: Operand[]
}

/** Slots 0 … n − 1 are the inputs, each instruction adds one; the last is the result. */
export interface Program {
  seed: number
  /** A point at which every op stands well inside its domain. */
  at: number[]
  instructions: Instruction[]
}

/** Every slot of the program, given its inputs. */
export function trace(program: Program, xs: readonly Scalar[], call: Call = callFunction): Scalar[] {
  const slots = [...xs]
  for (const { op, operands } of program.instructions) slots.push(call(table[op]!, read(slots, operands)))
  return slots
}

/** The result of the program. */
export const run = (program: Program, xs: readonly Scalar[], call: Call = callFunction): Scalar =>
  trace(program, xs, call).at(-1)!

/** On which side of its kink each op stands. Where two points give the same list, one smooth function joins them. */
export function sides(program: Program, slots: readonly Scalar[]): number[] {
  return program.instructions.flatMap(({ op, operands }) => {
    const kink = table[op]!.kink
    return kink === undefined ? [] : [Math.sign(kink(read(slots, operands).map(dataOf)))]
  })
}

/** As text, for the message of a failed test. */
export const showProgram = ({ seed, at, instructions }: Program): string =>
  `seed ${seed}, at (${at.join(', ')}): ${instructions.map(showInstruction(at.length)).join('; ')}`

const showInstruction =
  (inputs: number) =>
  ({ op, operands }: Instruction, k: number): string =>
    `#${k + inputs} = ${op}(${operands.map((o) => ('slot' in o ? `#${o.slot}` : o.constant)).join(', ')})`

const read = (slots: readonly Scalar[], operands: readonly Operand[]): Scalar[] =>
  operands.map((o) => ('slot' in o ? slots[o.slot]! : o.constant))

/** Ops of two operands that are 0 or 1 everywhere: what `where` takes as its condition. */
const COMPARISONS = Object.values(table).filter(
  (op) => op.arity === 2 && samplePoints(op).every((point) => [0, 1].includes(op.evaluate(point))),
)

/** Whether the operand only chooses: the slope in it is 0 everywhere, and in another operand it is not. */
function isChoice(op: Op, i: number): boolean {
  const flat = (k: number) => samplePoints(op).every((point) => op.partial(k, point, op.evaluate(point)) === 0)
  return typeof op.arity === 'number' && flat(i) && op.domain.some((_, k) => !flat(k))
}
const CHOICES = Object.values(table).flatMap((op) =>
  op.domain.flatMap((_, i) => (isChoice(op, i) ? [`${op.name} ${i}`] : [])),
)
const LISTS = Object.values(table).filter((op) => op.arity === 'variadic')

/** The program of a seed: 1 to 4 inputs, 4 to 9 ops drawn from the whole table, and what squashes slots into their domains. */
export function randomProgram(seed: number): Program {
  const random = xoroshiro128plus(seed)
  const int = (low: number, high: number) => uniformInt(random, low, high)
  const between = (low: number, high: number) => low + (high - low) * uniformFloat64(random)
  const pick = <T>(list: readonly T[]): T => list[int(0, list.length - 1)]!

  const at = Array.from({ length: int(1, 4) }, () => between(-2, 2))
  const instructions: Instruction[] = []
  const values = [...at]

  const emit = (op: string, ...operands: Operand[]): Operand => {
    instructions.push({ op, operands })
    values.push(table[op]!.evaluate(operands.map((o) => ('slot' in o ? values[o.slot]! : o.constant))))
    return { slot: values.length - 1 }
  }
  const constant = (c: number): Operand => ({ constant: c })
  /** Half of the time a recent slot, which makes programs deep; otherwise any slot, so that some are used twice. */
  const slot = (): number =>
    int(0, 1) === 0 ? int(0, values.length - 1) : int(Math.max(0, values.length - 4), values.length - 1)

  /** middle + radius · (a function with values in [−1, 1]). */
  const squash = (from: number, [low, high]: Interval): Operand => {
    const quarter = (high - low) / 4
    const [a, b] = [between(low + 0.1 * quarter, low + quarter), between(high - quarter, high - 0.1 * quarter)]
    const scaled = emit('mul', { slot: from }, constant(between(0.3, 0.9) * pick([-1, 1])))
    if (int(0, 2) === 0) return emit('add', emit('mul', emit('sigmoid', scaled), constant(b - a)), constant(a))
    const wave = emit(pick(['tanh', 'sin']), scaled)
    return emit('add', emit('mul', wave, constant((b - a) / 2)), constant((a + b) / 2))
  }
  /** A slot whose value lies well inside the domain, or a squashed slot, or sometimes a plain number. */
  const operand = (domain: Interval): Operand => {
    const [low, high] = domain
    const margin = (high - low) / 20
    if (int(0, 5) === 0) return constant(between(low + margin, high - margin))
    const from = slot()
    const x = values[from]!
    return x > low + margin && x < high - margin && Math.abs(x) > 1e-3 ? { slot: from } : squash(from, domain)
  }
  const condition = (): Operand => emit(pick(COMPARISONS).name, operand([-3, 3]), operand([-3, 3]))

  const operandsOf = (op: Op): Operand[] => {
    const n = typeof op.arity === 'number' ? op.arity : op.arity === 'paired' ? 2 * int(1, 4) : int(1, 5)
    const operands: Operand[] = Array.from({ length: n }, (_, i) =>
      CHOICES.includes(`${op.name} ${i}`) ? condition() : operand(op.domain[i] ?? op.domain[0]!),
    )
    // x · x, max(x, x), sum([x, y, x]): the same operand again, where the domains allow it.
    const again =
      n > 1 &&
      (op.domain.length === 1 || op.domain.every((d) => d[0] === op.domain[0]![0] && d[1] === op.domain[0]![1]))
    if (again && int(0, 3) === 0) operands[n - 1] = operands[0]!
    return operands
  }

  const names = Object.keys(table)
  for (let n = int(4, 9); n > 0; n--) {
    const op = table[pick(names)]!
    const operands = operandsOf(op)
    if (!operands.some((o) => 'slot' in o)) operands[0] = squash(slot(), op.domain[0]!)
    emit(op.name, ...operands)
  }
  const last = values.length - 1
  emit(pick(LISTS).name, ...[last, slot(), slot(), int(0, at.length - 1)].map((s) => squash(s, [-3, 3])))
  return { seed, at, instructions }
}
