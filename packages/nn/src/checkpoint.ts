/** The whole state of a run as plain JSON, so that it can go on in the same bits. Files: see node.ts. */
import { show } from '@gradus/engine/errors'
import type { Plan } from './fit-options.js'
import type { EpochRecord } from './history.js'
import type { OptimizerState } from './optimizer.js'
import type { RandomState } from './random.js'

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
}

export interface Checkpoint {
  format: 'gradus checkpoint'
  version: 1
  weights: number[]
  optimizer: OptimizerState
  random: RandomState
  progress: Progress
  /** What has to be the same for the run to go on in the same bits. */
  settings: Settings
}

type Settings = Record<'loss' | 'examples' | 'batchSize' | 'l1' | 'l2' | 'shuffle', number | boolean | string>

export const beginning = (): Progress => ({
  epoch: 1,
  batch: 0,
  order: [],
  norms: 0,
  records: [],
  best: null,
  plateau: { loss: null, since: 0, factor: 1 },
})

const settingsOf = ({ lossName, training, batchSize, penalty: { l1, l2 }, shuffle }: Plan): Settings => ({
  loss: lossName,
  examples: training.inputs.length,
  batchSize,
  l1,
  l2,
  shuffle,
})

export function takeCheckpoint(run: Plan, progress: Progress): Checkpoint {
  const { parameters, optimizer, random } = run
  return {
    format: 'gradus checkpoint',
    version: 1,
    weights: parameters.map((p) => p.data),
    optimizer: optimizer.state,
    random: random.state,
    progress: structuredCloneOf(progress),
    settings: settingsOf(run),
  }
}

/** Puts model, optimizer and generator where the checkpoint has them; gives the progress to go on from. */
export function restore(run: Plan, checkpoint: Checkpoint): Progress {
  const { parameters, optimizer, random } = run
  const { format, version, weights, progress } = checkpoint
  if (format !== 'gradus checkpoint' || version !== 1) {
    throw new RangeError(
      `fit: resume is no checkpoint of version 1 (${show(format)}, ${show(version)}). Pass one that fit saved.`,
    )
  }
  mustBeWhole(checkpoint)
  if (weights.length !== parameters.length) {
    throw new RangeError(
      `fit: the checkpoint has ${weights.length} weights and the model ${parameters.length}. Resume with the model of that run.`,
    )
  }
  for (const [name, now] of Object.entries(settingsOf(run))) {
    const then = checkpoint.settings?.[name as keyof Settings]
    if (then === now) continue
    throw new RangeError(
      `fit: the checkpoint is of a run with ${name} ${show(then)}, not ${show(now)}. Resume with the data and options of that run.`,
    )
  }
  optimizer.state = checkpoint.optimizer
  random.state = checkpoint.random
  weights.forEach((w, i) => (parameters[i]!.data = w))
  return structuredCloneOf(progress)
}

/** Refuses a checkpoint of which parts are missing or of another kind, before anything is changed. */
function mustBeWhole({ weights, optimizer, random, progress }: Checkpoint): void {
  const isObject = (x: unknown) => typeof x === 'object' && x !== null
  const isCount = (x: unknown) => Number.isInteger(x) && (x as number) >= 0
  const isList = (xs: unknown, fits: (x: unknown) => boolean) => Array.isArray(xs) && xs.every(fits)
  const isNumber = (x: unknown) => x === null || typeof x === 'number' // JSON has null for ∞
  const { epoch, batch, order, norms, records, best, plateau } = isObject(progress) ? progress : ({} as Progress)
  const parts: Record<string, boolean> = {
    weights: isList(weights, Number.isFinite),
    optimizer: isObject(optimizer),
    random: isList(random, Number.isInteger) && random.length === 4,
    'progress.epoch': isCount(epoch) && epoch >= 1,
    'progress.batch': isCount(batch),
    'progress.order': isList(order, isCount),
    'progress.norms': isNumber(norms),
    'progress.records': isList(records, isObject),
    'progress.best': best === null || (isObject(best) && isList(best.weights, Number.isFinite)),
    'progress.plateau': isObject(plateau) && isNumber(plateau.loss) && isCount(plateau.since) && plateau.factor > 0,
  }
  const [fault] = Object.entries(parts).find(([, isGood]) => !isGood) ?? []
  if (fault === undefined) return
  throw new RangeError(
    `fit: the checkpoint is damaged: ${fault} is missing or of another kind. Pass one that fit saved.`,
  )
}

const structuredCloneOf = (progress: Progress): Progress => JSON.parse(JSON.stringify(progress)) as Progress
