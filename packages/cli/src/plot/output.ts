/** What all plots share: their options, and writing. */
import { showName } from '@gradus/engine/errors'
import type { PlotOptions } from '@gradus/plot'
import { UsageError } from '../errors.js'
import { checkOutputs, type Files } from '../output/check-outputs.js'
import { checkPictures, type PictureOptions, printPlaces, writePictures } from '../output/pictures.js'

export interface Options extends PictureOptions {
  width?: number
  height?: number
  title?: string
}

/** Refuses options without an output, and outputs that cannot be written. Call it before the work. */
export async function checkPlot(command: string, options: Options, inputs: Files): Promise<void> {
  const { svg, png } = options
  if (svg === undefined && png === undefined) {
    throw new UsageError(`${command}: there is no output. Pass --svg FILE or --png FILE.`)
  }
  checkPictures(command, options)
  await checkOutputs(command, { '--svg': svg, '--png': png }, inputs, false)
}

/** The options that the library of plots takes. */
export const lookOf = ({ width, height, theme, title }: Options, usualTitle = ''): PlotOptions => ({
  title: title ?? usualTitle,
  ...(width === undefined ? {} : { width }),
  ...(height === undefined ? {} : { height }),
  ...(theme === undefined ? {} : { theme }),
})

export async function writePlot(command: string, svg: string, options: Options): Promise<void> {
  await writePictures(command, svg, options)
  printPlaces('plot', [options.svg, options.png])
}

const MOST = 8

/** Names for a remark, of which there may be many. */
export const shortList = (names: readonly string[]): string =>
  names.length <= MOST
    ? names.map(showName).join(', ')
    : `${names.slice(0, MOST).map(showName).join(', ')} and ${names.length - MOST} more`
