/** Training: mini-batches of seeded shuffles, one optimizer step each, and what is measured and decided after each epoch. */
import { Value, withoutGraph } from '@gradus/engine'
import { show } from '@gradus/engine/errors'
import { beginning, type Progress, restore, takeCheckpoint } from './checkpoint.js'
import { type FitOptions, plan, type Plan } from './fit-options.js'
import { DivergedError } from './diverged.js'
import type { EpochRecord, History } from './history.js'
import type { Loss, LossName } from './losses.js'
import { lossFunction } from './losses.js'
import type { Data, Model } from './model.js'
import { checkData } from './model.js'
import { predictAll } from './predict-all.js'
import { type Trainer, trainerOf } from './trainer.js'

/**
 * Trains `model` in place and resolves to the history. The same seed and data give the same numbers, bit for bit, also
 * when a run is interrupted and resumed from a checkpoint.
 *
 * @throws RangeError for options and data that do not fit together; DivergedError when the loss or a parameter is no
 * longer finite, the model keeping the weights from before that batch.
 */
export async function fit(model: Model, data: Data, options: FitOptions): Promise<History> {
  const run = plan(model, data, options)
  const progress = run.resume === undefined ? beginning() : restore(run, run.resume)
  const trainer = trainerOf(run)
  const pause = breather()
  try {
    let ended: History['ended'] | undefined
    while (ended === undefined && progress.epoch <= run.epochs) {
      ended = (await runEpoch(run, progress, trainer, pause)) ?? (await finishEpoch(run, progress, trainer, pause))
      if (ended === undefined || ended === 'callback') await checkpointAt(run, progress, trainer, 'epoch')
    }
    trainer.publish()
    return finish(run, progress, ended ?? 'epochs')
  } catch (error) {
    trainer.publish() // the weights of the last step that was completed
    throw error
  } finally {
    run.optimizer.lr = run.baseRate
    trainer.dispose()
  }
}

/** The batches of one epoch that are still to do. */
async function runEpoch(
  run: Plan,
  progress: Progress,
  trainer: Trainer,
  pause: () => Promise<void>,
): Promise<History['ended'] | undefined> {
  const { training, batchSize, optimizer, random, signal } = run
  if (progress.order.length === 0) {
    const inOrder = training.inputs.map((_, i) => i)
    progress.order = run.shuffle ? random.shuffled(inOrder) : inOrder
  }
  optimizer.lr = rate(run, progress)
  while (progress.batch * batchSize < progress.order.length) {
    if (signal?.aborted === true) return 'signal'
    const start = progress.batch * batchSize
    const rows = progress.order.slice(start, start + batchSize)
    const { loss, norm } = trainer.step(rows, { epoch: progress.epoch, batch: progress.batch + 1 })
    progress.norms += norm
    progress.batch++
    if ((await run.onProgress?.({ epoch: progress.epoch, batch: progress.batch })) === false) return 'callback'
    if (!(await tell(run.onBatch, { epoch: progress.epoch, batch: progress.batch, loss }, trainer))) return 'callback'
    await checkpointAt(run, progress, trainer, 'batch')
    await pause()
  }
  return undefined
}

/** Calls back, if there is anyone to call, with the weights where they can be seen and changed; false if told to stop. */
async function tell<T>(callback: ((news: T) => unknown) | undefined, news: T, trainer: Trainer): Promise<boolean> {
  if (callback === undefined) return true
  trainer.publish()
  const goOn = (await callback(news)) !== false
  trainer.adopt()
  return goOn
}

function rate({ baseRate, schedule, plateau }: Plan, progress: Progress): number {
  const factor: unknown = schedule === undefined ? 1 : schedule(progress.epoch - 1)
  if (!(typeof factor === 'number' && factor >= 0)) {
    throw new RangeError(`fit: schedule(${progress.epoch - 1}) gave ${show(factor)}. Return a number of at least 0.`)
  }
  const scheduled = baseRate * factor
  return plateau === undefined
    ? scheduled
    : Math.max(scheduled * progress.plateau.factor, Math.min(plateau.floor, scheduled))
}

