/** The training loop: shuffle, take one optimizer step per mini-batch, measure after each epoch, decide whether to continue. */
import { Value, withoutGraph } from '@gradus/engine'
import { beginning, type Progress, restore } from './checkpoint.js'
import { checkpointer, type Save } from './checkpointer.js'
import type { FitOptions } from './options.js'
import { prepareRun, type Run } from './run.js'
import { DivergedError, explainLoss } from './diverged.js'
import type { EpochRecord, History } from './history.js'
import type { Loss, LossName } from '../losses.js'
import { mustFitTogether } from '../check-data.js'
import type { DataLike, Model } from '../model/model.js'
import { predictAll } from '../predict-all.js'
import { noticeRate, beginRate, endRate } from './rate.js'
import { plainTarget } from '../rows.js'
import { settingsOf } from './run-settings.js'
import { chooseTrainer } from './choose-trainer.js'
import type { Pause, Trainer } from './trainer.js'

/**
 * Trains `model` in place and resolves to its history. The same seed and data give the same numbers, bit for bit, even if
 * the run is interrupted and resumed from a checkpoint. The loss of each epoch is measured after the epoch.
 *
 * @param data one input row and one target per example
 * @throws RangeError or TypeError if data or options are wrong or contradict each other; DivergedError if the loss or a
 * parameter is not finite, in which case the model keeps its parameters from before that batch
 * @example
 * const model = new MLP([1, 1])
 * const { epochs } = await fit(model, { inputs: [[0], [1]], targets: [[1], [3]] }, { loss: 'mse', epochs: 3 })
 * epochs.length // => 3
 */
export async function fit(model: Model, data: DataLike, options: FitOptions): Promise<History> {
  const run = prepareRun(model, data, options)
  const settings = run.checkpoint === undefined && run.resume === undefined ? {} : settingsOf(run)
  const progress = run.resume === undefined ? beginning(run) : restore(run, run.resume, settings)
  const trainer = chooseTrainer(run)
  const save = checkpointer(run, progress, trainer, settings)
  const pause = breather()
  try {
    let ended: History['ended'] | undefined = isOver(run, progress)
    while (ended === undefined) {
      const stopped =
        (await runEpoch(run, progress, trainer, save, pause)) ?? (await finishEpoch(run, progress, trainer, pause))
      ended = stopped ?? isOver(run, progress)
      await save(stopped !== undefined ? 'stop' : ended === undefined ? 'epoch' : 'end')
    }
    trainer.readParameters()
    return finish(run, progress, ended)
  } catch (error) {
    trainer.readParameters() // those of the last completed step
    throw error
  } finally {
    endRate(run, progress)
    trainer.dispose()
  }
}

/** Whether all epochs are done or early stopping applies. A resumed run may be over before its first step. */
function isOver({ epochs, stopping }: Run, { records, best }: Progress): 'early' | 'epochs' | undefined {
  if (stopping !== undefined && records.length - (best?.epoch ?? 0) >= stopping.patience) return 'early'
  return records.length >= epochs ? 'epochs' : undefined
}

/** Runs the remaining batches of the present epoch. */
async function runEpoch(
  run: Run,
  progress: Progress,
  trainer: Trainer,
  save: Save,
  pause: Pause,
): Promise<'callback' | 'signal' | undefined> {
  const { train, batchSize, random, signal } = run
  if (progress.order.length === 0) {
    const inOrder = train.inputs.map((_, i) => i)
    progress.order = run.shuffle ? random.shuffled(inOrder) : inOrder
    beginRate(run, progress)
  }
  while (progress.batch * batchSize < progress.order.length) {
    if (signal?.aborted === true) return 'signal'
    noticeRate(run, progress)
    const start = progress.batch * batchSize
    const rows = progress.order.slice(start, start + batchSize)
    const { loss, norm } = trainer.step(rows, { epoch: progress.epoch, batch: progress.batch + 1 })
    progress.norms += norm
    progress.batch++
    // Small batches take a few microseconds, so we wait only for what there is.
    const { epoch, batch } = progress
    if (run.onProgress !== undefined && (await run.onProgress({ epoch, batch })) === false) return 'callback'
    if (run.onBatch !== undefined && !(await tell(run.onBatch, { epoch, batch, loss }, trainer))) return 'callback'
    if (run.checkpoint !== undefined) await save('batch')
    const others = pause()
    if (others !== undefined) await others
  }
  return undefined
}

