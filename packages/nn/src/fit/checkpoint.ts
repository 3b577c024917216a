/** The whole state of a run as plain JSON, so that it can go on in the same bits. Files: see node.ts. */
import { show } from '@gradus/engine/errors'
import { checkpointFault } from './checkpoint-faults.js'
import type { Run } from './run.js'
import type { EpochRecord } from './history.js'
import type { OptimizerState } from '../optim/optimizer.js'
import type { RandomState } from '../random.js'
import { firstRate, type Rate } from './rate.js'
import type { Settings } from './run-settings.js'
import { decode, encode, type Saved } from './saved-number.js'

/** Where a run stands: between two batches. */
export interface Progress {
  /** The epoch that is under way, counted from 1, and how many of its batches are done. */
  epoch: number
  batch: number
  /** The order of the examples in this epoch; empty before it is drawn. */
  order: number[]
  /** Σ of the gradient norms of this epoch's batches. */
  norms: number
  records: EpochRecord[]
  /** The weights with the lowest validation loss so far. */
  best: { loss: number; epoch: number; weights: number[] } | null
  /** The lowest validation loss that the plateau rule has seen, the epochs since, and the factor on the rate. */
  plateau: { loss: number | null; since: number; factor: number }
  rate: Rate
}

export const VERSION = 2

/** Plain JSON: NaN, the infinities and −0 are texts in it. */
export interface Checkpoint {
  format: 'gradus checkpoint'
  version: typeof VERSION
  weights: Saved<number[]>
  optimizer: Saved<OptimizerState>
  random: RandomState
  progress: Saved<Progress>
  /** What has to be the same for the run to go on in the same bits. */
  settings: Settings
}

export const beginning = (run: Run): Progress => ({
  epoch: 1,
  batch: 0,
  order: [],
  norms: 0,
  records: [],
  best: null,
  plateau: { loss: null, since: 0, factor: 1 },
  rate: firstRate(run),
})

export function takeCheckpoint(run: Run, progress: Progress, settings: Settings): Checkpoint {
  const { parameters, optimizer, random } = run
  return {
    format: 'gradus checkpoint',
    version: VERSION,
    weights: encode(parameters.map((p) => p.data)),
    optimizer: encode(optimizer.state),
    random: random.state,
    progress: encode(progress),
    settings,
  }
}

/** Puts model, optimizer and generator where the checkpoint has them; gives the progress to go on from. */
export function restore(run: Run, checkpoint: Checkpoint, settings: Settings): Progress {
  const { parameters, optimizer, random } = run
  const { format, version } = checkpoint
  if (format !== 'gradus checkpoint' || version !== VERSION) {
    throw new RangeError(
      `fit: resume is no checkpoint of version ${VERSION} (${show(format)}, ${show(version)}). Pass one that fit saved.`,
    )
  }
  const fault = checkpointFault(checkpoint)
  if (fault !== undefined) {
    throw new RangeError(
      `fit: the checkpoint is damaged: ${fault} is missing or not what fit saves. Pass one that fit saved.`,
    )
  }
  const weights = decode<number[]>(checkpoint.weights)
  const progress = decode<Progress>(checkpoint.progress)
  if (weights.length !== parameters.length) {
    throw new RangeError(
      `fit: the checkpoint has ${weights.length} weights and the model ${parameters.length}. Resume with the model of that run.`,
    )
  }
  mustBeSameRun(checkpoint.settings, settings)
  const { given, base, now } = progress.rate
  if (optimizer.lr !== given && optimizer.lr !== base) throw otherRun('lr', given, optimizer.lr)
  if (progress.records.length > run.epochs) {
    throw new RangeError(
      `fit: the checkpoint has ${progress.records.length} epochs, and epochs is ${run.epochs}. Pass as many or more.`,
    )
  }
  optimizer.state = decode<OptimizerState>(checkpoint.optimizer) // refuses what does not fit, before it changes anything
  optimizer.lr = now
  random.state = checkpoint.random
  weights.forEach((w, i) => (parameters[i]!.data = w))
  return progress
}

function mustBeSameRun(then: Settings, now: Settings): void {
  for (const name of Object.keys({ ...now, ...then })) {
    if (then[name] !== now[name]) throw otherRun(name, then[name], now[name])
  }
}

function otherRun(name: string, then: unknown, now: unknown): RangeError {
  const text = (value: unknown) => (typeof value === 'string' ? JSON.stringify(value) : show(value))
  const difference = /data$/.test(name) && then !== 'none' && now !== 'none' ? `other ${name}` : `${name} ${text(then)}`
  const instead = difference.startsWith('other') ? '' : `, not ${text(now)}`
  return new RangeError(
    `fit: the checkpoint is of a run with ${difference}${instead}. Resume with the data and options of that run.`,
  )
}
