/** `gradus plot confusion`: the confusion matrix of a model on the rows of a table. */
import { confusionMatrix } from '@gradus/nn'
import { plotConfusion } from '@gradus/plot'
import { readClassified } from '../input/examples.js'
import { checkPlot, lookOf, type Options, writePlot } from './output.js'

const COMMAND = 'plot confusion'

export async function draw(modelFile: string, dataFile: string, options: Options): Promise<void> {
  await checkPlot(COMMAND, options, { 'the model': modelFile, 'the data': dataFile })
  const { model, classes, inputs, targets } = await readClassified(COMMAND, modelFile, dataFile)
  const outputs = inputs.map((row) => model.network.predict(row))
  const svg = plotConfusion(confusionMatrix(outputs, targets), { ...lookOf(options), classes })
  await writePlot(COMMAND, svg, options)
}
