/** Compiles a function of scalars and runs it with one lane per parameter, such as the optimizer's formula. */
import { dataOf, type Scalar, Value, watchNumbers } from '@gradus/engine'
import type { Arena } from '../memory/arena.js'
import type { Executable } from '../memory/executable.js'
import { mustMatchEngine, onEngine } from '../program/must-match-engine.js'
import { optimize } from '../passes/index.js'
import { link, unitsOf } from './machine.js'
import { Builder } from '../program/builder.js'
import type { Program } from '../program/program.js'
import { frozen, RecordingError } from '../program/recorded.js'
import { Recording } from '../program/recording.js'
import { group, type Schedule } from '../schedule/groups.js'
import { overLanes } from '../schedule/lanes.js'
import { placeOf } from '../schedule/nest.js'

const NONE: readonly number[] = []
/**
 * At most this many parameters are compared with the engine, the first and the last. The same code computes all of
 * them.
 */
const COMPARED = 100

/** A function of the numbers of one parameter, and of coefficients, which all parameters share. */
type Build = (
  inputs: readonly Value[],
  coefficients: readonly Value[],
) => { outputs: readonly Scalar[]; totals: readonly Scalar[] }

/** A compiled function of a few numbers per parameter, applied to all parameters. */
export class Elementwise {
  /** The address of the coefficients. */
  private readonly at: number
  /** The address of the total, if the function has one. */
  private readonly totalAt: number
  /** Run one after the other. */
  readonly schedules: readonly Schedule[]
  private executable: Executable | undefined

  /**
   * @param count the number of parameters
   * @param inputs the address of each input, with one number per parameter
   * @param outputs the address of each output; it may be the address of an input
   * @param coefficients how many there are
   * @param outside Values whose numbers the function must not read, because they change from step to step
   */
  constructor(
    private readonly arena: Arena,
    private readonly count: number,
    private readonly inputs: readonly number[],
    private readonly outputs: readonly number[],
    private readonly coefficients: number,
    private readonly build: Build,
    outside: () => ReadonlySet<Value> = () => new Set(),
  ) {
    this.at = arena.allocate(coefficients)
    this.totalAt = arena.allocate(1)
    const program = optimize(this.record(outside))
    const direct = this.schedule(program, inputs, outputs)
    if (this.isSafe(direct)) this.schedules = [direct]
    else {
      const aside = outputs.map(() => arena.allocate(count))
      this.schedules = [this.schedule(program, inputs, aside), this.schedule(copies(outputs.length), aside, outputs)]
    }
  }

  /** Records the function twice. A Value that both runs use was made outside, so its number would be frozen. */
  private record(outside: () => ReadonlySet<Value>): Program {
    const once = () => {
      const found = new Set<Value>()
      const count = this.inputs.length
      const recording = new Recording(count + this.coefficients)
      const [leaves, parameters] = [recording.inputs.slice(0, count), recording.inputs.slice(count)]
      const { outputs, totals } = watchNumbers(
        (x, use) => {
          if (outside().has(x)) throw frozen(use)
        },
        () => recording.run(() => this.build(leaves, parameters)),
      )
      const program = recording.program(outputs, totals, (x) => {
        found.add(x)
        return x.data
      })
      return { program: { ...program, inputs: count, parameters: this.coefficients }, found }
    }
    const [{ program, found }, again] = [once(), once()]
    for (const x of found) {
      if (!again.found.has(x)) continue
      throw new RecordingError(
        `compile: the formula uses ${x}, which is made outside of it. Use the numbers that the formula is given.`,
      )
    }
    return program
  }

  /** Sets the coefficients. @param scale the first of them */
  set(scale: number, coefficients: readonly number[] = NONE): void {
    const { numbers } = this.arena
    numbers[this.at] = scale
    for (let i = 0; i < coefficients.length; i++) numbers[this.at + 1 + i] = coefficients[i]!
  }

  run(): void {
    this.executable ??= this.link()
    this.executable.runLast(0)
  }

  /**
   * Runs, and compares the results with the engine's. If they differ, the outputs get their old numbers back.
   *
   * @throws Error with `what`, the name of the first number that differs
   */
  runBesideEngine(what: (output: number, i: number) => string): void {
    const { arena, count, outputs } = this
    const some = Math.min(count, COMPARED)
    const compared = Array.from({ length: some }, (_, i) => (i < some / 2 ? i : count - some + i)) // the first and the last
    const expected = this.onEngine(compared)
    const before = outputs.map((from) => arena.numbers.slice(from, from + count))
    this.run()
    try {
      expected.forEach((numbers, k) => {
        const got = compared.map((i) => arena.numbers[outputs[k]! + i]!)
        mustMatchEngine(numbers, got, arena.precision, (i) => what(k, compared[i]!))
      })
    } catch (error) {
      outputs.forEach((from, k) => arena.numbers.set(before[k]!, from))
      throw error
    }
  }

  get total(): number {
    return this.arena.numbers[this.totalAt]!
  }

  /** The engine's results for the present numbers: for each output, one number per compared parameter. */
  private onEngine(compared: readonly number[]): number[][] {
    const { arena, inputs, outputs, coefficients, at, build } = this
    const valueAt = (address: number) => new Value(arena.numbers[address]!)
    return onEngine(arena.precision, () => {
      const shared = Array.from({ length: coefficients }, (_, c) => valueAt(at + c))
      const rows = compared.map((i) => build(inputs.map((from) => valueAt(from + i)), shared).outputs) // oxfmt-ignore
      return outputs.map((_, k) => rows.map((row) => dataOf(row[k]!)))
    })
  }

  private schedule(program: Program, inputs: readonly number[], outputs: readonly number[]): Schedule {
    const places = { inputs, inputStride: 1, outputs, outputStride: 1, parameters: this.at, totals: this.totalAt }
    return group(overLanes(program, this.count), this.arena, places, true)
  }

  /**
   * Whether no result overwrites a number that is still read. Nests of one unit read all numbers of a lane before they
   * write.
   */
  private isSafe(direct: Schedule): boolean {
    if (this.outputs.length === 0) return true
    const written = new Set<string>()
    for (const nests of unitsOf(direct, this.arena)) {
      for (const { kind, operands } of nests) {
        if (kind !== 'map' || operands.some((operand) => written.has(placeOf(operand)))) return false
      }
      for (const { group, out } of nests) if (direct.results.has(group)) written.add(placeOf(out))
    }
    return true
  }

  private link(): Executable {
    const [first, ...after] = this.schedules
    return link(first!, this.arena, true, after).executable
  }
}

/** A program whose outputs are its inputs. */
function copies(count: number): Program {
  return new Builder(count, 0).program(
    Array.from({ length: count }, (_, i) => i),
    [],
  )
}
