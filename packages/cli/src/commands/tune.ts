import { RATES } from '@gradus/tabular'
import type { Command } from 'commander'
import { UsageError } from '../errors.js'
import { addCsvOptions, checkCsv } from '../input/csv.js'
import { checkOutputs, checkRegular } from '../output/check-outputs.js'
import { checkMerge } from '../tune/merge.js'
import { mergeJournals } from '../tune/merge-journals.js'
import type { Options } from '../tune/options.js'
import { ACTIVATIONS, BATCHES, checkUse, DROPOUTS, ends, HIDDEN, L2 } from '../tune/options.js'
import { MORE, shardOf, SMALL, TRIALS, VALIDATION } from '../tune/options.js'
import * as ranges from '../tune/ranges.js'
import { searchTable } from '../tune/search-table.js'
import { choice, namesOf, share, wholeNumber } from './option-values.js'

export function define(command: Command): void {
  command
    .argument('[data.csv]', 'A CSV file, plain or .gz (- is stdin). With --merge, only --out and --test need it.')
    .option('--target <column>', 'The column to predict. Without a header, columns are called 1, 2, …')
    .addOption(
      choice('--task <task>', 'Kind of target (default: guessed from the target column).', [
        'classification',
        'regression',
      ]),
    )
    .addOption(
      choice('--method <name>', 'Try random settings, or all combinations.', ['random', 'grid']).default('random'),
    )
    .option('--trials <n>', `Number of settings that a random search tries (default: ${TRIALS}).`, wholeNumber(1))
    .option('--per-axis <n>', 'Number of values that a grid takes from each range (default: 3).', wholeNumber(1))
    .option(
      '--rounds <n>',
      'Number of rounds, from coarse to fine: later rounds search around the best so far.',
      wholeNumber(1),
      1,
    )
    .option('--lr <rates>', `Learning rates to try (default: ${rates()}).`, ranges.numbers(ranges.rates))
    .option(
      '--hidden <networks>',
      `Hidden layers to try (default: ${HIDDEN.map(ranges.layersText).join(',')}).`,
      ranges.networks,
    )
    .option('--activation <names>', `Activations to try (default: ${ACTIVATIONS.join(',')}).`, ranges.activationNames)
    .option('--batch <sizes>', `Batch sizes to try (default: ${BATCHES.join(',')}).`, ranges.numbers(ranges.counts))
    .option(
      '--l2 <lambdas>',
      'Values of λ to try (default: that of gradus train). λ/(2n) Σw² is added to the loss of n training rows.',
      ranges.numbers(ranges.penalties),
    )
    .option(
      '--dropout <shares>',
      'Dropout rates to try (default: 0): the share of the hidden units that each training step leaves out.',
      ranges.numbers(ranges.shares),
    )
    .option(
      '--search <names>',
      `Try the usual values of these too: l2 (${ranges.typed(L2)}), dropout (${DROPOUTS.join(',')}).`,
      namesOf(MORE),
      [],
    )
    .addOption(
      choice(
        '--optimizer <name>',
        'Optimizer of every trial.',
        Object.keys(RATES).filter((name) => name !== 'lbfgs'),
      ).default('adam'),
    )
    .option('--epochs <n>', 'Most passes over the training rows in each trial.', wholeNumber(1), 100)
    .option(
      '--folds <k>',
      `Cross-validate: measure once on each of k parts of the rows (default: 5 below ${SMALL} rows).`,
      wholeNumber(2),
    )
    .option(
      '--validation <share>',
      `Measure on this share of the rows instead of on folds (default: ${VALIDATION}).`,
      share,
    )
    .option(
      '--repeats <n>',
      `Measure this many times with different seeds and splits (default: 1; 5 for a split below ${SMALL} rows).`,
      wholeNumber(1),
    )
    .option('--seed <n>', 'Seed of the search, the split and every training.', wholeNumber(0), 1)
    .option(
      '--workers <n>',
      'Number of threads (default: one less than the cores). It does not change the result.',
      wholeNumber(1),
    )
    .option('--journal <file>', 'Record each trial in this file. If the file exists, continue from it.')
    .option('--shard <part>', 'Run only a part of the trials, such as 2/8, whose journal --merge reads.', shardOf)
    .option('--merge <journals...>', 'Print the result of a search of one round from the journals of its shards.')
    .option('--test <file>', 'Train with the best setting, and measure on these rows, which no trial has seen.')
    .option('--out <file>', 'Train with the best setting and write the model (- is stdout).')
    .option('--json', 'Print one JSON object on stdout.')
  addCsvOptions(command)
  command
    .addHelpText(
      'after',
      `
Options that end in "to try" take one value (0.01), several (0.001,0.01) or a range (1e-4..1e-1). Ranges of --lr and --l2 are
logarithmic, and --l2 takes 0 beside a range: 0,1e-4..1e-1. A network is 16, or layer by layer 32x16, or none.

The best setting has the lowest mean loss on rows that it was not trained on. All settings are measured on the same rows. The
best of many settings is partly lucky, so --test measures it on rows that had no part in the search.

Ctrl-C ends the search. The command prints the best setting so far, and with --out it trains and writes the model. With
--journal the same command continues later.

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
    checkMerge(file, options, given.filter((name) => command.getOptionValueSource(name) === 'cli')) // oxfmt-ignore
    return mergeJournals(file, options.merge, options)
  }
  if (file === undefined) throw new UsageError('tune: there is no file. Pass the CSV file, or --merge with journals.')
  if (options.target === undefined) {
    throw new UsageError(`tune: --target is missing for ${file}. Pass the column to predict.`)
  }
  checkUse(options)
  checkCsv('tune', options, [file, options.test])
  const { out, journal, test, json } = options
  await checkRegular('tune', '--journal', journal)
  await checkOutputs('tune', { '--out': out, '--journal': journal }, { data: file, '--test': test }, json === true)
  await searchTable(file, options.target, options)
}
