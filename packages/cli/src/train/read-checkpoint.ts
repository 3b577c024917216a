/** Reads a checkpoint file of `gradus train` and checks it. `fit` checks the numbers of the networks. */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { readTableEncoding } from '@gradus/data'
import type { TrainCheckpoint } from './checkpoint-file.js'

const input = z.strictObject({ path: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })

const schema = z.strictObject({
  format: z.literal('gradus train'),
  version: z.literal(1),
  data: z.array(input).min(1).max(2),
  test: z.array(input).max(2),
  // The training compares these with the settings below, and refuses unknown ones.
  options: z.looseObject({ exclude: z.array(z.string()), header: z.boolean() }),
  out: z.string().optional(),
  plot: z.string().optional(),
  training: z.strictObject({
    format: z.literal('gradus training'),
    version: z.literal(1),
    settings: z.record(z.string(), z.unknown()),
    runs: z.array(
      z.strictObject({
        encoding: z.unknown(),
        validation: z.array(z.number().int().min(0)),
        fit: z.looseObject({ format: z.literal('gradus checkpoint') }),
      }),
    ),
  }),
})

export async function readCheckpoint(path: string): Promise<TrainCheckpoint> {
  const refuse = (why: string) => new Error(`resume: ${path} ${why}. Pass a checkpoint of gradus train.`)
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw code === 'ENOENT'
      ? new Error(`resume: there is no file ${path}. Pass a checkpoint of gradus train.`)
      : refuse(`cannot be read (${message})`)
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw refuse(`is not JSON (${(error as Error).message})`)
  }
  const { format } = (json ?? {}) as { format?: unknown }
  if (format !== 'gradus train') throw refuse('is not a checkpoint')
  const { data, error } = schema.safeParse(json)
  if (data === undefined) {
    const [issue] = error.issues
    throw refuse(`is damaged: ${issue!.path.join('.') || 'it'} is missing or wrong`)
  }
  for (const { encoding } of data.training.runs) readTableEncoding(encoding, path)
  return data as unknown as TrainCheckpoint
}