/** Measures, remembers, decides; then the next epoch can begin. */
async function finishEpoch(
  run: Plan,
  progress: Progress,
  trainer: Trainer,
  pause: () => Promise<void>,
): Promise<History['ended'] | undefined> {
  const record = await measure(run, progress, trainer, pause)
  progress.records.push(record)
  trainer.publish()
  const stuck = watch(run, progress, record)
  progress.epoch++
  progress.batch = 0
  progress.order = []
  progress.norms = 0
  if (!(await tell(run.onEpoch, record, trainer))) return 'callback'
  return stuck ? 'early' : undefined
}

async function measure(
  { training, validation, metrics, optimizer }: Plan,
  { epoch, batch, norms }: Progress,
  trainer: Trainer,
  pause: () => Promise<void>,
): Promise<EpochRecord> {
  const here = await trainer.measure(training, pause)
  if (!Number.isFinite(here.loss)) {
    throw new DivergedError(epoch, batch, `the loss over the training data became ${here.loss}`)
  }
  const record: EpochRecord = { epoch, loss: here.loss, lr: optimizer.lr, gradientNorm: norms / batch }
  if (metrics.length > 0) record.metrics = here.metrics
  if (validation !== undefined) {
    const there = await trainer.measure(validation, pause)
    record.validationLoss = there.loss
    if (metrics.length > 0) record.validationMetrics = there.metrics
  }
  return record
}

/** Early stopping and the plateau rule. True if training should stop. */
function watch(
  { stopping, plateau, parameters }: Plan,
  progress: Progress,
  { epoch, validationLoss }: EpochRecord,
): boolean {
  if (validationLoss === undefined) return false
  if (plateau !== undefined) {
    const state = progress.plateau
    if (improves(validationLoss, state.loss, 0)) Object.assign(state, { loss: validationLoss, since: 0 })
    else if (++state.since >= plateau.patience)
      Object.assign(state, { since: 0, factor: state.factor * plateau.factor })
  }
  if (stopping === undefined) return false
  if (improves(validationLoss, progress.best?.loss ?? null, stopping.minDelta)) {
    progress.best = { loss: validationLoss, epoch, weights: parameters.map((p) => p.data) }
  }
  return epoch - (progress.best?.epoch ?? 0) >= stopping.patience
}

/** NaN is never an improvement, and anything else is one over nothing. */
const improves = (loss: number, best: number | null, by: number): boolean =>
  best === null ? !Number.isNaN(loss) : loss < best - by

/** However training ended, early stopping leaves the best weights in the model. */
function finish({ parameters, stopping }: Plan, { records, best }: Progress, ended: History['ended']): History {
  if (stopping === undefined || best === null) return { epochs: records, ended }
  best.weights.forEach((w, i) => (parameters[i]!.data = w))
  return { epochs: records, ended, bestEpoch: best.epoch }
}

async function checkpointAt(run: Plan, progress: Progress, trainer: Trainer, moment: 'batch' | 'epoch'): Promise<void> {
  const { checkpoint, training, batchSize } = run
  if (checkpoint === undefined) return
  const perEpoch = Math.ceil(training.inputs.length / batchSize)
  const done = (progress.epoch - 1) * perEpoch + progress.batch
  const due = checkpoint.every === undefined ? moment === 'epoch' : moment === 'batch' && done % checkpoint.every === 0
  if (!due) return
  trainer.publish()
  await checkpoint.save(takeCheckpoint(run, progress))
}

/** The mean loss of a model over data, without a graph and without dropout. */
export function evaluate(model: Model, data: Data, loss: LossName | Loss): number {
  checkData('evaluate', 'data', data)
  const lossOf = lossFunction('evaluate', loss)
  return withoutGraph(() => {
    let total = 0
    predictAll(model, data.inputs).forEach((y, i) => {
      const outputs = y.map((o) => new Value(o))
      total += lossOf(outputs, data.targets[i]!).data
    })
    return total / data.inputs.length
  })
}

declare const setTimeout: (callback: () => void) => unknown // of browsers and Node alike

/** Lets the page or server do other work once every 50 ms. */
function breather(): () => Promise<void> {
  let last = Date.now()
  return async () => {
    if (Date.now() - last < 50) return
    await new Promise<void>((resolve) => setTimeout(resolve))
    last = Date.now()
  }
}
