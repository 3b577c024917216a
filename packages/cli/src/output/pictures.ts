/** Pictures as files: the options that all commands have that draw, and writing. */
import { showName } from '@gradus/engine/errors'
import { writeFileSafely } from '@gradus/nn/node'
import type { Command } from 'commander'
import { choice, positive } from '../commands/option-values.js'
import { UsageError } from '../errors.js'
import { note, print, STDOUT, writeOut } from './streams.js'

/** What `addPictureOptions` adds to the options of a command. */
export interface PictureOptions {
  svg?: string
  png?: string
  theme?: 'light' | 'dark' | 'page'
  scale?: number
}

export function addPictureOptions(command: Command, what: string): Command {
  return command
    .option('--svg <file>', `Write ${what} as an SVG picture to this file (- is stdout).`)
    .option('--png <file>', `Write ${what} as a PNG image to this file.`)
    .addOption(
      choice(
        '--theme <name>',
        'Colors of the picture (default: light). With page, an SVG takes them from the web page around it.',
        ['light', 'dark', 'page'],
      ),
    )
    .option('--scale <factor>', 'Pixels of the PNG image per pixel of the drawing (default: 1).', positive)
}

/** Refuses combinations of picture options that make no sense. */
export function checkPictures(command: string, { png, theme, scale }: PictureOptions): void {
  if (png === STDOUT) throw new UsageError(`${command}: --png - would print bytes. Pass a file name.`)
  if (scale !== undefined && png === undefined) {
    throw new UsageError(`${command}: --scale is for a PNG image. Pass --png FILE too.`)
  }
  if (theme === 'page' && png !== undefined) {
    throw new UsageError(`${command}: --theme page is for SVG, and --png makes an image. Pass --theme light or dark.`)
  }
}

/** Writes an SVG text to the files of the options, in each format that is asked for. */
export async function writePictures(command: string, svg: string, options: PictureOptions): Promise<void> {
  if (options.svg !== undefined) await writeOut(options.svg, svg)
  if (options.png === undefined) return
  const { renderPng } = await import('@gradus/svg/png')
  const { bytes, missing } = renderPng(svg, options.scale === undefined ? {} : { scale: options.scale })
  await writeFileSafely(options.png, bytes, command)
  if (missing.length > 0) {
    const characters = [...new Set(missing)].map(showName).join(' ')
    note(`The font of PNG images does not have ${characters}. ${showName(options.png)} shows boxes instead.`)
  }
}

/** Says where the files are, such as "The plot is in loss.svg.", unless one of them has gone to stdout. */
export function printPlaces(what: string, files: readonly (string | undefined)[]): void {
  if (files.includes(STDOUT)) return
  for (const file of files) if (file !== undefined) print(`The ${what} is in ${showName(file)}.`)
}
