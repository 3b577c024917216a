/** Models in files. For Node only: `import { … } from '@gradus/tabular/node'`. */
import { readFile } from 'node:fs/promises'
import { writeFileSafely } from '@gradus/nn/node'
import { TabularModel } from './tabular-model.js'

/**
 * Writes a model to one file. The file is always complete: the old one or the new one.
 *
 * @throws Error if the file cannot be written or the disk is full; the old file stays
 */
export async function saveTabular(path: string, model: TabularModel): Promise<void> {
  await writeFileSafely(path, `${JSON.stringify(model)}\n`, 'saveTabular')
}

/**
 * Reads a model that `saveTabular` or `gradus train` wrote.
 *
 * @throws Error that says what is wrong with the file
 */
export async function loadTabular(path: string): Promise<TabularModel> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    throw new Error(`loadTabular: ${path} cannot be read (${(error as Error).message}). Pass the file of a model.`, {
      cause: error,
    })
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new Error(`loadTabular: ${path} is not JSON (${(error as Error).message}). Train the model again.`, {
      cause: error,
    })
  }
  try {
    return TabularModel.fromJSON(json)
  } catch (error) {
    throw new Error(`loadTabular: ${path} is not a complete model. ${(error as Error).message}`, { cause: error })
  }
}
