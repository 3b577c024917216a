import { showName } from '@gradus/data'
import { activations, fewestFor, initializers } from '@gradus/nn'
import { FEW, L2, LOSSES, RATES } from '@gradus/tabular'
import type { Command } from 'commander'
import { Option } from 'commander'
import { addCsvOptions, csvOf, csvWords } from '../input/csv.js'
import { checkOutputs } from '../output/check-outputs.js'
import { noteColumns, report, summarize } from '../output/report.js'
import { note, print, printJson, STDOUT, writeOut } from '../output/streams.js'
import { watchRuns } from '../output/watch-runs.js'
import { quoted } from '../output/text.js'
import { checkLearning, type Options } from '../train/options.js'
import type { Source } from '../train/source.js'
import { checkSource, learnFrom } from '../train/source.js'
import { atLeastZero, names, positive, share, sizes, weights, wholeNumber } from './option-values.js'

export function define(command: Command): void {
  command
    .argument('<data>', 'A CSV file, plain or .gz (- is stdin); with --idx, a file of images.')
    .argument('[labels]', 'With --idx, the file with the labels of the images.')
    .option('--idx', 'The files are in the IDX format of MNIST, plain or .gz.')
    .option('--target <column>', 'The column to predict. Without a header, columns are called 1, 2, …')
    .option('--exclude <columns>', 'Columns to leave out, such as id,date. May be given several times.', names, [])
    .addOption(
      new Option('--task <task>', 'Kind of target (default: guessed from the target column).').choices([
        'classification',
        'regression',
      ]),
    )
    .option('--limit <n>', 'Learn only from the first n rows or images.', wholeNumber(1))
    .addOption(
      new Option(
        '--model <name>',
        'Model to keep: a network, a linear model, or the better one (default: best).',
      ).choices(['best', 'network', 'linear']),
    )
    .option('--folds <n>', `Cross-validation in n parts (default: 5 below ${FEW} rows).`, wholeNumber(2))
    .option(
      '--validation <share>',
      `Validate on this share of the rows instead (default: 0.2 from ${FEW} rows on).`,
      share,
    )
    .option('--test <files...>', 'Measure on these files at the end: a CSV file, or with --idx images and labels.')
    .option('--out <file>', 'Write the model to this file (- is stdout).')
    .option('--hidden <sizes>', 'Units of the hidden layers, such as 16,16, or none (default: 16).', sizes)
    .addOption(
      new Option('--activation <name>', 'Activation of the hidden layers (default: tanh).').choices(
        Object.keys(activations),
      ),
    )
    .addOption(
      new Option('--init <name>', 'Distribution of the first weights (default: glorot).').choices(
        Object.keys(initializers),
      ),
    )
    .addOption(
      new Option('--loss <name>', `Loss to minimize (default: ${usual()}).`).choices(Object.values(LOSSES).flat()),
    )
    .option(
      '--class-weights <weights>',
      'Weight of each class: balanced, or weights such as yes=5,no=1. For classification only.',
      weights,
    )
    .addOption(new Option('--optimizer <name>', 'Optimizer (default: adam).').choices(Object.keys(RATES)))
    .option('--lr <rate>', `Learning rate (default: ${rates()}).`, positive)
    .option('--epochs <n>', 'Most passes over the training rows (default: 500).', wholeNumber(1))
    .option('--patience <n>', 'Stop after n epochs without a lower validation loss (default: 30).', wholeNumber(1))
    .option('--batch <n>', 'Examples per step (default: 32).', wholeNumber(1))
    .option('--l1 <lambda>', 'Add λ/n Σ|w| to the loss, over the weights without the biases (default: 0).', atLeastZero)
    .option(
      '--l2 <lambda>',
      `Add λ/(2n) Σw² to the loss; n is the number of training rows (default: ${decays()}).`,
      atLeastZero,
    )
    .option('--dropout <share>', 'Share of the hidden units that each training step leaves out (default: 0).', share)
    .option(
      '--seed <n>',
      'Seed of the division, the first weights, the shuffles and the dropout (default: 1).',
      wholeNumber(0),
    )
    .addOption(
      new Option('--mode <name>', 'Train as compiled code, or node by node (default: compiled).').choices([
        'compiled',
        'eager',
      ]),
    )
    .addOption(
      new Option(
        '--precision <bits>',
        'Precision of compiled code: 64 bits, or 32, which is faster (default: f64).',
      ).choices(['f64', 'f32']),
    )
    .option(
      '--threads <n>',
      `Number of threads that share each batch of compiled code, which needs ${fewestFor(2)} examples or more (default: 1).`,
      wholeNumber(1),
    )
    .option('--json', 'Print one JSON object on stdout.')
  addCsvOptions(command)
  command
    .addHelpText(
      'after',
      `
Numbers are standardized, texts become one column per value, missing cells count as the average. The pixels of images
become numbers from 0 to 1, and the classes are the different labels.

Below ${FEW} rows, training cross-validates: each part of the rows is kept from training once, while a network and a linear
model learn from the rest. The better model then learns from all rows. The network is kept only if it is clearly better.
From ${FEW} rows on, one part is kept from training, and the network keeps the weights that are best there. On images, only a
network is trained unless --model says otherwise.

A loss belongs to a task. Classification: crossEntropy (softmax) or sigmoidCrossEntropy (each class by itself).
Regression: mse, mae or huber (quadratic up to one standard deviation of the target, linear beyond).

Examples:
  gradus train iris.csv --target species --out model.json
  gradus train houses.csv --target price --hidden 32,32 --activation relu --model network --json
  gradus train digits.csv --no-header --target 65 --hidden 30 --seed 7
  gradus train haeuser.csv.gz --target preis --decimal , --na-values NA,k.A.
  gradus train loans.csv --target default --exclude id --exclude date --class-weights balanced
  gradus train --idx train-images.gz train-labels.gz --limit 5000 --hidden 30 --epochs 10 --out digits.json
  gradus train --idx train-images.gz train-labels.gz --hidden 30 --epochs 10 --test t10k-images.gz t10k-labels.gz
  gradus train --idx train-images.gz train-labels.gz --hidden 100 --batch 256 --threads 2 --precision f32`,
    )
    .action(trainCommand)
}

