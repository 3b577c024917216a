/** What a run leaves behind, as plain JSON. */
export interface EpochRecord {
  /** Counted from 1. */
  epoch: number
  /** Mean loss over the training data, measured after the epoch with its weights at rest, without L1 and L2. */
  loss: number
  /** The same over the validation data, if there is any. */
  validationLoss?: number
  /** The metrics that were asked for, on the training data and on the validation data. */
  metrics?: Record<string, number>
  validationMetrics?: Record<string, number>
  /** The learning rate of the epoch. */
  lr: number
  /** Mean over the batches of the norm of the gradient, before clipping. */
  gradientNorm: number
}

export interface History {
  epochs: EpochRecord[]
  /** Why training ended. */
  ended: 'epochs' | 'early' | 'callback' | 'signal'
  /** With early stopping: the epoch whose weights were restored. */
  bestEpoch?: number
}
