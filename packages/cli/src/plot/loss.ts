/** `gradus plot loss`: the loss after each epoch. */
import { readFile } from 'node:fs/promises'
import { showName } from '@gradus/engine/errors'
import { plotCurves } from '@gradus/plot'
import { z } from 'zod'
import { checkPlot, lookOf, type Options, writePlot } from './output.js'

const COMMAND = 'plot loss'

/** JSON has no NaN and no infinities: `JSON.stringify` makes them null, and --json of the commands texts. */
const loss = z
  .union([z.number(), z.null(), z.enum(['NaN', 'Infinity', '-Infinity'])])
  .transform((x) => (x === null ? NaN : Number(x)))
const epochs = z.array(z.object({ epoch: z.number(), loss, validationLoss: loss.optional() })).min(1)
const history = z.object({ epochs })

type Epochs = z.infer<typeof epochs>

export async function draw(file: string, options: Options & { log?: true }): Promise<void> {
  await checkPlot(COMMAND, options, { 'the history': file })
  const records = await readEpochs(file)
  const hasValidation = records.some(({ validationLoss }) => validationLoss !== undefined)
  const curves = {
    training: records.map(({ loss }) => loss),
    ...(hasValidation ? { validation: records.map(({ validationLoss }) => validationLoss ?? NaN) } : {}),
  }
  const svg = plotCurves(curves, {
    ...lookOf(options),
    first: records[0]!.epoch,
    scale: options.log === true ? 'log' : 'linear',
  })
  await writePlot(COMMAND, svg, options)
}

/** Reads the history of `fit`, or a result that has one. */
async function readEpochs(file: string): Promise<Epochs> {
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
