/** Training: mini-batches of seeded shuffles, one optimizer step each, and what is measured and decided after each epoch. */
import { withoutGraph } from '@gradus/engine'
import { accumulate } from './accumulate.js'
import { beginning, type Progress, restore, takeCheckpoint } from './checkpoint.js'
import { clipNorm, clipValue, gradientNorm } from './clip.js'
import { DivergedError, explainLoss, explainParameters } from './diverged.js'
import { type FitOptions, plan, type Plan } from './fit-options.js'
import type { EpochRecord, History } from './history.js'
import type { Loss, LossName } from './losses.js'
import { lossFunction } from './losses.js'
import type { Metric } from './metrics.js'
import type { Data, Model } from './model.js'
import { checkData, pick } from './model.js'

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
  const pause = breather()
  try {
    let ended: History['ended'] | undefined
    while (ended === undefined && progress.epoch <= run.epochs) {
      ended = (await runEpoch(run, progress, pause)) ?? (await finishEpoch(run, progress))
      if (ended === undefined || ended === 'callback') await checkpointAt(run, progress, 'epoch')
    }
    return finish(run, progress, ended ?? 'epochs')
  } finally {
    run.optimizer.lr = run.baseRate
  }
}

/** The batches of one epoch that are still to do. */
async function runEpoch(
  run: Plan,
  progress: Progress,
  pause: () => Promise<void>,
): Promise<History['ended'] | undefined> {
  const { training, batchSize, optimizer, random, onBatch, signal } = run
  if (progress.order.length === 0) {
    const inOrder = training.inputs.map((_, i) => i)
    progress.order = run.shuffle ? random.shuffled(inOrder) : inOrder
  }
  optimizer.lr = rate(run, progress)
  while (progress.batch * batchSize < progress.order.length) {
    if (signal?.aborted === true) return 'signal'
    const start = progress.batch * batchSize
    const loss = takeStep(run, progress, pick(training, progress.order.slice(start, start + batchSize)))
    progress.batch++
    if ((await onBatch?.({ epoch: progress.epoch, batch: progress.batch, loss })) === false) return 'callback'
    await checkpointAt(run, progress, 'batch')
    await pause()
  }
  return undefined
}

/** One step of the optimizer; leaves the weights alone if it would make a number that is not finite. */
function takeStep(run: Plan, progress: Progress, batch: Data): number {
  const { model, parameters, loss, optimizer, random } = run
  const before = Float64Array.from(parameters, (p) => p.data)
  const value = accumulate(model, parameters, batch, loss, random)
  const goBack = () => parameters.forEach((p, i) => (p.data = before[i]!))
  const diverged = (culprit: string) => {
    goBack()
    return new DivergedError(progress.epoch, progress.batch + 1, culprit)
  }
  if (!Number.isFinite(value)) throw diverged(explainLoss(run, batch, value))
  const penalised = value + penalise(run)
  progress.norms += gradientNorm(parameters)
  if (run.clip.norm !== undefined) clipNorm(parameters, run.clip.norm)
  if (run.clip.value !== undefined) clipValue(parameters, run.clip.value)
  const again = () => accumulate(model, parameters, batch, loss, random) + penalise(run)
  try {
    optimizer.step(again, penalised)
  } catch (error) {
    goBack() // from where a line search was looking
    throw error
  }
  const culprit = explainParameters(run)
  if (culprit !== undefined) throw diverged(culprit)
  return value
}

/** Adds the slopes of λ₂/(2n) Σ w² + λ₁/n Σ |w|, and returns its value. */
function penalise({ penalty: { l1, l2, weights }, training }: Plan): number {
  const n = training.inputs.length
  let penalty = 0
  for (const w of weights) {
    w.grad += (l2 * w.data + l1 * Math.sign(w.data)) / n
    penalty += (0.5 * l2 * w.data * w.data + l1 * Math.abs(w.data)) / n
  }
  return penalty
}

function rate({ baseRate, schedule, plateau }: Plan, progress: Progress): number {
  const scheduled = baseRate * (schedule?.(progress.epoch - 1) ?? 1)
  return plateau === undefined
    ? scheduled
    : Math.max(scheduled * progress.plateau.factor, Math.min(plateau.floor, scheduled))
}

/** Measures, remembers, decides; then the next epoch can begin. */
async function finishEpoch(run: Plan, progress: Progress): Promise<History['ended'] | undefined> {
  const record = measure(run, progress)
  progress.records.push(record)
  const stuck = watch(run, progress, record)
  progress.epoch++
  progress.batch = 0
  progress.order = []
  progress.norms = 0
  if ((await run.onEpoch?.(record)) === false) return 'callback'
  return stuck ? 'early' : undefined
}

function measure(run: Plan, { epoch, batch, norms }: Progress): EpochRecord {
  const { model, training, validation, loss, metrics, optimizer } = run
  const of = (data: Data) => measureOn(model, data, loss, metrics)
  const here = of(training)
  const record: EpochRecord = { epoch, loss: here.loss, lr: optimizer.lr, gradientNorm: norms / batch }
  if (metrics.length > 0) record.metrics = here.metrics
  if (validation !== undefined) {
    const there = of(validation)
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

async function checkpointAt(run: Plan, progress: Progress, moment: 'batch' | 'epoch'): Promise<void> {
  const { checkpoint, training, batchSize } = run
  if (checkpoint === undefined) return
  const perEpoch = Math.ceil(training.inputs.length / batchSize)
  const done = (progress.epoch - 1) * perEpoch + progress.batch
  const due = checkpoint.every === undefined ? moment === 'epoch' : moment === 'batch' && done % checkpoint.every === 0
  if (due) await checkpoint.save(takeCheckpoint(run, progress))
}

/** The mean loss of a model over data, without a graph and without dropout. */
export function evaluate(model: Model, data: Data, loss: LossName | Loss): number {
  checkData('evaluate', 'data', data)
  return measureOn(model, data, lossFunction('evaluate', loss), []).loss
}

function measureOn(model: Model, { inputs, targets }: Data, loss: Loss, metrics: readonly [string, Metric][]) {
  let total = 0
  const outputs = inputs.map((x, i) =>
    withoutGraph(() => {
      const y = model.forward(x)
      total += loss(y, targets[i]!).data
      return metrics.length === 0 ? [] : y.map((o) => o.data)
    }),
  )
  const measured = Object.fromEntries(metrics.map(([name, metric]) => [name, metric(outputs, targets)]))
  return { loss: total / inputs.length, metrics: measured }
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
