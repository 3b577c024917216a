/** The optimizer's formula and the like as compiled code: a function of scalars with a lane per parameter. */
import type { Scalar, Value } from '@gradus/engine'
import type { Arena } from './arena.js'
import type { Run } from './interpreter.js'
import { link, optimise } from './link.js'
import { flatten, type Program } from './program.js'
import { recordedLeaf, recording } from './recording.js'

/** A function of some numbers per parameter, applied to all parameters. */
const NONE: readonly number[] = []

export class Elementwise {
  private readonly at: number
  private readonly totalAt: number
  private readonly code: Run

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
    /** Whether products of the chain rule, if there are any, have 0 × ∞ = 0. */
    exact = true,
  ) {
    this.at = arena.allocate(coefficients)
    this.totalAt = arena.allocate(1)
    const leaves = inputs.map(recordedLeaf)
    const parameters = Array.from({ length: coefficients }, recordedLeaf)
    const results = recording(() => build(leaves, parameters))
    const program: Program = flatten({ inputs: leaves, parameters, ...results }, (x) => x.data)
    this.code = link(optimise(program), count, arena, exact, {
      inputs,
      inputStride: 1,
      outputs,
      outputStride: 1,
      parameters: this.at,
      totals: this.totalAt,
    }).run
  }

  /** @param scale the first of the coefficients */
  run(scale: number, coefficients: readonly number[] = NONE): void {
    const { numbers } = this.arena
    numbers[this.at] = scale
    for (let i = 0; i < coefficients.length; i++) numbers[this.at + 1 + i] = coefficients[i]!
    this.code(0)
  }

  get total(): number {
    return this.arena.numbers[this.totalAt]!
  }
}
