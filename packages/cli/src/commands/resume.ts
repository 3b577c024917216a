import type { Command } from 'commander'
import { UsageError } from '../errors.js'
import { checkOutputs } from '../output/check-outputs.js'
import { beSilent } from '../output/streams.js'
import { checkQuiet, type Writing } from '../train/options.js'
import { type Input, open, type Opened } from '../train/checkpoint-file.js'
import { runJob } from '../train/job.js'
import { plotFiles } from '../train/plot-files.js'
import { readCheckpoint } from '../train/read-checkpoint.js'

interface Options {
  test?: string[]
  out?: string
  plot?: string
  json?: true
  quiet?: true
}

export function define(command: Command): void {
  command
    .argument('<checkpoint>', 'A file that gradus train wrote after Ctrl-C or with --checkpoint.')
    .argument('[data]', 'The new place of the data, if the file was moved (- is stdin).')
    .argument('[labels]', 'With images, the new place of the labels.')
    .option('--test <files...>', 'The new place of the files of --test.')
    .option('--out <file>', 'Write the model to this file (- is stdout). By default that of gradus train.')
    .option('--plot <folder>', 'Write plots to this folder. By default that of gradus train.')
    .option('--quiet', 'Print nothing but errors.')
    .option('--json', 'Print one JSON object on stdout, that of gradus train.')
    .addHelpText(
      'after',
      `
The training continues with the options and the data of gradus train, and gives the same model, bit for bit, as without the
interruption. The checkpoint has a hash of each file, and data that have changed are refused. While the training runs, the
checkpoint file is kept up to date, so it can be interrupted again.

Examples:
  gradus resume model.json.checkpoint
  gradus resume run.checkpoint moved/iris.csv --out model.json`,
    )
    .action(resumeCommand)
}

async function resumeCommand(
  file: string,
  data: string | undefined,
  labels: string | undefined,
  { test, quiet, json, ...elsewhere }: Options,
): Promise<void> {
  const saved = await readCheckpoint(file)
  const out = elsewhere.out ?? saved.out
  const plot = elsewhere.plot ?? saved.plot
  const writing: Writing = {
    checkpoint: file,
    ...(out === undefined ? {} : { out }),
    ...(plot === undefined ? {} : { plot }),
    ...(json === undefined ? {} : { json }),
    ...(quiet === undefined ? {} : { quiet }),
  }
  checkQuiet('resume', writing)
  if (quiet === true) beSilent()
  const moved = [data, labels].filter((path) => path !== undefined)
  const places = { data: placesOf('data', saved.data, moved), test: placesOf('--test', saved.test, test ?? []) }
  await checkOutputs('resume', { '--out': out, '--plot': plotFiles(plot) }, { 'the checkpoint': file, ...{ data: places.data, '--test': places.test } }, json === true) // oxfmt-ignore
  await runJob({
    data: await unchanged(saved.data, places.data),
    test: await unchanged(saved.test, places.test),
    options: saved.options,
    writing,
    resume: saved.training,
  })
}

/** The new places of files, or their old ones if there are no new ones. */
function placesOf(what: string, files: readonly Input[], moved: readonly string[]): string[] {
  if (moved.length !== 0 && moved.length !== files.length) {
    throw new UsageError(
      `resume: there are ${moved.length} new places for ${what}, and the training has ${files.length}. Pass ${files.length}, or none.`,
    )
  }
  return files.map(({ path }, i) => moved[i] ?? path)
}

/** Opens the files, and refuses those that are not what the training began with. */
async function unchanged(files: readonly Input[], places: readonly string[]): Promise<Opened[]> {
  const opened: Opened[] = []
  for (const [i, { path, sha256 }] of files.entries()) {
    const place = places[i]!
    const file = await open(place, 'resume', 'Pass its new place after the checkpoint.')
    if (file.sha256 !== sha256) {
      throw new Error(
        `resume: ${place} has changed since the training began${place === path ? '' : ` on ${path}`}. Restore the file, or train again.`,
      )
    }
    opened.push(file)
  }
  return opened
}
