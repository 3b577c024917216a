/** The optimizer's formula and the like as compiled code: a function of scalars with a lane per parameter. */
import { dataOf, type Scalar, Value } from '@gradus/engine'
import type { Arena } from '../memory/arena.js'
import type { Executable } from '../memory/executable.js'
import { mustMatchEngine, onEngine } from '../program/must-match-engine.js'
import { optimize } from '../passes/index.js'
import { link, unitsOf } from './machine.js'
import { Builder, flatten, type Program } from '../program/program.js'
import { recordedLeaf, RecordingError, recordingWithout } from '../program/recorded.js'
import { group, type Schedule } from '../schedule/groups.js'
import { overLanes } from '../schedule/lanes.js'
import { placeOf } from '../schedule/regions.js'

const NONE: readonly number[] = []
/** Of many parameters so many are compared with the engine, the first and the last: one code computes them all. */
const COMPARED = 1000

/** A function of the numbers of one parameter, and of coefficients that all parameters share. */
type Build = (
  inputs: readonly Value[],
  coefficients: readonly Value[],
) => { outputs: readonly Scalar[]; totals: readonly Scalar[] }

/** A function of some numbers per parameter, applied to all parameters. */
export class Elementwise {
  private readonly at: number
  private readonly totalAt: number
  /** To be run one after the other. */
  readonly schedules: readonly Schedule[]
  private executable: Executable | undefined

  /**
   * @param outputs where the results go; these may be places that the function reads from
   * @param outside Values that the function might use by mistake, whose numbers change
   */
  constructor(
    private readonly arena: Arena,
    private readonly count: number,
    private readonly inputs: readonly number[],
    private readonly outputs: readonly number[],
    private readonly coefficients: number,
    private readonly build: Build,
    outside: ReadonlySet<Value> = new Set(),
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

  /** Records the function twice: a Value that both runs use was made outside, and its number would stay what it is now. */
  private record(outside: ReadonlySet<Value>): Program {
    const once = () => {
      const found = new Set<Value>()
      const leaves = this.inputs.map(recordedLeaf)
      const parameters = Array.from({ length: this.coefficients }, recordedLeaf)
      const results = recordingWithout(outside, () => this.build(leaves, parameters))
      const program = flatten({ inputs: leaves, parameters, ...results }, (x) => {
        found.add(x)
        return x.data
      })
      return { program, found }
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

  /** @param scale the first of the coefficients */
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
   * Runs and compares the results with the engine; if they differ, all places are as they were before.
   *
   * @throws Error that names the first that is wrong, by `what`
   */
  runBesideEngine(what: (output: number, i: number) => string): void {
    const { arena, count, outputs } = this
    const all = Array.from({ length: count }, (_, i) => i)
    const compared = count <= COMPARED ? all : [...all.slice(0, COMPARED / 2), ...all.slice(-COMPARED / 2)]
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

  /** What the engine makes of the numbers at the moment: per output, one number for each of these parameters. */
  private onEngine(compared: readonly number[]): number[][] {
    const { arena, inputs, outputs, coefficients, at, build } = this
    const valueAt = (address: number) => new Value(arena.numbers[address]!)
    return onEngine(arena.precision, () => {
      const shared = Array.from({ length: coefficients }, (_, c) => valueAt(at + c))
      const rows = compared.map((i) => build(inputs.map((from) => valueAt(from + i)), shared).outputs) // prettier-ignore
      return outputs.map((_, k) => rows.map((row) => dataOf(row[k]!)))
    })
  }

  private schedule(program: Program, inputs: readonly number[], outputs: readonly number[]): Schedule {
    const places = { inputs, inputStride: 1, outputs, outputStride: 1, parameters: this.at, totals: this.totalAt }
    return group(overLanes(program, this.count), this.arena, places, true)
  }

  /** Whether no result is written where a later step reads. Steps that go over the lanes read all of a lane before they write. */
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

/** A program that gives back its inputs. */
function copies(count: number): Program {
  return new Builder(count, 0).program(
    Array.from({ length: count }, (_, i) => i),
    [],
  )
}
