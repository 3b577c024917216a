import { RATES } from '@gradus/tabular'
import type { Command } from 'commander'
import { Option } from 'commander'
import { UsageError } from '../errors.js'
import { checkOutputs, checkRegular } from '../output/check-outputs.js'
import { checkMerge } from '../tune/merge.js'
import { mergeJournals } from '../tune/merge-journals.js'
import type { Options } from '../tune/options.js'
import { ACTIVATIONS, BATCHES, checkUse, DROPOUTS, ends, HIDDEN, L2 } from '../tune/options.js'
import { MORE, shardOf, SMALL, TRIALS, VALIDATION } from '../tune/options.js'
import * as ranges from '../tune/ranges.js'
import { searchTable } from '../tune/search-table.js'
import { namesOf, share, wholeNumber } from './option-values.js'

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
    return mergeJournals(file, options.merge, options)
  }
  if (file === undefined) throw new UsageError('tune: there is no file. Pass the CSV file, or --merge with journals.')
  if (options.target === undefined) {
    throw new UsageError(`tune: --target is missing for ${file}. Pass the column to predict.`)
  }
  checkUse(options)
  const { out, journal, test, json } = options
  await checkRegular('tune', '--journal', journal)
  await checkOutputs('tune', { '--out': out, '--journal': journal }, { data: file, '--test': test }, json === true)
  await searchTable(file, options.target, options)
}
