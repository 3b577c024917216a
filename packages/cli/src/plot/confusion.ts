/** `gradus plot confusion`: the confusion matrix of a model on the rows of a table. */
import { confusionMatrix, predictAll } from '@gradus/nn'
import { plotConfusion } from '@gradus/plot'
import { checkCsv, type Csv } from '../input/csv.js'
import { readClassified } from '../model/examples.js'
import { checkPlot, lookOf, type Options, writePlot } from './output.js'

const COMMAND = 'plot confusion'

export async function draw(modelFile: string, dataFile: string, options: Options & Csv): Promise<void> {
  await checkPlot(COMMAND, options, { 'the model': modelFile, 'the data': dataFile })
  checkCsv(COMMAND, options, [modelFile, dataFile])
  const { model, classes, data, labels } = await readClassified(COMMAND, modelFile, dataFile, options)
  const outputs = predictAll(model.network, data.inputs)
  const svg = plotConfusion(confusionMatrix(outputs, labels), { ...lookOf(options), classes })
  await writePlot(COMMAND, svg, options)
}
