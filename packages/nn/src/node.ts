/** Checkpoints in files, and the function that writes files safely. For Node only: `import { … } from '@gradus/nn/node'`. */
/// <reference types="node" />
import { readFile } from 'node:fs/promises'
import { show } from '@gradus/engine/errors'
import { type Checkpoint, VERSION } from './fit/checkpoint.js'
import { checkpointFault } from './fit/checkpoint-faults.js'
import { writeFileSafely } from './write-file.js'

export type { FileContent } from './write-file.js'
export { writeFileSafely } from './write-file.js'

/**
 * Writes a checkpoint with `writeFileSafely`, so that the file is always complete: the old one or the new one.
 *
 * @throws Error if the file cannot be written or the disk is full; the old file stays.
 * @example
 * await fit(model, data, { loss: 'mse', checkpoint: { save: (c) => saveCheckpoint('run.json', c) } })
 */
export async function saveCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  await writeFileSafely(path, JSON.stringify(checkpoint), 'saveCheckpoint')
}

/**
 * Reads a checkpoint for the `resume` option of `fit`. Returns undefined if there is no file, so that the same line starts a
 * run and resumes it.
 *
 * @throws Error if the file is not a checkpoint.
 */
export async function loadCheckpoint(path: string): Promise<Checkpoint | undefined> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(
      `loadCheckpoint: ${path} could not be read (${(error as Error).message}). Pass a checkpoint's file.`,
    )
  }
  const refuse = (why: string) => new Error(`loadCheckpoint: ${path} ${why}. Delete it to start over.`)
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw refuse(`is damaged (${(error as Error).message})`)
  }
  const { format, version } = (json ?? {}) as Partial<Checkpoint>
  if (format !== 'gradus checkpoint') throw refuse('is not a checkpoint')
  if (version !== VERSION) throw refuse(`has version ${show(version)}, not ${VERSION}`)
  const fault = checkpointFault(json)
  if (fault !== undefined) throw refuse(`is damaged: ${fault} is missing or wrong`)
  return json as Checkpoint
}
