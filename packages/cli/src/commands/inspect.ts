import { showName } from '@gradus/data'
import { loadTabular } from '@gradus/tabular/node'
import type { TabularModel } from '@gradus/tabular'
import type { Command } from 'commander'
import { UsageError } from '../errors.js'
import { addCsvOptions, checkCsv, type Csv, csvWords } from '../input/csv.js'
import { examplesFor } from '../model/examples.js'
import { type Inspection, inspect } from '../model/inspection.js'
import { unitsOf } from '../model/units.js'
import { checkOutputs } from '../output/check-outputs.js'
import {
  addPictureOptions,
  checkPictures,
  type PictureOptions,
  printPlaces,
  writePictures,
} from '../output/pictures.js'
import { print, printJson, STDOUT } from '../output/streams.js'
import { columns, plural } from '../output/text.js'
import { wholeNumber } from './option-values.js'

interface Options extends Csv, PictureOptions {
  examples?: number
  json?: true
}

const EXAMPLES = 1000

export function define(command: Command): void {
  command
    .argument('<model.json>', 'A file that gradus train wrote.')
    .argument('[data.csv]', 'A CSV file with the columns of the training table, the target included (- is stdin).')
    .option('--examples <n>', `Most rows to look at, drawn at random (default: ${EXAMPLES}).`, wholeNumber(1))
    .option('--json', 'Print one JSON object on stdout.')
  addCsvOptions(command)
  addPictureOptions(command, 'a drawing of the units and weights')
  command
    .addHelpText(
      'after',
      `
For each layer it prints the number of units and parameters, and √Σθ² over the parameters. With data it also prints the norm of the
gradient, the share of dead units, whose slope is 0 on every row, and how often a unit is saturated: its slope is then below
2 % of its slope at 0. Dead units cannot learn, and saturated ones learn slowly.

JSON: { task, target, classes, inputs, outputs, parameters, layers: [{ layer, inputs, units, activation, parameters,
parameterNorm, largestParameter, gradientNorm, dead, saturated }], data: { rows, examples, lossName, loss } }. The last three entries
of a layer, and data, are there if data are given; classes is there for a classification.

Examples:
  gradus inspect model.json
  gradus inspect model.json iris.csv
  gradus inspect model.json --svg network.svg`,
    )
    .action(inspectCommand)
}

async function inspectCommand(modelFile: string, dataFile: string | undefined, options: Options): Promise<void> {
  const [forData] = [...csvWords(options), ...(options.examples === undefined ? [] : ['--examples'])]
  if (dataFile === undefined && forData !== undefined) {
    throw new UsageError(`inspect: ${forData} is for data, and there are none. Pass a CSV file, or leave it out.`)
  }
  checkCsv('inspect', options, [modelFile, dataFile])
  checkPictures('inspect', options)
  const { svg, png, theme } = options
  if (theme !== undefined && svg === undefined && png === undefined) {
    throw new UsageError('inspect: --theme is for a drawing. Pass --svg FILE or --png FILE too.')
  }
  const inputs = { 'the model': modelFile, 'the data': dataFile }
  await checkOutputs('inspect', { '--svg': svg, '--png': png }, inputs, options.json === true)
  const model = await loadTabular(modelFile)
  const examples =
    dataFile === undefined ? undefined : await examplesFor(model, dataFile, options, options.examples ?? EXAMPLES)
  const inspection = inspect(model, examples)
  if (svg !== undefined || png !== undefined) {
    const { drawNetwork } = await import('@gradus/viz')
    await writePictures('inspect', drawNetwork(unitsOf(model), theme === undefined ? {} : { theme }), options)
  }
  if (options.json === true) printJson(inspection)
  else if (svg !== STDOUT) {
    show(model, inspection, examples?.file)
    if (svg !== undefined || png !== undefined) print('')
    printPlaces('drawing', [svg, png])
  }
}

function show({ network }: TabularModel, inspection: Inspection, file: string | undefined): void {
  const { task, target, classes, inputs, parameters, layers, data } = inspection
  const { sizes } = network
  const kind = sizes.length === 2 ? 'A linear model' : 'A network'
  const what = classes === undefined ? '' : `, ${plural(classes.length, 'class', 'es')}`
  print(`${kind} (${sizes.join('-')}) with ${plural(parameters, 'parameter')}.`)
  print(`It predicts ${showName(target)} (${task}${what}) from ${plural(inputs.length, 'column')}: ${some(inputs)}.`)
  const head = ['layer', 'units', 'activation', 'parameters', 'norm', 'largest']
  const more = ['gradient norm', 'dead', 'saturated']
  const percent = (x: number) => `${(100 * x).toFixed(1)} %`
  const body = layers.map((layer) => [
    ...[String(layer.layer), String(layer.units), layer.activation, String(layer.parameters)],
    ...[short(layer.parameterNorm), short(layer.largestParameter)],
    ...('dead' in layer ? [short(layer.gradientNorm), percent(layer.dead), percent(layer.saturated)] : []),
  ])
  print(`\n${columns([[...head, ...(data === undefined ? [] : more)], ...body])}`)
  if (data === undefined) return
  const { rows, examples, lossName, loss } = data
  print(`\nOn ${examples} of ${plural(rows, 'row')} of ${showName(file!)}: ${lossName} ${short(loss)}.`)
}

const short = (x: number): string => x.toPrecision(4)

const SHOWN = 8

const some = (names: readonly string[]): string =>
  names.length <= SHOWN ? names.map(showName).join(', ') : `${names.slice(0, SHOWN).map(showName).join(', ')}, …`
