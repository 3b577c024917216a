import { realpath } from 'node:fs/promises'
import type { Table } from '@gradus/data'
import { guessTask, showName } from '@gradus/data'
import { readCsv } from '@gradus/data/node'
import { RATES, trainTable } from '@gradus/tabular'
import type { Command } from 'commander'
import { Option } from 'commander'
import { UsageError } from '../errors.js'
import { note, plural } from '../io.js'
import { namesOf, share, wholeNumber } from '../options.js'
import { checkOutputs, checkRegular } from '../output/check-outputs.js'
import { noteColumns } from '../output/report.js'
import { aboutOf, sharedOf } from '../tune/about.js'
import { finish } from '../tune/finish.js'
import { checkMerge, mergeAll, missingRemark } from '../tune/merged.js'
import type { Options } from '../tune/options.js'
import {
  ACTIVATIONS,
  BATCHES,
  checkUse,
  DROPOUTS,
  ends,
  HIDDEN,
  L2,
  measuring,
  MORE,
  shardOf,
  SMALL,
  TRIALS,
  VALIDATION,
} from '../tune/options.js'
import * as ranges from '../tune/ranges.js'
import { howToGoOn, searchAll } from '../tune/run.js'
import type { Shared } from '../tune/trial.js'

export function addTune(program: Command): void {
  program
    .command('tune')
    .description('search the settings that learn a CSV file best, on all cores but one')
    .argument('[data.csv]', 'the data; with --merge only needed for --out and --test')
    .option('--target <column>', 'the column to predict; without a header, columns are 1, 2, …')
    .addOption(new Option('--task <task>', 'guessed from the target column').choices(['classification', 'regression']))
    .addOption(
      new Option('--method <name>', 'settings by chance, or all combinations')
        .choices(['random', 'grid'])
        .default('random'),
    )
    .option('--trials <n>', `settings that a random search tries (default: ${TRIALS})`, wholeNumber(1))
    .option('--per-axis <n>', 'values that a grid has of each range (default: 3)', wholeNumber(1))
    .option('--rounds <n>', 'coarse to fine: later rounds search around the best so far', wholeNumber(1), 1)
    .option('--lr <rates>', `learning rates to try (default: ${rates()})`, ranges.numbers(ranges.rates))
    .option(
      '--hidden <networks>',
      `hidden layers to try (default: ${HIDDEN.map(ranges.layersText).join(',')})`,
      ranges.networks,
    )
    .option('--activation <names>', `to try (default: ${ACTIVATIONS.join(',')})`, ranges.activationNames)
    .option('--batch <sizes>', `to try (default: ${BATCHES.join(',')})`, ranges.numbers(ranges.counts))
    .option(
      '--l2 <lambdas>',
      'to try (default: that of gradus train); adds λ/(2n) Σw² to the loss of n training rows',
      ranges.numbers(ranges.penalties),
    )
    .option(
      '--dropout <shares>',
      'to try (default: 0); of the hidden units, left out by chance',
      ranges.numbers(ranges.shares),
    )
    .option(
      '--search <names>',
      `try the usual values of these too: l2 (${ranges.typed(L2)}), dropout (${DROPOUTS.join(',')})`,
      namesOf(MORE),
      [],
    )
    .addOption(new Option('--optimizer <name>').choices(Object.keys(RATES)).default('adam'))
    .option('--epochs <n>', 'passes over the training rows, per trial, at most', wholeNumber(1), 100)
    .option(
      '--folds <k>',
      `cross-validation: each of k parts of the rows is measured on once (default: 5 below ${SMALL} rows)`,
      wholeNumber(2),
    )
    .option(
      '--validation <share>',
      `instead of folds: of the rows, kept from training to measure on (default: ${VALIDATION})`,
      share,
    )
    .option(
      '--repeats <n>',
      `how often, with other seeds and splits (default: 1; of a split below ${SMALL} rows 5)`,
      wholeNumber(1),
    )
    .option('--seed <n>', 'of the search, the split and every training', wholeNumber(0), 1)
    .option('--workers <n>', 'threads (default: the cores less one); they do not change the result', wholeNumber(1))
    .option('--no-header', 'the first line is data')
    .option('--journal <file>', 'take down each trial; if the file exists, go on from it')
    .option('--shard <part>', 'run only a part of the trials, such as 2/8; --merge reads its journal', shardOf)
    .option('--merge <journals...>', 'the result of a search of one round from the journals of its shards')
    .option('--test <file>', 'train with the best setting, and measure on these rows, which no trial has seen')
    .option('--out <file>', 'train with the best setting and write the model (- is stdout)')
    .option('--json', 'one JSON object on stdout')
    .addHelpText(
      'after',
      `
What to try is a value (0.01), several (0.001,0.01) or a range (1e-4..1e-1; of --l2 also 0,1e-4..1e-1). Ranges of --lr and
--l2 are logarithmic. A network is 16 or 32x16, layer by layer, or none.

The best setting is the one with the lowest mean loss on rows it was not trained on. All settings are measured on the
same rows. The best of many is also the luckiest: --test says how good it is on rows that had no part in this.

Ctrl-C ends the search. The best until then is printed, and with --out trained and written. With --journal the same
command goes on later.

Examples:
  gradus tune iris.csv --target species
  gradus tune houses.csv --target price --trials 60 --rounds 3 --test new-houses.csv --out model.json
  gradus tune digits.csv --no-header --target 65 --hidden 30 --epochs 20 --journal digits.jsonl
  gradus tune digits.csv --no-header --target 65 --lr 1e-4..1e-1 --l2 0,1e-3..10 --hidden 16,32,32x16 --trials 40
  gradus tune iris.csv --target species --method grid --activation tanh --json
  gradus tune iris.csv --target species --trials 80 --shard 2/8 --journal shard-2.jsonl
  gradus tune --merge shard-*.jsonl`,
    )
    .action(tuneCommand)
}

