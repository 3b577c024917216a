/** `gradus plot regions`: which class a model predicts in the plane of two features. */
import { inputNames, showName } from '@gradus/data'
import { plotRegions } from '@gradus/plot'
import { UsageError } from '../errors.js'
import { checkCsv, type Csv } from '../input/csv.js'
import { type Classified, readClassified } from '../model/examples.js'
import { suggest } from '../output/nearest.js'
import { note } from '../output/streams.js'
import { checkPlot, lookOf, type Options, shortList, writePlot } from './output.js'

const COMMAND = 'plot regions'

interface Axes {
  x?: string
  y?: string
}

export async function draw(modelFile: string, dataFile: string, options: Options & Axes & Csv): Promise<void> {
  await checkPlot(COMMAND, options, { 'the model': modelFile, 'the data': dataFile })
  checkCsv(COMMAND, options, [modelFile, dataFile])
  const { model, classes, data, labels } = await readClassified(COMMAND, modelFile, dataFile, options)
  const inputs = data.inputs as number[][]
  const { columns } = model.encoding.inputs
  const [x, y] = axes(options, columns)

  const names = inputNames(model.encoding.inputs)
  const means = names.map((_, j) => inputs.reduce((sum, row) => sum + row[j]! / inputs.length, 0))
  const predict = (point: number[]): number[] => {
    const input = [...means]
    for (const [i, column] of [x, y].entries()) {
      input[names.indexOf(column.name)] = (point[i]! - column.mean) / column.scale
    }
    const prediction = model.predictEncoded(input, 0)
    return 'probabilities' in prediction ? Object.values(prediction.probabilities) : []
  }
  // From the encoded rows, because a missing cell counts as the average there, and numbers may be written in several ways.
  const place = (row: readonly number[], { name, mean, scale }: NumberColumn) =>
    mean + scale * row[names.indexOf(name)]!
  const places = inputs.map((row) => [place(row, x), place(row, y)])
  const svg = plotRegions(
    { predict },
    { inputs: places, targets: labels },
    { ...lookOf(options), xLabel: x.name, yLabel: y.name, classes, outputs: 'probabilities' },
  )
  await writePlot(COMMAND, svg, options)
  const others = columns.filter(({ name }) => name !== x.name && name !== y.name)
  if (others.length > 0) note(`At their mean: ${shortList(others.map(({ name }) => name))}.`)
}

type Columns = Classified['model']['encoding']['inputs']['columns']
type NumberColumn = Extract<Columns[number], { kind: 'number' }>

/** The columns of the axes. */
function axes(options: Axes, columns: Columns): [NumberColumn, NumberColumn] {
  const numbers = columns.filter((column) => column.kind === 'number')
  const names = numbers.map(({ name }) => name)
  if (numbers.length < 2) {
    throw new Error(`${COMMAND}: the model has ${numbers.length} columns of numbers. Pass a model with two or more.`)
  }
  const [first, second] = numbers.length === 2 ? numbers : []
  const column = (option: 'x' | 'y', usual: NumberColumn | undefined): NumberColumn => {
    const name = options[option]
    const found = name === undefined ? usual : numbers.find((column) => column.name === name)
    if (found !== undefined) return found
    const what = name === undefined ? `--${option} is missing` : `--${option} ${showName(name)} is not a column of numbers of the model` // oxfmt-ignore
    throw new UsageError(`${COMMAND}: ${what}. ${suggest(name ?? '', names)}`)
  }
  const x = column('x', options.y === first?.name ? second : first)
  const y = column('y', x === first ? second : first)
  if (x === y) throw new UsageError(`${COMMAND}: --x and --y are both ${showName(x.name)}. Pass two columns.`)
  return [x, y]
}
