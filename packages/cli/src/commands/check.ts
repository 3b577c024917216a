import { showName } from '@gradus/data'
import { loadTabular } from '@gradus/tabular/node'
import type { Command } from 'commander'
import { addCsvOptions, checkCsv, type Csv } from '../input/csv.js'
import { checkGradients } from '../model/check.js'
import { examplesFor, lossOf } from '../model/examples.js'
import { print, printJson } from '../output/streams.js'
import { columns, plural } from '../output/text.js'
import { wholeNumber } from './option-values.js'

interface Options extends Csv {
  examples: number
  parameters: number
  json?: true
}

export function define(command: Command): void {
  command
    .argument('<model.json>', 'A file that gradus train wrote.')
    .argument('<data.csv>', 'A CSV file with the columns of the training table, the target included (- is stdin).')
    .option('--examples <n>', 'Number of rows to check, drawn at random.', wholeNumber(1), 20)
    .option(
      '--parameters <n>',
      'Number of parameters per layer to compare with finite differences.',
      wholeNumber(1),
      30,
    )
    .option('--json', 'Print one JSON object on stdout.')
  addCsvOptions(command)
  command
    .addHelpText(
      'after',
      `
The gradient of the loss by automatic differentiation is compared with finite differences of the loss, and for each row with
the δ formulas of the backpropagation algorithm. An error is relative to the largest slope of its layer. If a comparison
fails, the exit code is 1.

The loss is that of the model: crossEntropy or sigmoidCrossEntropy, and mse for a regression, whatever it was trained with.

JSON: { ok, loss, rows, examples, layers: [{ layer, parameters, compared, finiteDifferences: { ok, error, message },
deltas: { ok, error, line } }] }. The entry deltas is missing if an activation has no formula written by hand.

Examples:
  gradus check model.json iris.csv
  gradus check model.json iris.csv --examples 150 --parameters 1000`,
    )
    .action(checkCommand)
}

async function checkCommand(modelFile: string, dataFile: string, options: Options): Promise<void> {
  checkCsv('check', options, [modelFile, dataFile])
  const model = await loadTabular(modelFile)
  const examples = await examplesFor(model, dataFile, options, options.examples)
  const loss = lossOf(model)
  const { network } = model
  const { layers, withoutFormula } = checkGradients(network, examples, loss, options.parameters)
  const wrong = layers.filter(({ finiteDifferences, deltas }) => !finiteDifferences.ok || deltas?.ok === false)
  const { rows, lines, file } = examples
  if (options.json === true) printJson({ ok: wrong.length === 0, loss, rows, examples: lines.length, layers })
  else {
    print(`Checked ${loss} on ${lines.length} of ${plural(rows, 'row')} of ${showName(file)}.`)
    const error = (x: number | undefined) => (x === undefined ? '–' : x.toExponential(1))
    const head = ['layer', 'units', 'parameters', 'compared', 'finite differences', 'δ formulas']
    const body = layers.map(({ layer, parameters, compared, finiteDifferences, deltas }) => [
      ...[String(layer), String(network.layers[layer - 1]!.units), String(parameters), String(compared)],
      ...[error(finiteDifferences.error), error(deltas?.error)],
    ])
    print(`\n${columns([head, ...body])}`)
    if (withoutFormula !== undefined) print(`There is no δ formula written by hand for ${withoutFormula}.`)
    if (wrong.length === 0) print('\nThe gradients agree. The numbers are the largest errors.')
  }
  if (wrong.length === 0) return
  const details = wrong.flatMap(({ layer, finiteDifferences, deltas }) => [
    ...(finiteDifferences.ok ? [] : [`layer ${layer}, ${finiteDifferences.message}`]),
    ...(deltas?.ok === false
      ? [`layer ${layer}, line ${deltas.line}: the δ formulas differ by ${deltas.error.toExponential(1)}`]
      : []),
  ])
  throw new Error(`check: the gradients disagree. Look at these:\n  ${details.join('\n  ')}`)
}
