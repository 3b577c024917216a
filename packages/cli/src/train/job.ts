/** Trains, reports and writes. `gradus train` begins such a job, and `gradus resume` continues one. */
import { basename, resolve } from 'node:path'
import { showName } from '@gradus/data'
import type { Trained, TrainingCheckpoint } from '@gradus/tabular'
import { type Csv, csvOf, csvWords } from '../input/csv.js'
import { STDIN } from '../input/stdin.js'
import { noteColumns, report, summarize } from '../output/report.js'
import { isSilent, note, print, printJson, STDOUT, writeOut } from '../output/streams.js'
import { quoted } from '../output/text.js'
import { watchRuns } from '../output/watch-runs.js'
import { CheckpointFile, type Input, type Opened } from './checkpoint-file.js'
import { learningOf, type Options, type Writing } from './options.js'
import { learnFrom } from './source.js'

export interface Job {
  /** The CSV file, or images and labels. */
  data: Opened[]
  test: Opened[]
  options: Options
  writing: Writing
  resume?: TrainingCheckpoint
}

export async function runJob(job: Job): Promise<void> {
  const trained = await train(job)
  const { out, plot, json } = job.writing
  if (out !== undefined) await writeOut(out, `${JSON.stringify(trained.model)}\n`)
  const plots = plot === undefined ? undefined : await (await import('../plot/training.js')).writePlots(plot, trained)
  for (const { text } of trained.remarks) note(text)
  noteColumns(trained.model.encoding.inputs)
  if (json === true) {
    const written = { ...(out === undefined ? {} : { out }), ...(plots === undefined ? {} : { plots }) }
    printJson({ ...summarize(trained), ...written })
  } else if (out !== STDOUT && !isSilent()) {
    printReport(trained, out, job.options)
    if (plots !== undefined)
      print(`The plots are in ${showName(plot!)}: ${plots.map((file) => basename(file)).join(', ')}.`)
  }
}

function printReport(trained: Trained, out: string | undefined, csv: Csv): void {
  print(report(trained))
  print(`\n${out === undefined ? 'The model was not kept. --out FILE keeps it' : `The model is in ${showName(out)}`}.`)
  const written = csvWords(csvOf({ ...csv, header: true }))
  if (out === undefined || written.length === 0) return
  const same = ['gradus', 'predict', out, 'NEW.csv', ...written].map(quoted).join(' ')
  print(`Files that are written like this one need the same options: ${same}`)
}

async function train({ data, test, options, writing, resume }: Job): Promise<Trained> {
  const { out, plot, checkpoint } = writing
  const isLinear = options.model === 'linear'
  const plain = ({ path, sha256 }: Input): Input => ({ path, sha256 })
  const about = () => ({
    ...{ data: data.map(plain), test: test.map(plain), options },
    ...(out === undefined || out === STDOUT ? {} : { out: resolve(out) }),
    ...(plot === undefined ? {} : { plot: resolve(plot) }),
  })
  const file = new CheckpointFile(checkpoint, about, resume)
  const watch = watchRuns()
  const interrupt = onInterrupt()
  try {
    const trained = await learnFrom(data, test, options, {
      ...learningOf(options),
      signal: interrupt.signal,
      ...(isLinear ? {} : { onEpoch: watch.onEpoch, onStep: watch.onStep }),
      ...(isLinear ? {} : { checkpoint: { save: (state) => file.save(state), due: () => file.due() } }),
      ...(resume === undefined ? {} : { resume }),
    })
    if (checkpoint !== undefined) await file.write(checkpoint)
    return trained
  } catch (error) {
    if (!interrupt.signal.aborted || error !== interrupt.signal.reason) throw error
    watch.stop()
    const path = checkpoint ?? (out === undefined || out === STDOUT ? undefined : `${out}.checkpoint`)
    const where = watch.where()
    const stopped = `train: stopped ${where === undefined ? 'before the first step' : `in ${where}`}.`
    if (path === undefined) throw new Error(`${stopped} Pass --checkpoint FILE next time, so that it can continue.`)
    if (!(await file.write(path))) throw new Error(`${stopped} There is nothing to resume.`)
    throw new Error(
      `${stopped} To continue: gradus resume ${quoted(path)}${data[0]!.path === STDIN ? ' - < DATA' : ''}`,
    )
  } finally {
    watch.stop()
    interrupt.ignore()
  }
}

/** A signal for the first Ctrl-C. The second one ends the process at once. */
function onInterrupt(): { signal: AbortSignal; ignore(): void } {
  const controller = new AbortController()
  const stop = () => {
    if (controller.signal.aborted) process.exit(130)
    controller.abort(new Error('stopped'))
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  return { signal: controller.signal, ignore: () => void process.off('SIGINT', stop).off('SIGTERM', stop) }
}
