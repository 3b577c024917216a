/** Checkpoints in files. For Node only: `import { … } from '@gradus/nn/node'`. */
/// <reference types="node" />
import { open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { show } from '@gradus/engine/errors'
import type { Checkpoint } from './checkpoint.js'

/**
 * Writes a checkpoint so that the file is always a whole one, the old or the new, whatever happens in between: a
 * temporary file beside it is written, flushed to the disk, and renamed.
 *
 * @throws Error if the place cannot be written or the disk is full; the old file stays.
 * @example
 * await fit(model, data, { loss: 'mse', checkpoint: { save: (c) => saveCheckpoint('run.json', c) } })
 */
export async function saveCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  const temporary = `${path}.tmp` // one name, so that killed runs leave one file at most, which the next save uses up
  try {
    const file = await open(temporary, 'w')
    try {
      await file.writeFile(JSON.stringify(checkpoint))
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
    await flushFolder(dirname(path)) // the rename too has to reach the disk
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw new Error(
      `saveCheckpoint: ${path} could not be written (${(error as Error).message}). Make room, or choose another place.`,
      { cause: error },
    )
  }
}

/** Windows does not let folders be opened or flushed, and needs it less; there is nothing to be done about it. */
async function flushFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r')
    await folder.sync().finally(() => folder.close())
  } catch (error) {
    if (!['EPERM', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}

/**
 * Reads a checkpoint for the `resume` option of `fit`; undefined if there is no file, so that the same line starts a run
 * and resumes it.
 *
 * @throws Error if the file is no checkpoint.
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
  const { format, version, weights, random, progress } = (json ?? {}) as Partial<Checkpoint>
  if (format !== 'gradus checkpoint') throw refuse('is no checkpoint')
  if (version !== 1) throw refuse(`has version ${show(version)}, not 1`)
  const whole = Array.isArray(weights) && weights.every(Number.isFinite) && Array.isArray(random) && random.length === 4
  if (!whole || typeof progress !== 'object') throw refuse('is damaged: parts are missing')
  return json as Checkpoint
}
