/** The history of a run, as plain JSON. */
export interface EpochRecord {
  /** Counted from 1. */
  epoch: number
  /** Mean loss over the training data, measured after the epoch, without dropout and without L1 and L2. */
  loss: number
  /** The same over the validation data, if there is any. */
  validationLoss?: number
  /** The requested metrics on the training data, and on the validation data. */
  metrics?: Record<string, number>
  validationMetrics?: Record<string, number>
  /** The learning rate in this epoch. */
  lr: number
  /** Mean over the batches of the norm of the gradient, before clipping. */
  gradientNorm: number
}

export interface History {
  epochs: EpochRecord[]
  /** Why training ended: all epochs done, early stopping, a callback that returned false, or the signal. */
  ended: 'epochs' | 'early' | 'callback' | 'signal'
  /** With early stopping: the epoch whose parameters were restored, counted from 1. */
  bestEpoch?: number
}
