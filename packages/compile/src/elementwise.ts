/** The optimizer's formula and the like as compiled code: a function of scalars with a lane per parameter. */
import type { Scalar, Value } from '@gradus/engine'
import type { Arena } from './arena.js'
import type { Run } from './interpreter.js'
import { link, optimise, schedule } from './link.js'
import { flatten, type Program } from './program.js'
import { recordedLeaf, recording } from './recording.js'
import type { Schedule } from './schedule/groups.js'

const NONE: readonly number[] = []

/** A function of some numbers per parameter, applied to all parameters. */
export class Elementwise {
  private readonly at: number
  private readonly totalAt: number
  readonly schedule: Schedule
  private code: Run | undefined

  constructor(
    private readonly arena: Arena,
    count: number,
    inputs: readonly number[],
    outputs: readonly number[],
    coefficients: number,
    build: (
      inputs: readonly Value[],
      coefficients: readonly Value[],
    ) => { outputs: readonly Scalar[]; totals: readonly Scalar[] },
  ) {
    this.at = arena.allocate(coefficients)
    this.totalAt = arena.allocate(1)
    const leaves = inputs.map(recordedLeaf)
    const parameters = Array.from({ length: coefficients }, recordedLeaf)
    const results = recording(() => build(leaves, parameters))
    const program: Program = flatten({ inputs: leaves, parameters, ...results }, (x) => x.data)
    this.schedule = schedule(optimise(program), count, arena, {
      inputs,
      inputStride: 1,
      outputs,
      outputStride: 1,
      parameters: this.at,
      totals: this.totalAt,
    })
  }

  /** @param scale the first of the coefficients */
  set(scale: number, coefficients: readonly number[] = NONE): void {
    const { numbers } = this.arena
    numbers[this.at] = scale
    for (let i = 0; i < coefficients.length; i++) numbers[this.at + 1 + i] = coefficients[i]!
  }

  run(): void {
    this.code ??= link(this.schedule, this.arena, true).code.run
    this.code(0)
  }

  get total(): number {
    return this.arena.numbers[this.totalAt]!
  }
}