/** Calls a callback, which may read and change the model. Returns false if the callback says to stop. */
async function tell<T>(callback: ((news: T) => unknown) | undefined, news: T, trainer: Trainer): Promise<boolean> {
  if (callback === undefined) return true
  trainer.readParameters()
  const continues = (await callback(news)) !== false
  trainer.writeParameters()
  return continues
}

/** Measures the epoch, records it, and prepares the next one. */
async function finishEpoch(
  run: Run,
  progress: Progress,
  trainer: Trainer,
  pause: Pause,
): Promise<'callback' | undefined> {
  noticeRate(run, progress)
  const record = await measure(run, progress, trainer, pause)
  progress.records.push(record)
  watch(run, progress, record, trainer)
  progress.epoch++
  progress.batch = 0
  progress.order = []
  progress.norms = 0
  return (await tell(run.onEpoch, record, trainer)) ? undefined : 'callback'
}

async function measure(
  run: Run,
  { epoch, batch, norms }: Progress,
  trainer: Trainer,
  pause: Pause,
): Promise<EpochRecord> {
  const { train, validation, metrics, optimizer } = run
  const here = await trainer.measure(train, pause)
  if (!Number.isFinite(here.loss)) {
    throw new DivergedError(epoch, batch, `the loss over the training data became ${here.loss}`)
  }
  const record: EpochRecord = { epoch, loss: here.loss, lr: optimizer.lr, gradientNorm: norms / batch }
  if (metrics.length > 0) record.metrics = here.metrics
  if (validation === undefined) return record
  const there = await trainer.measure(validation, pause)
  if (!Number.isFinite(there.loss)) {
    trainer.readParameters()
    throw new DivergedError(epoch, batch, explainLoss(run, validation, there.loss, 'the loss over the validation data'))
  }
  record.validationLoss = there.loss
  if (metrics.length > 0) record.validationMetrics = there.metrics
  return record
}

/** Updates what early stopping and reduceOnPlateau know about the run. */
function watch(run: Run, progress: Progress, { epoch, validationLoss }: EpochRecord, trainer: Trainer): void {
  const { stopping, plateau, parameters } = run
  if (validationLoss === undefined) return
  if (plateau !== undefined) {
    const state = progress.plateau
    if (improves(validationLoss, state.loss, 0)) Object.assign(state, { loss: validationLoss, since: 0 })
    else if (++state.since >= plateau.patience)
      Object.assign(state, { since: 0, factor: state.factor * plateau.factor })
  }
  if (stopping !== undefined && improves(validationLoss, progress.best?.loss ?? null, stopping.minDelta)) {
    trainer.readParameters()
    progress.best = { loss: validationLoss, epoch, parameters: parameters.map((p) => p.data) }
  }
}

/** Anything is an improvement over nothing. */
const improves = (loss: number, best: number | null, by: number): boolean => best === null || loss < best - by

/** Restores the best parameters if early stopping is on, however the run ended. */
function finish({ parameters, stopping }: Run, { records, best }: Progress, ended: History['ended']): History {
  if (stopping === undefined || best === null) return { epochs: records, ended }
  best.parameters.forEach((x, i) => (parameters[i]!.data = x))
  return { epochs: records, ended, bestEpoch: best.epoch }
}

/** The mean loss of a model over data, without a graph and without dropout. */
export function evaluate(model: Model, data: DataLike, loss: LossName | Loss): number {
  const lossOf = mustFitTogether('evaluate', model, data, loss)
  return withoutGraph(() => {
    let total = 0
    predictAll(model, data.inputs).forEach((y, i) => {
      const outputs = y.map((o) => new Value(o))
      total += lossOf(outputs, plainTarget(data.targets[i]!)).data
    })
    return total / data.inputs.length
  })
}

type Later = (callback: () => void) => unknown
declare const setImmediate: Later | undefined // of Node
declare const MessageChannel: new () => {
  port1: { onmessage: () => void; close(): void }
  port2: { postMessage(message: unknown): void }
}

/**
 * Calls back when other work of the program has had its turn. `setTimeout` would wait longer: one millisecond in Node, and
 * four in browsers.
 */
const later: Later = typeof setImmediate === 'function' ? setImmediate : afterMessage

function afterMessage(callback: () => void): void {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => {
    port1.close()
    callback()
  }
  port2.postMessage(undefined)
}

/** Lets the page or server do other work once every 50 ms. */
function breather(): Pause {
  let last = Date.now()
  const rest = async () => {
    await new Promise<void>((resolve) => later(resolve))
    last = Date.now()
  }
  return () => (Date.now() - last < 50 ? undefined : rest())
}
