/** Where a command reads from and writes to: streams, files, progress. */
import { access, constants, mkdir, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { SingleBar } from 'cli-progress'
import writeFileAtomic from 'write-file-atomic'
import { UsageError } from './errors.js'

/** `-` as a file name is stdout. */
export const STDOUT = '-'

export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
}

/** For people only: goes to stderr, so that stdout stays clean for results. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** Numbers that JSON lacks travel as "NaN", "Infinity", "-Infinity". */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, (_, x: unknown) => (typeof x === 'number' && !Number.isFinite(x) ? String(x) : x)))
}

/** Writes a whole file or nothing: a temporary file beside it is renamed at the end. */
export async function writeOut(path: string, text: string): Promise<void> {
  if (path === STDOUT) return print(text)
  try {
    const there = await stat(path).catch(() => undefined)
    if (there?.isDirectory() === true) throw new Error('it is a folder')
    await makeFolder(dirname(path))
    // A device or a pipe is written into; renaming a file over it would destroy it.
    if (there === undefined || there.isFile()) await writeFileAtomic(path, text)
    else await writeFile(path, text)
  } catch (error) {
    throw cannotWrite(path, error)
  }
}

/** Before long work: can the file be written at its end? */
export async function checkWritable(path: string | undefined): Promise<void> {
  if (path === undefined || path === STDOUT) return
  try {
    await makeFolder(dirname(path))
    await access(dirname(path), constants.W_OK)
  } catch (error) {
    throw cannotWrite(path, error)
  }
}

const cannotWrite = (path: string, error: unknown): Error =>
  new Error(`gradus: ${path} could not be written (${(error as Error).message}). Choose another place.`)

/** Makes a folder and those above it. (Node's `recursive` never returns where the system says ENOENT, as in /proc.) */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return
    if (code !== 'ENOENT' || dirname(path) === path) throw error
    await makeFolder(dirname(path))
    await mkdir(path)
  }
}

/** Only one thing can go to stdout. */
export function checkStdout(outputs: readonly (string | undefined)[], json: boolean): void {
  const count = outputs.filter((path) => path === STDOUT).length + (json ? 1 : 0)
  if (count > 1) throw new UsageError('gradus: more than one output goes to stdout. Give the others a file name.')
}

export const plural = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`

export interface Progress {
  /** So many are done, and this is the loss now. */
  update(done: number, loss: number): void
  /** Moves on within one, such as to 1.25: only a bar shows it. */
  advance(done: number): void
  stop(): void
}

/** A bar on a terminal, plain lines (ten of them) otherwise, always on stderr. */
export function progress(total: number, unit: string): Progress {
  if (process.stderr.isTTY) {
    const bar = new SingleBar({
      stream: process.stderr,
      format: `{bar} {percentage}% | ${unit} {whole}/{total} | loss {loss} | {eta_formatted} left`,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      hideCursor: true,
    })
    bar.start(total, 0, { whole: 0, loss: '–' })
    const interrupted = () => {
      bar.stop() // gives the terminal its cursor back
      if (process.listenerCount('SIGINT') === 0) process.exit(130) // else a command ends in its own way
    }
    process.once('SIGINT', interrupted)
    return {
      update: (done, loss) => bar.update(done, { whole: done, loss: loss.toPrecision(4) }),
      advance: (done) => bar.update(done),
      stop: () => {
        process.removeListener('SIGINT', interrupted)
        bar.stop()
      },
    }
  }
  const every = Math.max(1, Math.floor(total / 10))
  return {
    update: (done, loss) => {
      if (done % every === 0 || done === total) note(`${unit} ${done}/${total}, loss ${loss.toPrecision(4)}`)
    },
    advance: () => undefined,
    stop: () => undefined,
  }
}

/** Rows as aligned columns, all but the first to the right for numbers. */
export function columns(rows: readonly (readonly string[])[], align: 'left' | 'right' = 'right'): string {
  const widths = rows[0]!.map((_, j) => Math.max(...rows.map((row) => row[j]!.length)))
  const pad = (cell: string, j: number) =>
    j === 0 || align === 'left' ? cell.padEnd(widths[j]!) : cell.padStart(widths[j]!)
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n')
}
