/** The options of `gradus train`, and the check that they do not contradict each other. */
import { fewestFor } from '@gradus/nn'
import type { LearnOptions, ScheduleOption } from '@gradus/tabular'
import { UsageError } from '../errors.js'
import { scheduleText } from './schedule.js'
import type { Source } from './source.js'

/** The options that are passed on to the training as they are. */
const LEARNING = [
  ...(['model', 'folds', 'validation', 'loss', 'classWeights', 'seed'] as const),
  ...(['hidden', 'activation', 'init', 'dropout', 'optimizer', 'lr', 'momentum', 'nesterov', 'weightDecay'] as const),
  ...(['schedule', 'warmUp', 'clipNorm', 'clipValue', 'l1', 'l2', 'epochs', 'patience'] as const),
  ...(['mode', 'precision', 'threads'] as const),
]

/** What the training depends on. It is saved in a checkpoint. */
export interface Options extends Source, Pick<LearnOptions, (typeof LEARNING)[number]> {
  batch?: number
}

/** Where the command writes. */
export interface Writing {
  out?: string
  checkpoint?: string
  /** The folder for plots. */
  plot?: string
  json?: true
  quiet?: true
}

/** Options that only a network has. */
const NETWORK_ONLY = [
  ...(['hidden', 'activation', 'init', 'dropout', 'optimizer', 'lr', 'momentum', 'nesterov', 'weightDecay'] as const),
  ...(['schedule', 'warmUp', 'clipNorm', 'clipValue', 'l1', 'l2', 'batch', 'epochs', 'patience'] as const),
  ...(['mode', 'precision', 'threads'] as const),
]

/** The options for the functions of @gradus/tabular. */
export function learningOf(options: Options): LearnOptions {
  const given = LEARNING.filter((name) => options[name] !== undefined).map((name) => [name, options[name]])
  return { ...Object.fromEntries(given), ...(options.batch === undefined ? {} : { batchSize: options.batch }) }
}

/** weightDecay → --weight-decay */
const flag = (name: string): string => `--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`

const refuse = (what: string) => new UsageError(`train: ${what}`)

/** Refuses options that contradict each other. The functions behind them would use other names in their errors. */
export function checkLearning(given: Options & Writing): void {
  checkNetwork(given)
  checkOptimizer(given)
  checkValidation(given)
  checkMode(given)
  checkQuiet('train', given)
}

/** Refuses a run that would leave nothing. */
export function checkQuiet(command: string, { quiet, json, out, plot }: Writing): void {
  if (quiet !== true || json === true || out !== undefined || plot !== undefined) return
  throw new UsageError(
    `${command}: --quiet prints no result, and nothing keeps the model. Pass --out FILE or --json, or leave --quiet out.`,
  )
}

function checkNetwork(given: Options & Writing): void {
  const { hidden, dropout = 0, model, checkpoint } = given
  const forNetworks = NETWORK_ONLY.find((name) => given[name] !== undefined)
  if (model === 'linear' && (forNetworks !== undefined || checkpoint !== undefined)) {
    throw refuse(`${flag(forNetworks ?? 'checkpoint')} is for a network, and --model is linear. Leave out one of them.`)
  }
  if (dropout > 0 && hidden?.length === 0) {
    throw refuse(
      `--dropout ${dropout} leaves out hidden units, and --hidden none has none. Pass hidden units, or leave --dropout out.`,
    )
  }
}

/** Options of single optimizers, and for another optimizer what comes closest. */
function checkOptimizer(given: Options): void {
  const { optimizer = 'adam', momentum, nesterov, weightDecay, warmUp, epochs = 500, dropout = 0 } = given
  const forOthers = (option: string, others: string, nearest: string) =>
    refuse(
      `${option} is for ${others}, and --optimizer is ${optimizer}. Pass --optimizer ${nearest}, or leave ${option.split(' ')[0]} out.`,
    )
  if (optimizer !== 'sgd') {
    if (momentum !== undefined) throw forOthers(`--momentum ${momentum}`, 'sgd', 'sgd')
    if (nesterov !== undefined) throw forOthers('--nesterov', 'sgd', 'sgd')
  }
  if (nesterov === true && !(momentum! > 0)) {
    throw refuse(`--nesterov needs a momentum. Pass --momentum 0.9, or leave --nesterov out.`)
  }
  if (weightDecay !== undefined && optimizer !== 'sgd' && optimizer !== 'adamw') {
    throw forOthers(`--weight-decay ${weightDecay}`, 'sgd and adamw', 'adamw')
  }
  if (optimizer === 'lbfgs') {
    const name = (['batch', 'clipNorm', 'clipValue'] as const).find((one) => given[one] !== undefined)
    if (name !== undefined || dropout > 0) {
      const option = `${flag(name ?? 'dropout')} ${given[name ?? 'dropout']}`
      throw refuse(
        `--optimizer lbfgs needs the same loss and its whole gradient at each step, and ${option} changes them. Leave ${option.split(' ')[0]} out, or pass --optimizer adam.`,
      )
    }
  }
  if (warmUp !== undefined && warmUp >= epochs) {
    throw refuse(`--warm-up ${warmUp} leaves none of the ${epochs} epochs. Pass less than --epochs.`)
  }
}

function checkValidation(given: Options): void {
  const { folds, validation, patience, model, epochs, schedule } = given
  if (folds !== undefined && validation !== undefined) {
    throw refuse(`--folds ${folds} and --validation ${validation} are two ways to validate. Leave out one of them.`)
  }
  if (schedule?.name === 'plateau' && (folds !== undefined || validation === 0)) throw needsPart(schedule, given)
  if (validation !== 0) return
  if (patience !== undefined) {
    throw refuse(
      `--patience ${patience} watches the validation loss, and --validation 0 leaves no rows. Pass a share above 0, or leave --patience out.`,
    )
  }
  if (model !== 'network' && model !== 'linear') {
    throw refuse('--validation 0 leaves no rows to say which model is better. Pass --model network or --model linear.')
  }
  if (model === 'network' && epochs === undefined) {
    throw refuse('--validation 0 leaves no rows to say when to stop. Pass --epochs.')
  }
}

/** The error for a schedule that needs one validation part where there is none. */
export function needsPart(
  schedule: ScheduleOption,
  { folds, validation }: Pick<Options, 'folds' | 'validation'>,
): UsageError {
  const instead = validation === 0 ? '--validation 0 leaves no rows' : `${folds ?? 5} folds have no common one`
  return refuse(
    `--schedule ${scheduleText(schedule)} watches the validation loss, and ${instead}. Pass --validation 0.2, or --schedule cosine.`,
  )
}

function checkMode({ mode, precision, threads = 1, batch = 32, optimizer }: Options): void {
  if (mode === 'eager' && precision === 'f32') {
    throw refuse('--precision f32 is for compiled code, and --mode eager has 64 bits. Leave out one of them.')
  }
  if (mode === 'eager' && threads > 1) {
    throw refuse(`--threads ${threads} is for compiled code, and --mode eager has one thread. Leave out one of them.`)
  }
  if (threads > 1 && batch < fewestFor(threads) && optimizer !== 'lbfgs') {
    throw refuse(
      `--threads ${threads} share large batches, and --batch ${batch} is small. Pass ${fewestFor(threads)} or more, or leave --threads out.`,
    )
  }
}
