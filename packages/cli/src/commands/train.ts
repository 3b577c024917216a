import { activations, fewestFor, initialisers } from '@gradus/nn'
import type { Command } from 'commander'
import { Option } from 'commander'
import { UsageError } from '../errors.js'
import { checkStdout, checkWritable, print, printJson, progress, STDOUT, writeOut } from '../io.js'
import { modelToJson } from '../model-file.js'
import { atLeastZero, names, positive, share, sizes, wholeNumber } from '../options.js'
import type { Prepared } from '../prepare.js'
import { noteColumns, report, summarise } from '../report.js'
import type { Source } from '../sources.js'
import { checkSource, readSource } from '../sources.js'
import type { Learning, Trained } from '../training.js'
import { learn, losses, optimizers } from '../training.js'

interface Options extends Source, Omit<Learning, 'onEpoch' | 'onStep'> {
  out?: string
  json?: true
}

export function addTrain(program: Command): void {
  program
    .command('train')
    .description('learn a classifier or a regressor from a CSV file, or a classifier from images')
    .argument('<data>', 'a CSV file; with --idx, images')
    .argument('[labels]', 'with --idx, the labels of the images')
    .option('--idx', 'the files are in the IDX format of MNIST, plain or .gz')
    .option('--target <column>', 'of a CSV file: the column to predict; without a header, columns are 1, 2, …')
    .option('--exclude <columns>', 'columns to leave out, such as id,date', names, [])
    .addOption(new Option('--task <task>', 'guessed from the target column').choices(['classification', 'regression']))
    .option('--no-header', 'the first line is data')
    .option('--limit <n>', 'learn from the first n rows or images only', wholeNumber(1))
    .option('--validation <share>', 'of the rows or images, kept from training to measure on', share, 0.2)
    .option('--test <files...>', 'measure on these at the end: a CSV file; with --idx, images and labels')
    .option('--out <file>', 'write the model (- is stdout)')
    .option('--hidden <sizes>', 'units of the hidden layers, such as 16,16, or none', sizes, [16])
    .addOption(
      new Option('--activation <name>', 'of the hidden layers').choices(Object.keys(activations)).default('tanh'),
    )
    .addOption(new Option('--init <name>', 'the first weights').choices(Object.keys(initialisers)).default('glorot'))
    .addOption(
      new Option('--loss <name>', `what to make small (default: ${usual()})`).choices(Object.values(losses).flat()),
    )
    .addOption(new Option('--optimizer <name>').choices(Object.keys(optimizers)).default('adam'))
    .option('--lr <rate>', `learning rate (default: ${rates()})`, positive)
    .option('--epochs <n>', 'passes over the training data, at most', wholeNumber(1), 100)
    .option('--batch <n>', 'examples per step', wholeNumber(1), 16)
    .option('--l1 <lambda>', 'adds λ/n Σ|w| to the loss, over the weights without the biases', atLeastZero, 0)
    .option('--l2 <lambda>', 'adds λ/(2n) Σw²; n is the number of training examples', atLeastZero, 0)
    .option('--dropout <share>', 'of the hidden units, left out in each training step by chance', share, 0)
    .option(
      '--patience <n>',
      'stop after n epochs without a lower validation loss, and take the best weights',
      wholeNumber(1),
    )
    .option('--seed <n>', 'of the split, the first weights, the shuffles and the dropout', wholeNumber(0), 1)
    .addOption(
      new Option('--engine <name>', 'that trains: as code, or node by node (default: compiled)').choices([
        'compiled',
        'eager',
      ]),
    )
    .addOption(
      new Option('--precision <bits>', 'of compiled code: 64 bits, or 32, faster (default: f64)').choices([
        'f64',
        'f32',
      ]),
    )
    .option(
      '--threads <n>',
      `that share a batch of ${fewestFor(2)} examples or more, compiled (default: 1)`,
      wholeNumber(1),
    )
    .option('--json', 'one JSON object on stdout')
    .addHelpText(
      'after',
      `
Numbers are standardised, texts become one column per value, missing cells count as the average. Of images each pixel is
a number from 0 to 1, and the classes are the different labels.
A loss belongs to a task. Classification: crossEntropy (softmax) or sigmoidCrossEntropy (each class by itself).
Regression: mse, mae or huber (quadratic up to one standard deviation of the target, linear beyond).

Examples:
  gradus train iris.csv --target species --out model.json
  gradus train houses.csv --target price --hidden 32,32 --activation relu --epochs 300 --l2 0.1 --json
  gradus train digits.csv --no-header --target 65 --hidden 30 --patience 10 --seed 7
  gradus train --idx train-images.gz train-labels.gz --limit 5000 --hidden 30 --epochs 10 --out digits.json
  gradus train --idx train-images.gz train-labels.gz --hidden 30 --epochs 10 --test t10k-images.gz t10k-labels.gz
  gradus train --idx train-images.gz train-labels.gz --hidden 100 --batch 256 --threads 2 --precision f32`,
    )
    .action(trainCommand)
}

