import type { Table, Task } from '@gradus/data'
import { guessTask } from '@gradus/data'
import { readCsv } from '@gradus/data/node'
import { activations } from '@gradus/nn'
import type { Command } from 'commander'
import { Option } from 'commander'
import { UsageError } from '../errors.js'
import { checkStdout, checkWritable, note, print, printJson, progress, STDOUT, writeOut } from '../io.js'
import { modelToJson } from '../model-file.js'
import { names, positive, share, sizes, wholeNumber } from '../options.js'
import type { Trained, Training } from '../training.js'
import { optimizers, train } from '../training.js'

/** What `train` takes, but the task may be left to guess; and what only the command needs. */
interface Options extends Omit<Training, 'task' | 'exclude' | 'onEpoch'> {
  exclude: string[]
  task?: Task
  out?: string
  header: boolean
  json?: true
}

export function addTrain(program: Command): void {
  program
    .command('train')
    .description('learn a classifier or a regressor from a CSV file')
    .argument('<data.csv>')
    .requiredOption('--target <column>', 'the column to predict; without a header, columns are 1, 2, …')
    .option('--exclude <columns>', 'columns to leave out, such as id,date', names, [])
    .option('--out <file>', 'write the model (- is stdout)')
    .addOption(new Option('--task <task>', 'guessed from the target column').choices(['classification', 'regression']))
    .option('--hidden <sizes>', 'units of the hidden layers, such as 16,16, or none', sizes, [16])
    .addOption(
      new Option('--activation <name>', 'of the hidden layers').choices(Object.keys(activations)).default('tanh'),
    )
    .addOption(new Option('--optimizer <name>').choices(Object.keys(optimizers)).default('adam'))
    .option('--lr <rate>', `learning rate (default: ${rates()})`, positive)
    .option('--epochs <n>', 'passes over the training rows', wholeNumber(1), 100)
    .option('--batch <n>', 'examples per step', wholeNumber(1), 16)
    .option('--validation <share>', 'of the rows, kept from training to measure on', share, 0.2)
    .option('--seed <n>', 'of the split, the first weights and the shuffles', wholeNumber(0), 1)
    .option('--no-header', 'the first line is data')
    .option('--json', 'one JSON object on stdout')
    .addHelpText(
      'after',
      `
Numbers are standardised, texts become one column per value, missing cells count as the average.

Examples:
  gradus train iris.csv --target species --out model.json
  gradus train houses.csv --target price --hidden 32,32 --activation relu --epochs 300 --json
  gradus train digits.csv --no-header --target 65 --hidden 30 --seed 7`,
    )
    .action(trainCommand)
}

const plural = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`

const rates = (): string =>
  Object.entries(optimizers)
    .map(([name, { lr }]) => `${lr} for ${name}`)
    .join(', ')

async function trainCommand(file: string, options: Options): Promise<void> {
  const { header, out, json, ...rest } = options
  checkStdout([out], json === true)
  const table = await readCsv(file, { header })
  for (const name of options.exclude) checkColumn(table, name, '--exclude')
  checkColumn(table, options.target, '--target')
  await checkWritable(out)
  const task = options.task ?? guessTask(table, options.target)
  const bar = progress(options.epochs, 'epoch')
  let trained: Trained
  try {
    trained = await train(table, { ...rest, task, onEpoch: ({ epoch, loss }) => bar.update(epoch, loss) })
  } finally {
    bar.stop()
  }
  if (out !== undefined) await writeOut(out, modelToJson({ ...trained, header }))
  const summary = summarise(trained, task)
  for (const { name, why } of trained.features.ignored) note(`Column ${name} was ignored: ${why}.`)
  for (const { name, count } of trained.features.missing) {
    const text = trained.features.columns.some((c) => c.name === name && c.kind === 'text')
    note(`Column ${name} has ${plural(count, 'missing cell')}, taken as ${text ? 'none of its texts' : 'the average'}.`)
  }
  if (json === true) printJson({ ...summary, ...(out === undefined ? {} : { out }) })
  else if (out !== STDOUT) {
    print(report(trained, task))
    if (out === undefined) print('The model was not kept; --out FILE does that.')
    else print(`The model is in ${out}.`)
  }
}

function checkColumn(table: Table, name: string, option: string): void {
  if (table.columns.includes(name)) return
  throw new UsageError(
    `train: ${table.file} has no column "${name}". Pass ${option} with one of ${table.columns.slice(0, 40).join(', ')}.`,
  )
}

function summarise({ history, features, rows, score }: Trained, task: Task): object {
  const last = history.epochs.at(-1)!
  return {
    task,
    epochs: history.epochs.length,
    trainLoss: last.loss,
    validationLoss: last.validationLoss ?? null,
    ...(task === 'classification' ? { validationAccuracy: score ?? null } : { validationR2: score ?? null }),
    rows,
    ignored: features.ignored,
    missing: features.missing,
  }
}

/** What was learned, in sentences. */
export function report({ history, rows, score, target }: Trained, task: Task): string {
  const last = history.epochs.at(-1)!
  const what = target.task === 'classification' ? `${target.classes.length} classes` : 'a number'
  const lines = [
    `Learned ${target.name} (${task}, ${what}) from ${plural(rows.training, 'row')} in ${plural(last.epoch, 'epoch')}.`,
  ]
  lines.push(`Training loss ${last.loss.toPrecision(4)}`)
  if (score !== undefined) {
    const name = task === 'classification' ? 'accuracy' : 'R²'
    lines.push(
      `Validation loss ${last.validationLoss!.toPrecision(4)}, ${name} ${score.toFixed(4)} on ${plural(rows.validation, 'row')}`,
    )
  }
  return lines.join('\n')
}
