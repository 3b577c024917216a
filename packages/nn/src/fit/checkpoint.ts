/** The whole state of a run as plain JSON, so that it can continue with the same bits. node.ts writes it to files. */
import { show } from '@gradus/engine/errors'
import { checkpointFault } from './checkpoint-faults.js'
import type { Run } from './run.js'
import type { EpochRecord } from './history.js'
import type { OptimizerState } from '../optim/optimizer.js'
import type { RandomState } from '../random.js'
import { firstRate, type Rate } from './rate.js'
import type { Settings } from './run-settings.js'
import { decode, encode, type Saved } from './saved-number.js'

/** The progress of a run, between two batches. */
export interface Progress {
  /** The present epoch, counted from 1, and the number of its batches that are done. */
  epoch: number
  batch: number
  /** The order of the examples in this epoch. It is empty until it has been drawn. */
  order: number[]
  /** Σ of the gradient norms of this epoch's batches. */
  norms: number
  records: EpochRecord[]
  /** The parameters with the lowest validation loss so far. */
  best: { loss: number; epoch: number; parameters: number[] } | null
  /** For reduceOnPlateau: the lowest validation loss, the number of epochs since, and the factor on the rate. */
  plateau: { loss: number | null; since: number; factor: number }
  rate: Rate
}

export const VERSION = 3

/** Plain JSON. NaN, the infinities and −0 are saved as text. */
export interface Checkpoint {
  format: 'gradus checkpoint'
  version: typeof VERSION
  parameters: Saved<number[]>
  optimizer: Saved<OptimizerState>
  random: RandomState
  progress: Saved<Progress>
  /** What must be the same for the run to continue with the same bits. */
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
    parameters: encode(parameters.map((p) => p.data)),
    optimizer: encode(optimizer.state),
    random: random.state,
    progress: encode(progress),
    settings,
  }
}

/** Restores model, optimizer and generator from a checkpoint, and returns the progress to continue from. */
export function restore(run: Run, checkpoint: Checkpoint, settings: Settings): Progress {
  const { parameters, optimizer, random } = run
  const { format, version } = checkpoint
  if (format !== 'gradus checkpoint' || version !== VERSION) {
    throw new RangeError(
      `fit: resume is not a checkpoint of version ${VERSION} (${show(format)}, ${show(version)}). Pass one that fit saved.`,
    )
  }
  const fault = checkpointFault(checkpoint)
  if (fault !== undefined) {
    throw new RangeError(
      `fit: the checkpoint is damaged, because ${fault} is missing or wrong. Pass a checkpoint that fit saved.`,
    )
  }
  const saved = decode<number[]>(checkpoint.parameters)
  const progress = decode<Progress>(checkpoint.progress)
  if (saved.length !== parameters.length) {
    throw new RangeError(
      `fit: the checkpoint has ${saved.length} parameters, and the model has ${parameters.length}. Resume with the model of that run.`,
    )
  }
  mustBeSameRun(checkpoint.settings, settings)
  const { given, base, now } = progress.rate
  if (optimizer.lr !== given && optimizer.lr !== base) throw otherRun('lr', given, optimizer.lr)
  if (progress.records.length > run.epochs) {
    throw new RangeError(
      `fit: the checkpoint has ${progress.records.length} epochs, and epochs is ${run.epochs}. Pass epochs of at least ${progress.records.length}.`,
    )
  }
  optimizer.state = decode<OptimizerState>(checkpoint.optimizer) // throws before it changes anything
  optimizer.lr = now
  random.state = checkpoint.random
  saved.forEach((x, i) => (parameters[i]!.data = x))
  return progress
}

function mustBeSameRun(then: Settings, now: Settings): void {
  for (const name of Object.keys({ ...now, ...then })) {
    if (then[name] !== now[name]) throw otherRun(name, then[name], now[name])
  }
}

function otherRun(name: string, then: unknown, now: unknown): RangeError {
  const text = (value: unknown) => (typeof value === 'string' ? JSON.stringify(value) : show(value))
  const difference =
    /data$/.test(name) && then !== 'none' && now !== 'none' ? `different ${name}` : `${name} ${text(then)}`
  const instead = difference.startsWith('different') ? '' : `, not ${text(now)}`
  return new RangeError(
    `fit: the checkpoint comes from a run with ${difference}${instead}. Resume with the data and options of that run.`,
  )
}
