/** Decides when to save a checkpoint: after each epoch or every few batches, and where the run is stopped. */
import { type Progress, takeCheckpoint } from './checkpoint.js'
import type { Run } from './run.js'
import { noticeRate } from './rate.js'
import type { Settings } from './run-settings.js'
import type { Trainer } from './trainer.js'

/** Call it after each batch and each epoch, and when the run is stopped. */
export type Save = (moment: 'batch' | 'epoch' | 'end' | 'stop') => Promise<void>

export function checkpointer(run: Run, progress: Progress, trainer: Trainer, settings: Settings): Save {
  const { checkpoint, train, batchSize } = run
  const perEpoch = Math.ceil(train.inputs.length / batchSize)
  const position = () => `${progress.epoch}, ${progress.batch}`
  let saved = position()
  return async (moment) => {
    if (checkpoint === undefined || position() === saved) return
    const done = (progress.epoch - 1) * perEpoch + progress.batch
    const { every, due } = checkpoint
    if ((moment === 'epoch' || moment === 'end') && every !== undefined) return
    if (moment === 'batch' && (every === undefined || done % every !== 0)) return
    if ((moment === 'epoch' || moment === 'batch') && due?.() === false) return
    noticeRate(run, progress)
    trainer.readParameters()
    await checkpoint.save(takeCheckpoint(run, progress, settings))
    saved = position()
  }
}
