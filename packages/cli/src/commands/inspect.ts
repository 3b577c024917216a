import { showName } from '@gradus/data'
import { diagnose } from '@gradus/nn'
import { loadTabular } from '@gradus/tabular/node'
import type { TabularModel } from '@gradus/tabular'
import type { Command } from 'commander'
import { UsageError } from '../errors.js'
import { addCsvOptions, checkCsv, type Csv, csvWords } from '../input/csv.js'
import { examplesFor, lossOf } from '../model/examples.js'
import { print, printJson } from '../output/streams.js'
import { columns, plural } from '../output/text.js'
import { wholeNumber } from './option-values.js'

interface Options extends Csv {
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
  gradus inspect model.json iris.csv`,
    )
    .action(inspectCommand)
}

async function inspectCommand(modelFile: string, dataFile: string | undefined, options: Options): Promise<void> {
  const [forData] = [...csvWords(options), ...(options.examples === undefined ? [] : ['--examples'])]
  if (dataFile === undefined && forData !== undefined) {
    throw new UsageError(`inspect: ${forData} is for data, and there are none. Pass a CSV file, or leave it out.`)
  }
  checkCsv('inspect', options, [modelFile, dataFile])
  const model = await loadTabular(modelFile)
  const examples =
    dataFile === undefined ? undefined : await examplesFor(model, dataFile, options, options.examples ?? EXAMPLES)
  const diagnosis = examples && diagnose(model.network, examples.data, lossOf(model))
  const layers = layersOf(model).map((layer, l) => {
    if (diagnosis === undefined) return layer
    const { gradientNorm, dead, saturated } = diagnosis.layers[l]!
    return { ...layer, gradientNorm, dead, saturated }
  })
  const { inputs, target } = model.encoding
  const { sizes } = model.network
  const parameters = layers.reduce((sum, layer) => sum + layer.parameters, 0)
  const names = inputs.columns.map(({ name }) => name)
  if (options.json === true) {
    const { task, name } = target
    printJson({
      ...{ task, target: name, ...(target.task === 'classification' ? { classes: target.classes } : {}) },
      ...{ inputs: names, outputs: sizes.at(-1), parameters, layers },
      ...(examples === undefined
        ? {}
        : {
            data: {
              rows: examples.rows,
              examples: examples.lines.length,
              lossName: lossOf(model),
              loss: diagnosis!.loss,
            },
          }),
    })
    return
  }
  const what = target.task === 'classification' ? `, ${plural(target.classes.length, 'class', 'es')}` : ''
  print(
    `${sizes.length === 2 ? 'A linear model' : 'A network'} (${sizes.join('-')}) with ${plural(parameters, 'parameter')}.`,
  )
  print(
    `It predicts ${showName(target.name)} (${target.task}${what}) from ${plural(names.length, 'column')}: ${some(names)}.`,
  )
  const head = ['layer', 'units', 'activation', 'parameters', 'norm', 'largest']
  const more = ['gradient norm', 'dead', 'saturated']
  const percent = (x: number) => `${(100 * x).toFixed(1)} %`
  const body = layers.map((layer) => [
    ...[String(layer.layer), String(layer.units), layer.activation, String(layer.parameters)],
    ...[short(layer.parameterNorm), short(layer.largestParameter)],
    ...('dead' in layer ? [short(layer.gradientNorm), percent(layer.dead), percent(layer.saturated)] : []),
  ])
  print(`\n${columns([[...head, ...(diagnosis === undefined ? [] : more)], ...body])}`)
  if (examples === undefined) return
  const { rows, lines, file } = examples
  print(
    `\nOn ${lines.length} of ${plural(rows, 'row')} of ${showName(file)}: ${lossOf(model)} ${short(diagnosis!.loss)}.`,
  )
}

const short = (x: number): string => x.toPrecision(4)

const SHOWN = 8

const some = (names: readonly string[]): string =>
  names.length <= SHOWN ? names.map(showName).join(', ') : `${names.slice(0, SHOWN).map(showName).join(', ')}, …`

function layersOf({ network }: TabularModel) {
  return network.layers.map(({ inputs, units, activation, neurons }, l) => {
    const values = neurons.flatMap(({ weights, bias }) => [...weights, bias].map(({ data }) => data))
    return {
      ...{ layer: l + 1, inputs, units, activation: typeof activation === 'string' ? activation : 'a function' },
      parameters: values.length,
      parameterNorm: Math.sqrt(values.reduce((sum, x) => sum + x * x, 0)),
      largestParameter: values.reduce((most, x) => (Math.abs(x) > Math.abs(most) ? x : most), 0),
    }
  })
}
