/** The files that `gradus train --plot` may write, for checks before the training. */
import { join } from 'node:path'

export const PLOTS = ['loss', 'accuracy', 'confusion', 'fit', 'residuals', 'weights'] as const

export type PlotName = (typeof PLOTS)[number]

export const plotFile = (folder: string, name: PlotName): string => join(folder, `${name}.svg`)

/** @param folder undefined if no plots are wanted */
export const plotFiles = (folder: string | undefined): string[] =>
  folder === undefined ? [] : PLOTS.map((name) => plotFile(folder, name))