const rates = (): string =>
  Object.entries(RATES)
    .map(([name, lr]) => `${ranges.typed(ends(lr))} for ${name}`)
    .join(', ')

async function tuneCommand(file: string | undefined, options: Options, command: Command): Promise<void> {
  if (options.merge !== undefined) {
    const given = command.options.map((option) => option.attributeName())
    checkMerge(file, options, given.filter((name) => command.getOptionValueSource(name) === 'cli')) // prettier-ignore
    return mergeCommand(file, options.merge, options)
  }
  if (file === undefined) throw new UsageError('tune: there is no file. Pass the CSV file, or --merge with journals.')
  if (options.target === undefined) {
    throw new UsageError(`tune: --target is missing for ${file}. Pass the column to predict.`)
  }
  checkUse(options)
  const { out, journal, test, json } = options
  await checkRegular('tune', '--journal', journal)
  await checkOutputs('tune', { '--out': out, '--journal': journal }, { data: file, '--test': test }, json === true)
  await searchCommand(file, options.target, options)
}

async function searchCommand(file: string, target: string, options: Options): Promise<void> {
  const { optimizer, epochs, seed, header, journal, folds } = options
  const table = await readCsv(file, { header })
  checkTable(table, target, folds)
  const test = await readTest(file, options.test, header)
  const measured = measuring(options, table.rows.length)
  const task = options.task ?? guessTask(table, target)
  const training = { target, task, optimizer, epochs, validation: measured.validation, seed }
  const shared = sharedOf(table, measured.folds, training)
  await tryOut({ ...shared, table }, test)

  const tune = await import('@gradus/tune')
  const about = aboutOf(file, header, measured.folds, training)
  const result = await searchAll(tune, shared, about, measured, options)
  const { ended, trials } = result
  if (ended === 'signal') note(`Stopped after ${plural(trials.length, 'trial')}. This is the best so far:`)
  await finish(tune, { about, result, file, table, ...(test === undefined ? {} : { test }), more: { ended } }, options)
  if (ended === 'signal')
    throw new Error(`tune: stopped after ${plural(trials.length, 'trial')}. ${howToGoOn(journal)}`)
}

async function mergeCommand(file: string | undefined, journals: string[], options: Options): Promise<void> {
  const { out, json } = options
  await checkOutputs(
    'tune',
    { '--out': out },
    { data: file, '--test': options.test, '--merge': journals },
    json === true,
  )
  const tune = await import('@gradus/tune')
  const { about, result, table } = await mergeAll(tune, file, journals)
  const test = await readTest(file, options.test, about.header)
  const remark = missingRemark(result)
  if (remark !== undefined) note(remark)
  const { missing, unfinished } = result
  await finish(
    tune,
    {
      ...{ about, result, file: file ?? about.file, more: { missing, unfinished } },
      ...(table === undefined ? {} : { table }),
      ...(test === undefined ? {} : { test }),
    },
    options,
  )
}

function checkTable(table: Table, target: string, folds: number | undefined): void {
  const { file, columns, rows } = table
  if (!columns.includes(target)) {
    const names = columns.slice(0, 40).map(showName).join(', ')
    throw new UsageError(
      `tune: ${showName(file)} has no column "${showName(target)}". Pass --target with one of ${names}.`,
    )
  }
  if (rows.length < 2) {
    throw new Error(
      `tune: ${file} has ${plural(rows.length, 'row')}, too few to keep one to measure on. Pass more rows.`,
    )
  }
  if (folds !== undefined && folds > rows.length) {
    throw new UsageError(
      `tune: --folds ${folds} is more than the ${rows.length} rows of ${file}. Pass ${rows.length} or less.`,
    )
  }
}

async function readTest(
  file: string | undefined,
  test: string | undefined,
  header: boolean,
): Promise<Table | undefined> {
  if (test === undefined) return undefined
  const table = await readCsv(test, { header })
  if (file !== undefined && (await realpath(file)) === (await realpath(test))) {
    throw new UsageError(
      `tune: --test ${test} has the rows that the trials learn from. Pass rows that no trial has seen.`,
    )
  }
  return table
}

/** A linear model on one part of the rows shows what is wrong with the data, once and before any thread starts. */
async function tryOut({ table, training, folds }: Shared, test: Table | undefined): Promise<void> {
  const { target, task, validation, seed } = training
  const { model, remarks } = await trainTable(table, {
    ...{ target, task, seed, model: 'linear' },
    ...(folds === 0 ? { validation } : { folds, fold: 1 }),
    ...(test === undefined ? {} : { test }),
  })
  for (const { text } of remarks) note(text)
  noteColumns(model.encoding.inputs)
}
