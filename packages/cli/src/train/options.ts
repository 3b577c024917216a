/** The options of `gradus train`, and the check that they do not contradict each other. */
import { fewestFor } from '@gradus/nn'
import type { LearnOptions } from '@gradus/tabular'
import { UsageError } from '../errors.js'
import type { Source } from './source.js'

export interface Options extends Source, Omit<LearnOptions, 'batchSize'> {
  batch?: number
  out?: string
  json?: true
}

/** Options that only a network has. */
const NETWORK_ONLY = [
  ...(['hidden', 'activation', 'init', 'dropout', 'optimizer', 'lr', 'l1', 'l2'] as const),
  ...(['batch', 'epochs', 'patience', 'mode', 'precision', 'threads'] as const),
]

/** Refuses options that contradict each other. The functions behind them would use other names in their errors. */
export function checkLearning(given: Options): void {
  const { hidden, dropout = 0, mode, precision, threads = 1, batch = 32, ...options } = given
  const refuse = (what: string) => new UsageError(`train: ${what}`)
  const { folds, validation, patience, model, epochs } = options
  if (folds !== undefined && validation !== undefined) {
    throw refuse(`--folds ${folds} and --validation ${validation} are two ways to validate. Leave out one of them.`)
  }
  const forNetworks = options.model === 'linear' ? NETWORK_ONLY.find((name) => given[name] !== undefined) : undefined
  if (forNetworks !== undefined) {
    throw refuse(`--${forNetworks} is for a network, and --model is linear. Leave out one of them.`)
  }
  if (dropout > 0 && hidden?.length === 0) {
    throw refuse(
      `--dropout ${dropout} leaves out hidden units, and --hidden none has none. Pass hidden units, or leave --dropout out.`,
    )
  }
  if (validation === 0) {
    if (patience !== undefined) {
      throw refuse(
        `--patience ${patience} watches the validation loss, and --validation 0 leaves no rows. Pass a share above 0, or leave --patience out.`,
      )
    }
    if (model !== 'network' && model !== 'linear') {
      throw refuse(
        '--validation 0 leaves no rows to say which model is better. Pass --model network or --model linear.',
      )
    }
    if (model === 'network' && epochs === undefined) {
      throw refuse('--validation 0 leaves no rows to say when to stop. Pass --epochs.')
    }
  }
  if (mode === 'eager' && precision === 'f32') {
    throw refuse('--precision f32 is for compiled code, and --mode eager has 64 bits. Leave out one of them.')
  }
  if (mode === 'eager' && threads > 1) {
    throw refuse(`--threads ${threads} is for compiled code, and --mode eager has one thread. Leave out one of them.`)
  }
  if (threads > 1 && batch < fewestFor(threads)) {
    throw refuse(
      `--threads ${threads} share large batches, and --batch ${batch} is small. Pass ${fewestFor(threads)} or more, or leave --threads out.`,
    )
  }
}
