/** `gradus tune --merge`: prints the result of the journals of several machines. */
import { checkOutputs } from '../output/check-outputs.js'
import { note } from '../output/streams.js'
import { finish } from './finish.js'
import { mergeAll, missingRemark } from './merge.js'
import type { Options } from './options.js'
import { readTest } from './tables.js'

export async function mergeJournals(file: string | undefined, journals: string[], options: Options): Promise<void> {
  const { out, json } = options
  const inputs = { data: file, '--test': options.test, '--merge': journals }
  await checkOutputs('tune', { '--out': out }, inputs, json === true)
  const tune = await import('@gradus/tune')
  const { about, result, table } = await mergeAll(tune, file, journals)
  const test = await readTest(file, options.test, about.csv)
  const remark = missingRemark(result)
  if (remark !== undefined) note(remark)
  const { missing, unfinished } = result
  const found = {
    ...{ about, result, file: file ?? about.file, more: { missing, unfinished } },
    ...(table === undefined ? {} : { table }),
    ...(test === undefined ? {} : { test }),
  }
  await finish(tune, found, options)
}
