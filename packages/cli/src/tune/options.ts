/** What `gradus tune` can be told, and the space that this makes. */
import type { Task } from '@gradus/data'
import type { ActivationName } from '@gradus/nn'
import type { Space } from '@gradus/tune'
import { UsageError } from '../errors.js'
import { optimizers } from '../training.js'
import type { Setting } from './trial.js'

/** Loaded when it is needed: no other command should wait for it. */
export type Tune = typeof import('@gradus/tune')

export const TRIALS = 20

/** What is searched unless an option fixes it. */
export const HIDDEN = [[8], [16], [32], [16, 16]]
export const ACTIVATIONS: ActivationName[] = ['tanh', 'relu']
export const BATCHES = [8, 16, 32]

/** What is searched if --search names it. */
export const MORE = ['l2', 'dropout'] as const
export const L2: [number, number] = [0.01, 10]
export const DROPOUTS = [0, 0.2, 0.5]

export interface Options extends Partial<Setting> {
  target: string
  task?: Task
  method: 'random' | 'grid'
  trials?: number
  perAxis?: number
  rounds: number
  search: (typeof MORE)[number][]
  optimizer: keyof typeof optimizers
  epochs: number
  validation: number
  seed: number
  workers?: number
  header: boolean
  journal?: string
  out?: string
  json?: true
}

/** Two decades below the usual learning rate, one above. */
export const ends = (usual: number): [number, number] => [usual / 100, usual * 10]

/** Refuses options that contradict each other. */
export function checkUse(options: Options): void {
  const { method, trials, perAxis, rounds, validation, search, hidden, dropout = 0 } = options
  const refuse = (what: string) => new UsageError(`tune: ${what}`)
  if (method === 'grid' && trials !== undefined) {
    throw refuse('--trials is for a random search, and a grid has its combinations. Leave it out.')
  }
  if (method === 'random' && perAxis !== undefined) {
    throw refuse('--per-axis is for a grid. Pass --method grid, or leave it out.')
  }
  if (method === 'random' && (trials ?? TRIALS) < rounds) {
    throw refuse(`${trials ?? TRIALS} trials are too few for ${rounds} rounds. Pass one per round or more.`)
  }
  if (validation === 0) throw refuse('--validation is 0, which leaves nothing to measure on. Pass a share above 0.')
  for (const name of search) {
    if (options[name] === undefined) continue
    throw refuse(`--${name} ${options[name]} fixes what --search ${name} is to find. Leave one of them out.`)
  }
  if (hidden?.length === 0 && (dropout > 0 || search.includes('dropout'))) {
    const what = dropout > 0 ? `--dropout ${dropout}` : '--search dropout'
    throw refuse(`${what} leaves out hidden units, and --hidden none has none. Leave one of them out.`)
  }
}

export function spaceOf({ choice, logUniform }: Tune, options: Options): Space<Setting> {
  const { lr, hidden, activation, batch, l2, dropout, optimizer, search } = options
  return {
    lr: lr === undefined ? logUniform(...ends(optimizers[optimizer].lr)) : choice([lr]),
    hidden: choice(hidden === undefined ? HIDDEN : [hidden]),
    activation: choice(activation === undefined ? ACTIVATIONS : [activation]),
    batch: choice(batch === undefined ? BATCHES : [batch]),
    ...(l2 !== undefined ? { l2: choice([l2]) } : search.includes('l2') ? { l2: logUniform(...L2) } : {}),
    ...(dropout !== undefined
      ? { dropout: choice([dropout]) }
      : search.includes('dropout')
        ? { dropout: choice(DROPOUTS) }
        : {}),
  }
}
