import { activations, fewestFor, initializers } from '@gradus/nn'
import { FEW, L2, LOSSES, RATES } from '@gradus/tabular'
import type { Command } from 'commander'
import { addCsvOptions } from '../input/csv.js'
import { checkOutputs, checkRegular } from '../output/check-outputs.js'
import { beSilent } from '../output/streams.js'
import { open } from '../train/checkpoint-file.js'
import { runJob } from '../train/job.js'
import { checkLearning, type Options, type Writing } from '../train/options.js'
import { plotFiles } from '../train/plot-files.js'
import { scheduleOf } from '../train/schedule.js'
import { checkSource } from '../train/source.js'
import { atLeastZero, choice, names, positive, share, sizes, weights, wholeNumber } from './option-values.js'

export function define(command: Command): void {
  command
    .argument('<data>', 'A CSV file, plain or .gz (- is stdin); with --idx, a file of images.')
    .argument('[labels]', 'With --idx, the file with the labels of the images.')
    .option('--idx', 'The files are in the IDX format of MNIST, plain or .gz.')
    .option('--target <column>', 'The column to predict. Without a header, columns are called 1, 2, …')
    .option('--exclude <columns>', 'Columns to leave out, such as id,date. May be given several times.', names, [])
    .addOption(
      choice('--task <task>', 'Kind of target (default: guessed from the target column).', [
        'classification',
        'regression',
      ]),
    )
    .option('--limit <n>', 'Learn only from the first n rows or images.', wholeNumber(1))
    .addOption(
      choice('--model <name>', 'Model to keep: a network, a linear model, or the better one (default: best).', [
        'best',
        'network',
        'linear',
      ]),
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
      choice('--activation <name>', 'Activation of the hidden layers (default: tanh).', Object.keys(activations)),
    )
    .addOption(
      choice('--init <name>', 'Distribution of the first weights (default: glorot).', Object.keys(initializers)),
    )
    .addOption(choice('--loss <name>', `Loss to minimize (default: ${usual()}).`, Object.values(LOSSES).flat()))
    .option(
      '--class-weights <weights>',
      'Weight of each class: balanced, or weights such as yes=5,no=1. For classification only.',
      weights,
    )
    .addOption(choice('--optimizer <name>', 'Optimizer (default: adam).', Object.keys(RATES)))
    .option('--lr <rate>', `Learning rate (default: ${rates()}).`, positive)
    .option('--momentum <share>', 'With --optimizer sgd: momentum, such as 0.9 (default: 0).', share)
    .option('--nesterov', "With --momentum: use Nesterov's.")
    .option(
      '--weight-decay <lambda>',
      'With --optimizer sgd (default: 0) and adamw (default: 0.01): decay of all weights, biases included.',
      atLeastZero,
    )
    .option(
      '--schedule <schedule>',
      'Learning rate over the epochs: step,every=30,factor=0.5; exponential,factor=0.99; cosine; plateau,patience=10.',
      scheduleOf,
    )
    .option('--warm-up <n>', 'Epochs in which the learning rate rises to its full size (default: 0).', wholeNumber(1))
    .option('--clip-norm <norm>', 'Scale down the gradient of a batch if its norm is larger.', positive)
    .option('--clip-value <size>', 'Clip each component of the gradient to this size.', positive)
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
      choice('--mode <name>', 'Train as compiled code, or node by node (default: compiled).', ['compiled', 'eager']),
    )
    .addOption(
      choice('--precision <bits>', 'Precision of compiled code: 64 bits, or 32, which is faster (default: f64).', [
        'f64',
        'f32',
      ]),
    )
    .option(
      '--threads <n>',
      `Number of threads that share each batch of compiled code, which needs ${fewestFor(2)} examples or more (default: 1).`,
      wholeNumber(1),
    )
    .option('--checkpoint <file>', 'Keep the state of the training in this file, for gradus resume.')
    .option('--plot <folder>', 'Write plots to this folder: loss.svg, weights.svg and what fits the task.')
    .option('--quiet', 'Print nothing but errors.')
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

Ctrl-C stops the training and saves its state in the file of --checkpoint, or with --out FILE in FILE.checkpoint. gradus resume
continues from there to the same model.

Examples:
  gradus train iris.csv --target species --out model.json
  gradus train houses.csv --target price --hidden 32,32 --activation relu --model network --json
  gradus train digits.csv --no-header --target 65 --hidden 30 --seed 7
  gradus train iris.csv --target species --plot plots --out model.json
  gradus train houses.csv --target price --optimizer sgd --momentum 0.9 --nesterov --schedule cosine --warm-up 5
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

async function trainCommand(file: string, labels: string | undefined, given: Options & Writing): Promise<void> {
  const { out, checkpoint, plot, json, quiet, ...options } = given
  checkSource(file, labels, options)
  checkLearning(given)
  if (quiet === true) beSilent()
  const inputs = { data: file, labels, '--test': options.test }
  await checkOutputs(
    'train',
    { '--out': out, '--checkpoint': checkpoint, '--plot': plotFiles(plot) },
    inputs,
    json === true,
  )
  await checkRegular('train', '--checkpoint', checkpoint)
  const openAll = (paths: readonly string[]) => Promise.all(paths.map((path) => open(path, 'train', 'Check the path.')))
  const data = await openAll(labels === undefined ? [file] : [file, labels])
  const writing = {
    ...(out === undefined ? {} : { out }),
    ...(checkpoint === undefined ? {} : { checkpoint }),
    ...(plot === undefined ? {} : { plot }),
    ...(json === undefined ? {} : { json }),
  }
  await runJob({ data, test: await openAll(options.test ?? []), options, writing })
}
