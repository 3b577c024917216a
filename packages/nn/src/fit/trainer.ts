/** What does the work of `fit`: the engine, node by node, or compiled code. */
import type { Run } from './run.js'
import type { DataLike } from '../model/model.js'
import { CompiledTrainer } from './compiled/compiled-trainer.js'
import { goEager, NotCompiled } from './compiled/fallback.js'
import { EagerTrainer } from './eager-trainer.js'

export interface Step {
  /** Mean over the batch, before the step, without L1 and L2. */
  readonly loss: number
  /** Norm of the gradient, before clipping. */
  readonly norm: number
}

/** Epoch and batch, counted from 1. */
export interface Position {
  readonly epoch: number
  readonly batch: number
}

export interface Measured {
  readonly loss: number
  readonly metrics: Record<string, number>
}

export interface Trainer {
  readonly mode: 'eager' | 'compiled'
  /**
   * One step of the optimizer on these rows of the training data.
   *
   * @throws DivergedError, the model keeping the weights from before it
   */
  step(rows: readonly number[], at: Position): Step
  /** Loss and metrics over data, with the weights at rest and without dropout. */
  measure(data: DataLike, pause: () => Promise<void>): Promise<Measured>
  /** Leaves weights and optimizer state in model and optimizer, where others look for them. */
  readParameters(): void
  /** Takes them from there, after others may have changed them. */
  writeParameters(): void
  /** Ends the threads, if there are any. */
  dispose(): void
}

/** Compiled unless the plan says otherwise; what cannot be compiled runs eagerly, with a notice that says why. */
export function trainerOf(run: Run): Trainer {
  if (run.mode === 'eager') return new EagerTrainer(run)
  try {
    return new CompiledTrainer(run)
  } catch (error) {
    if (!(error instanceof NotCompiled)) throw error
    goEager(run, error)
    return new EagerTrainer(run)
  }
}
