/** The steps that a run can go back to: the first, and later ones ever farther apart. */
import type { Checkpoint, EpochRecord } from '@gradus/nn'

export interface KeptStep {
  readonly epoch: number
  readonly parameters: Float64Array
  readonly records: readonly EpochRecord[]
  /** To go on with the same bits. Undefined at the beginning of a run, which needs none. */
  readonly checkpoint: Checkpoint | undefined
}

/** Each kept step lies at least so many times as far from the beginning as the one before. */
const FACTOR = 1.3

export class KeptSteps {
  #steps: KeptStep[]

  constructor(first: KeptStep) {
    this.#steps = [first]
  }

  get epochs(): number[] {
    return this.#steps.map(({ epoch }) => epoch)
  }

  /** Whether the step after this epoch is to be kept. */
  isDue(epoch: number): boolean {
    const last = this.#steps.at(-1)!.epoch - this.#steps[0]!.epoch
    const now = epoch - this.#steps[0]!.epoch
    return now >= Math.max(last + 1, last * FACTOR)
  }

  add(step: KeptStep): void {
    this.#steps = [...this.#steps.filter(({ epoch }) => epoch < step.epoch), step]
  }

  /** The last kept step at or before this epoch. */
  at(epoch: number): KeptStep {
    return this.#steps.findLast((step) => step.epoch <= epoch) ?? this.#steps[0]!
  }
}
