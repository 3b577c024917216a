import { mkdir } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { Table, Task } from '@gradus/data'
import { guessTask } from '@gradus/data'
import { readCsv } from '@gradus/data/node'
import type { ActivationName } from '@gradus/nn'
import { activations } from '@gradus/nn'
import type { Json, SearchProgress, SearchResult, Space, Trial } from '@gradus/tune'
import type { Command } from 'commander'
import { Option } from 'commander'
import { UsageError } from '../errors.js'
import { checkStdout, columns, note, print, printJson, progress, STDOUT, writeOut } from '../io.js'
import { modelToJson } from '../model-file.js'
import { positive, share, sizes, wholeNumber } from '../options.js'
import type { Trained } from '../training.js'
import { optimizers, train } from '../training.js'
import type { Setting, Shared } from '../tune-trial.js'
import { report } from './train.js'

/** Loaded when it is needed: no other command should wait for it. */
type Tune = typeof import('@gradus/tune')

const TRIAL = new URL('../tune-trial.js', import.meta.url)
const TRIALS = 20
const MOST_ROWS = 20

/** What is searched unless an option fixes it. */
const HIDDEN = [[8], [16], [32], [16, 16]]
const ACTIVATIONS: ActivationName[] = ['tanh', 'relu']
const BATCHES = [8, 16, 32]

