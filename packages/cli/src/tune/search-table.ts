/** `gradus tune DATA.csv`: searches, and prints the result. */
import { guessTask } from '@gradus/data'
import { readTable } from '../input/csv.js'
import { note } from '../output/streams.js'
import { plural } from '../output/text.js'
import { aboutOf, sharedOf } from './about.js'
import { finish } from './finish.js'
import { measuring, type Options } from './options.js'
import { howToContinue, searchAll } from './run.js'
import { checkTable, readTest, tryOut } from './tables.js'

export async function searchTable(file: string, target: string, options: Options): Promise<void> {
  const { optimizer, epochs, seed, journal, folds } = options
  const table = await readTable(file, options)
  checkTable(table, target, folds, options)
  const test = await readTest(file, options.test, options)
  const measured = measuring(options, table.rows.length)
  const task = options.task ?? guessTask(table, target)
  const training = { target, task, optimizer, epochs, validation: measured.validation, seed }
  const shared = sharedOf(table, measured.folds, training)
  await tryOut({ ...shared, table }, test)

  const tune = await import('@gradus/tune')
  const about = aboutOf(file, options, measured.folds, training)
  const result = await searchAll(tune, shared, about, measured, options)
  const { ended, trials } = result
  if (ended === 'signal') note(`Stopped after ${plural(trials.length, 'trial')}. This is the best so far:`)
  await finish(tune, { about, result, file, table, ...(test === undefined ? {} : { test }), more: { ended } }, options)
  if (ended === 'signal')
    throw new Error(`tune: stopped after ${plural(trials.length, 'trial')}. ${howToContinue(journal)}`)
}
