/** `gradus plot loss`: the loss after each epoch, or a metric. */
import { readFile } from 'node:fs/promises'
import { showName } from '@gradus/engine/errors'
import { z } from 'zod'
import { UsageError } from '../errors.js'
import { suggest } from '../output/nearest.js'
import { type Epoch, metricsOf, plotHistory } from './history.js'
import { checkPlot, lookOf, type Options, writePlot } from './output.js'

const COMMAND = 'plot loss'

/** JSON has no NaN and no infinities: `JSON.stringify` makes them null, and --json of the commands texts. */
const number = z
  .union([z.number(), z.null(), z.enum(['NaN', 'Infinity', '-Infinity'])])
  .transform((x) => (x === null ? NaN : Number(x)))
const metrics = z.record(z.string(), number).optional()
const record = z.object({
  ...{ epoch: z.number(), loss: number, validationLoss: number.optional() },
  ...{ metrics, validationMetrics: metrics },
})
const history = z.object({ epochs: z.array(record).min(1) })

export async function draw(file: string, options: Options & { log?: true; metric?: string }): Promise<void> {
  await checkPlot(COMMAND, options, { 'the history': file })
  const epochs = await readEpochs(file)
  const { metric } = options
  if (metric !== undefined) checkMetric(file, metric, metricsOf(epochs))
  const svg = plotHistory(epochs, metric, { ...lookOf(options), scale: options.log === true ? 'log' : 'linear' })
  await writePlot(COMMAND, svg, options)
}

function checkMetric(file: string, metric: string, known: readonly string[]): void {
  if (known.includes(metric)) return
  const instead = known.length === 0 ? 'It has no metrics; leave --metric out.' : suggest(metric, known)
  throw new UsageError(`${COMMAND}: --metric ${showName(metric)} is not in ${showName(file)}. ${instead}`)
}

/** Reads the history of `fit`, or a result that has one. */
async function readEpochs(file: string): Promise<readonly Epoch[]> {
  const refuse = (what: string, cause?: unknown) =>
    new Error(
      `${COMMAND}: ${showName(file)} ${what}. Pass what gradus train --json prints, or the history of fit as JSON.`,
      { cause },
    )
  let json: unknown
  try {
    json = JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw refuse(code === undefined ? `is not JSON (${message})` : `cannot be read (${message})`, error)
  }
  const found = [z.object({ history }).transform((result) => result.history), history]
    .map((schema) => schema.safeParse(json).data)
    .find((one) => one !== undefined)
  if (found === undefined) throw refuse('has no history of a network')
  return found.epochs
}