const usual = (): string =>
  Object.entries(LOSSES)
    .map(([task, [loss]]) => `${loss} for ${task}`)
    .join(', ')

const rates = (): string =>
  Object.entries(RATES)
    .map(([name, lr]) => `${lr} for ${name}`)
    .join(', ')

const decays = (): string =>
  Object.entries(L2)
    .map(([task, lambda]) => `${lambda} for ${task}`)
    .join(', ')

async function trainCommand(file: string, labels: string | undefined, options: Options): Promise<void> {
  const { idx, target, exclude, task, limit, test, out, json, batch, ...rest } = options
  const { header: _header, delimiter: _delimiter, decimal: _decimal, naValues: _naValues, ...learning } = rest
  const source = {
    target,
    exclude,
    task,
    limit,
    test,
    ...csvOf(options),
    ...(idx === undefined ? {} : { idx }),
  } as Source
  checkSource(file, labels, source)
  checkLearning(options)
  await checkOutputs('train', { '--out': out }, { data: file, labels, '--test': test }, json === true)
  const watch = watchRuns()
  const news = { onEpoch: watch.onEpoch, onStep: watch.onStep }
  const forNetwork = options.model === 'linear' ? {} : news
  const trained = await learnFrom(file, labels, source, {
    ...learning,
    ...(batch === undefined ? {} : { batchSize: batch }),
    ...forNetwork,
  }).finally(() => watch.stop())
  if (out !== undefined) await writeOut(out, `${JSON.stringify(trained.model)}\n`)
  for (const { text } of trained.remarks) note(text)
  noteColumns(trained.model.encoding.inputs)
  if (json === true) printJson({ ...summarize(trained), ...(out === undefined ? {} : { out }) })
  else if (out !== STDOUT) {
    print(report(trained))
    print(
      `\n${out === undefined ? 'The model was not kept. --out FILE keeps it' : `The model is in ${showName(out)}`}.`,
    )
    const written = csvWords(csvOf({ ...options, header: true }))
    if (out !== undefined && written.length > 0) {
      const same = ['gradus', 'predict', out, 'NEW.csv', ...written].map(quoted).join(' ')
      print(`Files that are written like this one need the same options: ${same}`)
    }
  }
}