interface Options extends Partial<Setting> {
  target: string
  task?: Task
  method: 'random' | 'grid'
  trials?: number
  perAxis?: number
  rounds: number
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

export function addTune(program: Command): void {
  program
    .command('tune')
    .description('search the settings that learn a CSV file best, on all cores but one')
    .argument('<data.csv>')
    .requiredOption('--target <column>', 'the column to predict; without a header, columns are 1, 2, …')
    .addOption(new Option('--task <task>', 'guessed from the target column').choices(['classification', 'regression']))
    .addOption(
      new Option('--method <name>', 'settings by chance, or all combinations')
        .choices(['random', 'grid'])
        .default('random'),
    )
    .option('--trials <n>', `settings that a random search tries (default: ${TRIALS})`, wholeNumber(1))
    .option('--per-axis <n>', 'learning rates that a grid has (default: 3)', wholeNumber(1))
    .option('--rounds <n>', 'coarse to fine: later rounds search around the best so far', wholeNumber(1), 1)
    .option('--lr <rate>', `fix it (searched: ${rates()})`, positive)
    .option('--hidden <sizes>', `fix them (searched: ${HIDDEN.join(' or ')})`, sizes)
    .addOption(
      new Option('--activation <name>', `fix it (searched: ${ACTIVATIONS.join(' or ')})`).choices(
        Object.keys(activations),
      ),
    )
    .option('--batch <n>', `fix it (searched: ${BATCHES.join(' or ')})`, wholeNumber(1))
    .addOption(new Option('--optimizer <name>').choices(Object.keys(optimizers)).default('adam'))
    .option('--epochs <n>', 'passes over the training rows, per trial', wholeNumber(1), 50)
    .option('--validation <share>', 'of the rows, kept from training to measure on', share, 0.2)
    .option('--seed <n>', 'of the search, the split and every training', wholeNumber(0), 1)
    .option('--workers <n>', 'threads (default: the cores less one); they do not change the result', wholeNumber(1))
    .option('--no-header', 'the first line is data')
    .option('--journal <file>', 'take down each trial; if the file exists, go on from it')
    .option('--out <file>', 'train with the best setting and write the model (- is stdout)')
    .option('--json', 'one JSON object on stdout')
    .addHelpText(
      'after',
      `
The best setting is the one with the lowest loss on the validation rows. The best of many is also the luckiest: before
you rely on the model, measure it on rows that had no part in this.

Examples:
  gradus tune iris.csv --target species
  gradus tune houses.csv --target price --trials 60 --rounds 3 --out model.json
  gradus tune digits.csv --no-header --target 65 --hidden 30 --epochs 20 --journal digits.jsonl
  gradus tune iris.csv --target species --method grid --activation tanh --json`,
    )
    .action(tuneCommand)
}

/** Two decades below the usual rate, one above. */
const ends = (usual: number): [number, number] => [usual / 100, usual * 10]

const rates = (): string =>
  Object.entries(optimizers)
    .map(([name, { lr }]) => `${ends(lr).join(' to ')} for ${name}`)
    .join(', ')

async function tuneCommand(file: string, options: Options): Promise<void> {
  const { target, optimizer, epochs, validation, seed, header, out, json } = options
  checkStdout([out], json === true)
  checkUse(options)
  const table = await readCsv(file, { header })
  if (!table.columns.includes(target)) {
    const names = table.columns.slice(0, 40).join(', ')
    throw new UsageError(`tune: ${table.file} has no column "${target}". Pass --target with one of ${names}.`)
  }
  const task = options.task ?? guessTask(table, target)
  const training = { target, task, optimizer, epochs, validation, seed }
  await tryOut(table, training)
  const tune = await import('@gradus/tune')
  const result = await searchAll(tune, { table: { ...table, file: basename(file) }, training }, options)
  const again = ['train', file, ...trainOptions(training, result.best.params, header)]
  const trained = out === undefined ? undefined : await trainBest(table, training, result.best.params)
  if (trained !== undefined) await writeOut(out!, modelToJson({ ...trained, header }))
  if (json === true) {
    const { best, trials, spaces } = result
    printJson({ task, best, trials, spaces, train: again, ...(out === undefined ? {} : { out }) })
  } else if (out !== STDOUT) {
    print(listing(tune, result))
    print(`\nThe best once more:\n  gradus ${again.map(quoted).join(' ')}`)
    if (trained !== undefined) print(`\n${report(trained, task)}\nThe model is in ${out}.`)
  }
}

function checkUse({ method, trials, perAxis, rounds, validation }: Options): void {
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
}

/** One epoch without hidden units shows what is wrong with the data, once and before any thread starts. */
async function tryOut(table: Table, training: Shared['training']): Promise<void> {
  const { rows, features } = await train(table, { ...training, hidden: [], activation: 'linear', batch: 16, epochs: 1 })
  if (rows.validation === 0) {
    throw new Error(
      `tune: ${table.file} has ${table.rows.length} row, too few to keep one to measure on. Pass more rows.`,
    )
  }
  for (const { name, why } of features.ignored) note(`Column ${name} was ignored: ${why}.`)
  for (const { name, count } of features.missing) {
    note(`Column ${name} has ${count} missing ${count === 1 ? 'cell' : 'cells'}, taken as the average.`)
  }
}

function spaceOf({ choice, logUniform }: Tune, { lr, hidden, activation, batch, optimizer }: Options): Space<Setting> {
  return {
    lr: lr === undefined ? logUniform(...ends(optimizers[optimizer].lr)) : choice([lr]),
    hidden: choice(hidden === undefined ? HIDDEN : [hidden]),
    activation: choice(activation === undefined ? ACTIVATIONS : [activation]),
    batch: choice(batch === undefined ? BATCHES : [batch]),
  }
}

async function searchAll(tune: Tune, shared: Shared, options: Options): Promise<SearchResult<Setting>> {
  const { method, trials = TRIALS, perAxis, rounds, seed, workers, journal } = options
  if (journal !== undefined) await mkdir(dirname(journal), { recursive: true })
  const controller = new AbortController()
  let finished = 0
  const stop = () => controller.abort(stopped(finished, journal))
  let bar: ReturnType<typeof progress> | undefined
  let best = NaN
  const onTrial = ({ round, score }: Trial<Setting>, { done, total }: SearchProgress) => {
    finished++
    if (score !== null && !(score >= best)) best = score
    if (done === 1) {
      bar?.stop()
      bar = progress(total, rounds === 1 ? 'trial' : `round ${round}, trial`)
    }
    bar!.update(done, best)
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  try {
    return await tune.search(TRIAL, spaceOf(tune, options), {
      method,
      ...(method === 'random' ? { trials } : {}),
      ...(perAxis === undefined ? {} : { perAxis }),
      rounds,
      seed,
      ...(workers === undefined ? {} : { workers }),
      data: shared as unknown as Json,
      signal: controller.signal,
      onTrial,
      ...(journal === undefined ? {} : { journal }),
    })
  } finally {
    bar?.stop()
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
}

function stopped(finished: number, journal: string | undefined): Error {
  const what = `tune: stopped after ${finished} ${finished === 1 ? 'trial' : 'trials'}`
  return new Error(
    journal === undefined
      ? `${what}, with nothing kept. Pass --journal FILE to be able to go on.`
      : `${what}, kept in ${journal}. Run the same command to go on.`,
  )
}

/** The best trial once more: the same seed gives the same network. */
async function trainBest(table: Table, training: Shared['training'], setting: Setting): Promise<Trained> {
  const bar = progress(training.epochs, 'epoch')
  try {
    return await train(table, { ...training, ...setting, onEpoch: ({ epoch, loss }) => bar.update(epoch, loss) })
  } finally {
    bar.stop()
  }
}

/** What `gradus train` is to be told, to do what the trial did. */
function trainOptions(training: Shared['training'], setting: Setting, header: boolean): string[] {
  const values = { ...training, ...setting, hidden: setting.hidden.join(',') || 'none' }
  const names = [
    'target',
    'task',
    'hidden',
    'activation',
    'optimizer',
    'lr',
    'epochs',
    'batch',
    'validation',
    'seed',
  ] as const
  return [...names.flatMap((name) => [`--${name}`, String(values[name])]), ...(header ? [] : ['--no-header'])]
}

const quoted = (word: string): string => (/^[\w.,/:=+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)

/** The best trials as a table. */
function listing(tune: Tune, result: SearchResult<Setting>): string {
  const [head, ...rows] = tune.table(result)
  const names: Record<string, string> = { score: 'validation loss', trainLoss: 'training loss', r2: 'R²' }
  const hidden = head!.indexOf('hidden')
  const shown = rows
    .slice(0, MOST_ROWS)
    .map((row) => row.map((cell, j) => (j === hidden ? cell.slice(1, -1) || 'none' : cell)))
  const more = rows.length - shown.length
  const lines = columns([head!.map((name) => names[name] ?? name), ...shown])
  return more === 0 ? lines : `${lines}\n… and ${more} more; --json has them all`
}
