/** When a run saves a checkpoint: every so many batches or after each epoch, and where it is stopped. */
import { type Progress, takeCheckpoint } from './checkpoint.js'
import type { Plan } from './options.js'
import { adoptRate } from './rate.js'
import type { Settings } from './run-settings.js'
import type { Trainer } from './trainer.js'

/** Called after each batch and each epoch, and when the run is stopped there. */
export type Save = (moment: 'batch' | 'epoch' | 'stop') => Promise<void>

export function checkpointer(run: Plan, progress: Progress, trainer: Trainer, settings: Settings): Save {
  const { checkpoint, training, batchSize } = run
  const perEpoch = Math.ceil(training.inputs.length / batchSize)
  const position = () => `${progress.epoch}, ${progress.batch}`
  let saved = position()
  return async (moment) => {
    if (checkpoint === undefined || position() === saved) return
    const done = (progress.epoch - 1) * perEpoch + progress.batch
    const { every } = checkpoint
    if (moment === 'epoch' && every !== undefined) return
    if (moment === 'batch' && (every === undefined || done % every !== 0)) return
    adoptRate(run, progress)
    trainer.publish()
    await checkpoint.save(takeCheckpoint(run, progress, settings))
    saved = position()
  }
}
