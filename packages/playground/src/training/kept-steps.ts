/** The steps of a run that can be returned to: the first one, and then ever more rarely. */
import type { Resume } from './resume.js'

/** The parameters with the lowest validation loss so far. */
export interface Best {
  readonly loss: number
  readonly epoch: number
  readonly parameters: Float64Array
}

export interface KeptStep {
  readonly epoch: number
  readonly parameters: Float64Array
  /** Whether the parameters are others than those after that pass. */
  readonly isBetween: boolean
  /** Under which settings all passes up to here were made: see `Training`. */
  readonly made: string
  readonly best: Best | undefined
  /** To continue with the same bits. Without it, `fit` starts again from the parameters. */
  readonly resume: Resume | undefined
}

const MOST = 60

export class KeptSteps {
  private steps: KeptStep[] = []

  get epochs(): number[] {
    return this.steps.map(({ epoch }) => epoch)
  }

  /** Whether a step should be kept now: each of the first four, and then each that lies a quarter beyond the last. */
  isDue(epoch: number): boolean {
    const last = this.steps.at(-1)?.epoch ?? 0
    return epoch >= last + Math.max(1, last / 4)
  }

  /** Keeps a step, in place of another of this epoch. If there are too many, the one whose neighbors are nearest is dropped. */
  put(step: KeptStep): void {
    this.drop(step.epoch)
    this.steps.push(step)
    this.steps.sort((a, b) => a.epoch - b.epoch)
    if (this.steps.length <= MOST) return
    const gap = (i: number) => this.steps[i + 1]!.epoch / Math.max(1, this.steps[i - 1]!.epoch)
    let nearest = 1
    for (let i = 2; i < this.steps.length - 1; i++) if (gap(i) < gap(nearest)) nearest = i
    this.steps.splice(nearest, 1)
  }

  at(epoch: number): KeptStep | undefined {
    return this.steps.find((step) => step.epoch === epoch)
  }

  drop(epoch: number): void {
    this.steps = this.steps.filter((step) => step.epoch !== epoch)
  }

  /** Forgets the steps after an epoch, because the run takes another way from there. */
  dropAfter(epoch: number): void {
    this.steps = this.steps.filter((step) => step.epoch <= epoch)
  }

  nearest(epoch: number): KeptStep {
    const distance = (step: KeptStep) => Math.abs(step.epoch - epoch)
    return this.steps.reduce((a, b) => (distance(b) < distance(a) ? b : a))
  }
}
