/** The file that a stopped training continues from: what was trained on, with which options, and how far it was. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { showName } from '@gradus/data'
import type { TrainingCheckpoint } from '@gradus/tabular'
import { writeFileSafely } from '@gradus/nn/node'
import { STDIN } from '../input/stdin.js'
import type { Options } from './options.js'

/** A file that was read. */
export interface Input {
  /** The absolute path; `-` for standard input. */
  path: string
  /** Of the bytes of the file, in hexadecimal. */
  sha256: string
}

/** The content of a checkpoint file. */
export interface TrainCheckpoint {
  format: 'gradus train'
  version: 1
  /** The data, with --idx also the labels. */
  data: Input[]
  test: Input[]
  /** The options of `gradus train`; without those that say where to write. */
  options: Options
  /** The absolute path of the model, if one was wanted. */
  out?: string
  /** The absolute path of the folder for plots, if they were wanted. */
  plot?: string
  /** Encoding, validation rows and the state of `fit` for each network. */
  training: TrainingCheckpoint
}

/** A file that is about to be read, with its hash. */
export interface Opened extends Input {
  /** The path as it was given, for messages. */
  given: string
  source: string | AsyncIterable<Uint8Array>
}

/** Computes the hash of a file. Standard input can be read only once, so it is kept in memory. */
export async function open(path: string, command: string, advice: string): Promise<Opened> {
  const hash = createHash('sha256')
  if (path !== STDIN) {
    try {
      for await (const bytes of createReadStream(path)) hash.update(bytes as Uint8Array)
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException
      const name = JSON.stringify(showName(path))
      const what = code === 'ENOENT' ? `there is no file ${name}` : `${name} cannot be read (${message})`
      throw new Error(`${command}: ${what}. ${advice}`)
    }
    return { path: resolve(path), sha256: hash.digest('hex'), source: path, given: path }
  }
  const parts: Uint8Array[] = []
  for await (const bytes of process.stdin) parts.push(bytes as Uint8Array)
  for (const bytes of parts) hash.update(bytes)
  return { path, sha256: hash.digest('hex'), source: Readable.from(parts), given: path }
}

/**
 * Keeps the latest checkpoint, and writes it now and then: at most once per second, and so rarely that writing takes less than
 * a tenth of the time.
 */
export class CheckpointFile {
  private next = 0

  /**
   * @param path undefined if only `write` should write
   * @param latest the checkpoint that a resumed training began with
   */
  constructor(
    private readonly path: string | undefined,
    private readonly about: () => Omit<TrainCheckpoint, 'format' | 'version' | 'training'>,
    private latest?: TrainingCheckpoint,
  ) {}

  async save(training: TrainingCheckpoint): Promise<void> {
    this.latest = training
    if (this.path !== undefined && this.due()) await this.write(this.path)
  }

  /** Whether it is time for the next checkpoint. */
  due(): boolean {
    return this.path !== undefined && performance.now() >= this.next
  }

  /** Writes the latest checkpoint. Returns false if there is none yet. */
  async write(path: string): Promise<boolean> {
    if (this.latest === undefined) return false
    const start = performance.now()
    const content: TrainCheckpoint = { format: 'gradus train', version: 1, ...this.about(), training: this.latest }
    await writeFileSafely(path, JSON.stringify(content), 'train')
    const now = performance.now()
    this.next = now + Math.max(1000, 10 * (now - start))
    return true
  }
}
