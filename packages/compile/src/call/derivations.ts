/** The programs of one recorded function: for its outputs and for each derivative, made when first asked for. */
import type { Value } from '@gradus/engine'
import { oneOf, show } from '@gradus/engine/errors'
import { Arena, type Precision } from '../memory/arena.js'
import type { Backend } from './arguments.js'
import { BatchedProgram } from '../run/batched.js'
import { lanesFor } from '../schedule/lane-count.js'
import { showNests } from '../schedule/print-nests.js'
import { now } from '../memory/clock.js'
import { type Derivation, DERIVED } from '../program/derive.js'
import { optimize, usesChainProduct } from '../passes/index.js'
import { writeParameters } from './parameters.js'
import { showProgram } from '../program/print.js'
import { type Program, size } from '../program/program.js'
import { type Report, stagesOf } from './report.js'
import { overLanes } from '../schedule/lanes.js'

export class Derivations {
  /** The memory of all programs; undefined after `dispose`. */
  private arena: Arena | undefined
  private readonly parametersAt: number
  private readonly exact: boolean
  private readonly programs = new Map<Derivation, BatchedProgram>()
  private readonly times = new Map<Derivation, number>()

  constructor(
    private readonly recorded: Program,
    private readonly parameters: readonly Value[],
    private readonly precision: Precision,
    private readonly backend: Backend,
    /** Milliseconds that recording took. */
    private readonly recordedIn: number,
  ) {
    this.exact = usesChainProduct(recorded)
    this.arena = new Arena(precision, backend === 'wasm')
    this.parametersAt = this.arena.allocate(parameters.length)
  }

  /** @throws Error after `dispose`, in the name of `where` */
  batchedFor(where: string, derivation: Derivation): BatchedProgram {
    if (this.arena === undefined) throw new Error(`${where}: this function was disposed of. Compile it again.`)
    let batched = this.programs.get(derivation)
    if (batched === undefined) {
      const start = now()
      batched = new BatchedProgram(
        optimize(DERIVED[derivation](this.recorded)),
        this.arena,
        this.parametersAt,
        this.exact,
      )
      this.times.set(derivation, now() - start)
      this.programs.set(derivation, batched)
    }
    return batched
  }

  /** Copies the present numbers of the parameters into compiled memory. */
  setParameters(where: string): void {
    writeParameters(where, this.parameters, this.arena!.numbers, this.parametersAt)
  }

  /** Divides the sums over the examples of the last call by their number. */
  readTotals(batched: BatchedProgram, count: number, parameterGradient: Float64Array): void {
    const { numbers } = this.arena!
    for (let p = 0; p < parameterGradient.length; p++) parameterGradient[p] = numbers[batched.totals + p]! / count
  }

  report(derivation: Derivation, examples: number): Report {
    const batched = this.checkedFor('report', derivation, examples)
    const lanes = lanesFor(examples)
    const { schedule, fallbacks, bytes, linkedIn } = batched.machine(lanes)
    const kernels = new Map<string, number>()
    for (const { kind, op } of schedule.nests) {
      const name = kind === 'gather' ? kind : op.name
      kernels.set(name, (kernels.get(name) ?? 0) + 1)
    }
    const stages = stagesOf(this.recorded, derivation)
    return {
      backend: this.backend,
      precision: this.precision,
      lanes,
      stages: stages.map(({ name, program }) => ({ name, instructions: size(program) })),
      loops: schedule.nests.size,
      kernels: Object.fromEntries(kernels),
      fallbacks,
      codeBytes: bytes,
      memoryBytes: this.arena!.size,
      milliseconds: this.recordedIn + this.times.get(derivation)! + linkedIn,
      runs: batched.runs,
    }
  }

  listing(derivation: Derivation, examples: number): { name: string; text: string }[] {
    const batched = this.checkedFor('listing', derivation, examples)
    const lanes = lanesFor(examples)
    const stages = stagesOf(this.recorded, derivation)
    return [
      ...stages.map(({ name, program }) => ({ name, text: showProgram(program) })),
      { name: 'lanes', text: showProgram(overLanes(batched.program, lanes)) },
      { name: 'loops', text: showNests(batched.machine(lanes).schedule.nests) },
    ]
  }

  /** The program for `report` and `listing`, whose arguments it checks. */
  private checkedFor(where: string, derivation: Derivation, examples: number): BatchedProgram {
    oneOf(where, 'the derivation', derivation, Object.keys(DERIVED))
    if (Number.isInteger(examples) && examples >= 1) return this.batchedFor(where, derivation)
    throw new RangeError(`${where}: the number of examples is ${show(examples)}. Pass a whole number, 1 or more.`)
  }

  /** Frees the memory. */
  dispose(): void {
    this.arena = undefined
    this.programs.clear()
  }
}
