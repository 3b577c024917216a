/** `gradus train --plot`: what a training has done, as pictures in a folder. */
import { showName } from '@gradus/engine/errors'
import type { History } from '@gradus/nn'
import { plotConfusion, plotFit, plotResiduals } from '@gradus/plot'
import type { Trained } from '@gradus/tabular'
import { note, writeOut } from '../output/streams.js'
import { plotFile, type PlotName, PLOTS } from '../train/plot-files.js'
import { plotHistory } from './history.js'
import { plotLayer } from './weights.js'

/** Writes the plots that there are for a training. Returns the names of their files. */
export async function writePlots(folder: string, trained: Trained): Promise<string[]> {
  const files: string[] = []
  for (const name of PLOTS) {
    const svg = plots[name](trained)
    if (svg === undefined) continue
    const file = plotFile(folder, name)
    await writeOut(file, svg)
    files.push(file)
  }
  return files
}

/** Each plot, or undefined if the training does not have what it shows. */
const plots: Record<PlotName, (trained: Trained) => string | undefined> = {
  loss: ({ history }) => history && plotHistory(history.epochs, undefined, lookFor(history, 'Loss')),
  accuracy: ({ history }) => {
    const isThere = history?.epochs[0]?.metrics?.accuracy !== undefined
    return isThere ? plotHistory(history.epochs, 'accuracy', lookFor(history, 'Accuracy')) : undefined
  },
  confusion: (trained) => {
    const { scores, where } = measuredOn(trained)
    const { target } = trained.model.encoding
    if (scores?.confusion === undefined || target.task !== 'classification') return undefined
    try {
      return plotConfusion(scores.confusion, { classes: target.classes, title: `Confusion matrix (${where})` })
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      note(`There is no confusion.svg for ${target.classes.length} classes of ${showName(target.name)}.`)
      return undefined
    }
  },
  fit: (trained) => regression(trained, plotFit, 'Targets against predictions'),
  residuals: (trained) => regression(trained, plotResiduals, 'Residuals'),
  weights: ({ model }) => plotLayer(model, 1),
}

/** After folds, the last training has all rows. It validates on none, and so it has no best epoch. */
const lookFor = ({ epochs }: History, what: string) =>
  epochs[0]!.validationLoss === undefined
    ? { title: `${what} of the network on all rows`, best: 'none' as const }
    : { title: `${what} of the network` }

/** The scores of the kept model on the test rows, or else on the validation rows. */
const measuredOn = ({ test, validation, chosen }: Trained) =>
  test === undefined ? { scores: validation?.[chosen], where: 'validation' } : { scores: test[chosen], where: 'test' }

function regression(trained: Trained, plot: typeof plotFit, title: string): string | undefined {
  const { predicted, model } = trained
  if (predicted === undefined) return undefined
  // Predictions have no single input, so a row is its number and its prediction.
  const same = { predict: ([, y]: number[]) => [y!] }
  const examples = { inputs: predicted.predictions.map((y, i) => [i, y]), targets: [...predicted.targets] }
  const name = showName(model.encoding.target.name)
  const labels = plot === plotFit ? { yLabel: name } : {}
  return plot(same, examples, {
    ...labels,
    xLabel: `prediction of ${name}`,
    title: `${title} (${measuredOn(trained).where})`,
  })
}