const usual = (): string =>
  Object.entries(losses)
    .map(([task, [loss]]) => `${loss} for ${task}`)
    .join(', ')

const rates = (): string =>
  Object.entries(optimizers)
    .map(([name, { lr }]) => `${lr} for ${name}`)
    .join(', ')

async function trainCommand(file: string, labels: string | undefined, options: Options): Promise<void> {
  const { header, out, json } = options
  checkStdout([out], json === true)
  checkSource(file, labels, options)
  checkLearning(options)
  const prepared = await readSource(file, labels, options)
  checkFits(prepared, options)
  await checkWritable(out)
  const trained = await watched(prepared, options)
  if (out !== undefined) await writeOut(out, modelToJson({ ...trained, header }))
  noteColumns(trained)
  if (json === true) printJson({ ...summarise(trained), ...(out === undefined ? {} : { out }) })
  else if (out !== STDOUT) {
    print(report(trained))
    if (out === undefined) print('The model was not kept; --out FILE does that.')
    else print(`The model is in ${out}.`)
  }
}

async function watched(prepared: Prepared, options: Options): Promise<Trained> {
  const bar = progress(options.epochs, 'epoch')
  try {
    return await learn(prepared, {
      ...options,
      onStep: (epochs) => bar.advance(epochs),
      onEpoch: ({ epoch, loss }) => bar.update(epoch, loss),
    })
  } finally {
    bar.stop()
  }
}

/** Refuses options that contradict each other. */
function checkLearning(options: Options): void {
  const { hidden, dropout = 0, patience, validation, engine, precision, threads = 1, batch } = options
  if (dropout > 0 && hidden.length === 0) {
    throw new UsageError(
      `train: --dropout ${dropout} leaves out hidden units, and --hidden none has none. Pass hidden units, or leave --dropout out.`,
    )
  }
  if (patience !== undefined && validation === 0) {
    throw new UsageError(
      `train: --patience ${patience} watches the validation loss, and --validation 0 leaves none. Pass a share above 0, or leave --patience out.`,
    )
  }
  if (engine === 'eager' && precision === 'f32') {
    throw new UsageError('train: --precision f32 is for compiled code, and --engine eager has 64 bits. Leave out one.')
  }
  if (engine === 'eager' && threads > 1) {
    throw new UsageError(
      `train: --threads ${threads} is for compiled code, and --engine eager has one thread. Leave out one.`,
    )
  }
  if (threads > 1 && batch < fewestFor(threads)) {
    throw new UsageError(
      `train: --threads ${threads} share large batches, and --batch ${batch} is small. Pass ${fewestFor(threads)} or more, or leave --threads out.`,
    )
  }
}

/** Refuses options that contradict what the files hold. */
function checkFits({ target: { task }, validation }: Prepared, { loss, patience }: Options): void {
  const choices: readonly string[] = losses[task]
  if (loss !== undefined && !choices.includes(loss)) {
    throw new UsageError(`train: --loss ${loss} is not for ${task}. Pass ${choices.join(' or ')}.`)
  }
  if (patience !== undefined && validation.inputs.length === 0) {
    throw new UsageError(
      `train: --patience ${patience} watches the validation loss, and there is one row. Pass more rows, or leave --patience out.`,
    )
  }
}
