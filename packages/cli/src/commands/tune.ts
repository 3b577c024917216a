import { basename } from 'node:path'
import type { Table } from '@gradus/data'
import { guessTask } from '@gradus/data'
import { readCsv } from '@gradus/data/node'
import { activations } from '@gradus/nn'
import type { Command } from 'commander'
import { Option } from 'commander'
import { UsageError } from '../errors.js'
import { checkStdout, print, printJson, progress, STDOUT, writeOut } from '../io.js'
import { modelToJson } from '../model-file.js'
import { atLeastZero, namesOf, positive, share, sizes, wholeNumber } from '../options.js'
import { noteColumns, report } from '../report.js'
import type { Trained } from '../training.js'
import { optimizers, train } from '../training.js'
import { listing, quoted, trainOptions } from '../tune/listing.js'
import type { Options } from '../tune/options.js'
import { ACTIVATIONS, BATCHES, checkUse, DROPOUTS, ends, HIDDEN, L2, MORE, TRIALS } from '../tune/options.js'
import { searchAll } from '../tune/run.js'
import type { Setting, Shared } from '../tune/trial.js'

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
    .option('--per-axis <n>', 'values that a grid has of lr and of l2 (default: 3)', wholeNumber(1))
    .option('--rounds <n>', 'coarse to fine: later rounds search around the best so far', wholeNumber(1), 1)
    .option('--lr <rate>', `fix it (searched: ${rates()})`, positive)
    .option('--hidden <sizes>', `fix them (searched: ${HIDDEN.join(' or ')})`, sizes)
    .addOption(
      new Option('--activation <name>', `fix it (searched: ${ACTIVATIONS.join(' or ')})`).choices(
        Object.keys(activations),
      ),
    )
    .option('--batch <n>', `fix it (searched: ${BATCHES.join(' or ')})`, wholeNumber(1))
    .option(
      '--search <names>',
      `search these too: l2 (${L2.join(' to ')}), dropout (${DROPOUTS.join(' or ')})`,
      namesOf(MORE),
      [],
    )
    .option('--l2 <lambda>', 'fix it (default: 0); adds λ/(2n) Σw² to the loss of n training rows', atLeastZero)
    .option('--dropout <share>', 'fix it (default: 0); of the hidden units, left out by chance', share)
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
  gradus tune digits.csv --no-header --target 65 --search l2,dropout --trials 40
  gradus tune iris.csv --target species --method grid --activation tanh --json`,
    )
    .action(tuneCommand)
}

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
    if (trained !== undefined) print(`\n${report(trained)}\nThe model is in ${out}.`)
  }
}

/** One epoch without hidden units shows what is wrong with the data, once and before any thread starts. */
async function tryOut(table: Table, training: Shared['training']): Promise<void> {
  const tried = await train(table, { ...training, hidden: [], activation: 'linear', batch: 16, epochs: 1 })
  if (tried.examples.validation === 0) {
    throw new Error(
      `tune: ${table.file} has ${table.rows.length} row, too few to keep one to measure on. Pass more rows.`,
    )
  }
  noteColumns(tried)
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
