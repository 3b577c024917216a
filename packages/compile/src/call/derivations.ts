/** The code of one recorded function: for its outputs and for each of its derivatives, made when it is first asked for. */
import type { Value } from '@gradus/engine'
import { oneOf, show } from '@gradus/engine/errors'
import { Arena, type Precision } from '../memory/arena.js'
import type { EngineName } from './arguments.js'
import { Batch } from '../run/batched.js'
import { lanesFor } from '../schedule/lane-count.js'
import { showNests } from '../schedule/print-nests.js'
import { now } from '../memory/clock.js'
import { type Derivation, DERIVED } from '../program/derive.js'
import { optimize, usesChainProduct } from '../passes/index.js'
import { copyParameters } from './parameters.js'
import { showProgram } from '../program/print.js'
import { type Program, size } from '../program/program.js'
import { type Report, stagesOf } from './report.js'
import { overLanes } from '../schedule/lanes.js'

export class Derivations {
  private arena: Arena | undefined
  private readonly parametersAt: number
  private readonly exact: boolean
  private readonly batches = new Map<Derivation, Batch>()
  private readonly times = new Map<Derivation, number>()

  constructor(
    private readonly recorded: Program,
    private readonly params: readonly Value[],
    private readonly precision: Precision,
    private readonly engine: EngineName,
    /** Milliseconds. */
    private readonly recordedIn: number,
  ) {
    this.exact = usesChainProduct(recorded)
    this.arena = new Arena(precision, engine === 'wasm')
    this.parametersAt = this.arena.allocate(params.length)
  }

  batch(derivation: Derivation, where: string): Batch {
    if (this.arena === undefined) throw new Error(`${where}: this function was disposed of. Compile it again.`)
    let batch = this.batches.get(derivation)
    if (batch === undefined) {
      const start = now()
      batch = new Batch(optimize(DERIVED[derivation](this.recorded)), this.arena, this.parametersAt, this.exact)
      this.times.set(derivation, now() - start)
      this.batches.set(derivation, batch)
    }
    return batch
  }

  /** The numbers of the parameters at the moment. */
  setParameters(where: string): void {
    copyParameters(where, this.params, this.arena!.numbers, this.parametersAt)
  }

  /** The sums over the examples of the last call, divided by their number. */
  readTotals(batch: Batch, count: number, parameterGradient: Float64Array): void {
    const { numbers } = this.arena!
    for (let p = 0; p < parameterGradient.length; p++) parameterGradient[p] = numbers[batch.totals + p]! / count
  }

  report(derivation: Derivation, examples: number): Report {
    const batch = this.batchFor('report', derivation, examples)
    const lanes = lanesFor(examples)
    const { schedule, fallbacks, bytes, linkedIn } = batch.machine(lanes)
    const kernels = new Map<string, number>()
    for (const { kind, op } of schedule.nests) {
      const name = kind === 'gather' ? kind : op.name
      kernels.set(name, (kernels.get(name) ?? 0) + 1)
    }
    const stages = stagesOf(this.recorded, derivation)
    return {
      engine: this.engine,
      precision: this.precision,
      lanes,
      stages: stages.map(({ name, program }) => ({ name, instructions: size(program) })),
      loops: schedule.nests.length,
      kernels: Object.fromEntries(kernels),
      fallbacks,
      codeBytes: bytes,
      memoryBytes: this.arena!.size,
      milliseconds: this.recordedIn + this.times.get(derivation)! + linkedIn,
      runs: batch.runs,
    }
  }

  listing(derivation: Derivation, examples: number): { name: string; text: string }[] {
    const batch = this.batchFor('listing', derivation, examples)
    const lanes = lanesFor(examples)
    const stages = stagesOf(this.recorded, derivation)
    return [
      ...stages.map(({ name, program }) => ({ name, text: showProgram(program) })),
      { name: 'lanes', text: showProgram(overLanes(batch.program, lanes)) },
      { name: 'loops', text: showNests(batch.machine(lanes).schedule.nests) },
    ]
  }

  /** For report and listing, whose arguments are checked. */
  private batchFor(where: string, derivation: Derivation, examples: number): Batch {
    oneOf(where, 'the derivation', derivation, Object.keys(DERIVED))
    if (Number.isInteger(examples) && examples >= 1) return this.batch(derivation, where)
    throw new RangeError(`${where}: the number of examples is ${show(examples)}. Pass a whole number, 1 or more.`)
  }

  /** Gives the memory back. */
  dispose(): void {
    this.arena = undefined
    this.batches.clear()
  }
}
