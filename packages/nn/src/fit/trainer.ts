/** What `fit` needs from whatever takes the steps: compiled code, or the engine. */
import type { DataLike } from '../model/model.js'

export interface Step {
  /** Mean loss over the batch before the update, without L1 and L2. */
  readonly loss: number
  /** Norm of the gradient, before clipping. */
  readonly norm: number
}

/** Epoch and batch, both counted from 1. */
export interface Position {
  readonly epoch: number
  readonly batch: number
}

export interface Measured {
  readonly loss: number
  readonly metrics: Record<string, number>
}

/** Lets the page or server do other work if it is time for that: wait for what it returns. */
export type Pause = () => Promise<void> | undefined

export interface Trainer {
  readonly mode: 'eager' | 'compiled'
  /**
   * Takes one step of the optimizer on these rows of the training data.
   *
   * @throws DivergedError if a number is not finite; the model then keeps its parameters from before the step
   */
  step(rows: readonly number[], at: Position): Step
  /** Computes loss and metrics over data with the present parameters and without dropout. */
  measure(data: DataLike, pause: Pause): Promise<Measured>
  /** Copies parameters and optimizer state from where they are trained into the model and the optimizer. */
  readParameters(): void
  /** Copies them back, after a callback may have changed them. */
  writeParameters(): void
  /** Frees memory and ends threads, if there are any. */
  dispose(): void
}
