/** After a search: prints the result, trains with the best setting, and writes the model, in this order. */
import { showName, type Table } from '@gradus/data'
import type { SearchTrials } from '@gradus/tune'
import { type Trained, trainTable } from '@gradus/tabular'
import { report, summarize } from '../output/report.js'
import { note, print, printJson, STDOUT, writeOut } from '../output/streams.js'
import { quoted } from '../output/text.js'
import { watchRuns } from '../output/watch-runs.js'
import type { About } from './about.js'
import { fixed } from './about.js'
import { edgeRemarks, edgesOf, listing, measuredHow, trainOptions } from './listing.js'
import type { Options, Tune } from './options.js'
import { type Fixed, learnOptions, type Setting } from './trial.js'

export interface Found {
  about: About
  result: SearchTrials<Setting>
  /** The path of the data. */
  file: string
  /** The data; undefined if no model is trained. */
  table?: Table
  test?: Table
  /** More entries for the JSON. */
  more?: object
}

export async function finish(tune: Tune, found: Found, { out, test, json }: Options): Promise<void> {
  const { about, result, file } = found
  const { best } = result
  const training = fixed(about)
  const again = [
    ...['train', file, ...trainOptions(training, about.folds, best.settings, about.csv)],
    ...(test === undefined ? [] : ['--test', test]),
  ]
  // If the model goes to stdout, everything else goes to stderr.
  const say = out === STDOUT ? note : print
  if (json !== true) {
    say(listing(tune, result))
    const how = measuredHow(about.folds, result)
    if (how !== undefined) say(how)
    for (const remark of edgeRemarks(tune, result)) say(remark)
    say(
      best.score === null
        ? '\nNo trial has a loss.'
        : `\nTo train with the best setting:\n  gradus ${again.map(quoted).join(' ')}`,
    )
  }
  const wanted = (out !== undefined || test !== undefined) && best.score !== null
  let trained: Trained | undefined
  try {
    if (wanted) trained = await trainBest(found, training, best.settings)
  } finally {
    // The result is printed even if the training fails.
    if (json === true) {
      printJson({
        task: about.task,
        ...{ best, trials: result.trials, spaces: result.spaces },
        folds: about.folds,
        edges: edgesOf(tune, result),
        ...found.more,
        train: again,
        ...(trained === undefined ? {} : { trained: summarize(trained) }),
        ...(out === undefined ? {} : { out }),
      })
    }
  }
  if (trained === undefined) return
  if (json !== true) say(`\n${report(trained)}`)
  if (out === undefined) return
  await writeOut(out, `${JSON.stringify(trained.model)}\n`)
  if (json !== true && out !== STDOUT) print(`\nThe model is in ${showName(out)}.`)
}

/** Trains in the same way as `gradus train` with the options of `trainOptions`. */
async function trainBest({ about, table, test }: Found, training: Fixed, setting: Setting): Promise<Trained> {
  const watch = watchRuns()
  const { validation, ...fixed } = training
  return trainTable(table!, {
    ...fixed,
    ...learnOptions(setting),
    ...(about.folds === 0 ? { validation } : { folds: about.folds }),
    header: about.csv.header,
    ...(test === undefined ? {} : { test }),
    ...{ onEpoch: watch.onEpoch, onStep: watch.onStep },
  }).finally(() => watch.stop())
}
