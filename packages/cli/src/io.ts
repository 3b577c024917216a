/** Where a command reads from and writes to: streams, files, progress. */
import { fstatSync, writeSync } from 'node:fs'
import { writeFileSafely } from '@gradus/nn/node'
import { SingleBar } from 'cli-progress'

/** `-` as a file name is stdout. */
export const STDOUT = '-'

/** Whoever reads our output may stop early, as `head` does. The work goes on, for there may be files to write. */
export const closed = { stdout: false }

/** @param onFailure is told why stdout cannot be written, unless its reader has just stopped */
export function watchStreams(onFailure: (error: Error) => void): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') onFailure(error)
    closed.stdout = true
  })
  process.stderr.on('error', () => undefined) // nobody is left to be told
}

export function print(text: string): void {
  write(text.endsWith('\n') ? text : `${text}\n`)
}

/** Whether there is room for more. */
function write(text: string): boolean {
  if (closed.stdout) return true
  if (!isFile) return process.stdout.write(text)
  // Node writes to a file once and overlooks that a nearly full disk takes only a part.
  const bytes = Buffer.from(text)
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(1, bytes, at)
  } catch (error) {
    process.stdout.emit('error', error)
  }
  return true
}

const isFile = fstatSync(1).isFile()

/** Prints a part of something long, and waits until there is room for more. */
export async function printPiece(text: string): Promise<void> {
  if (write(text)) return
  await new Promise<void>((resolve) => {
    const go = () => {
      process.stdout.off('drain', go).off('close', go).off('error', go)
      resolve()
    }
    process.stdout.once('drain', go).once('close', go).once('error', go)
  })
}

/** For people only: goes to stderr, so that stdout stays clean for results. */
export function note(text: string): void {
  process.stderr.write(`${escapeControls(text)}\n`)
}

/** Control characters could clear the screen or hide what was printed. Lines and tabs stay. */
const escapeControls = (text: string): string =>
  text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** Numbers that JSON lacks travel as "NaN", "Infinity", "-Infinity". */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, (_, x: unknown) => (typeof x === 'number' && !Number.isFinite(x) ? String(x) : x)))
}

/** Writes a whole file or nothing; `-` is stdout. `checkOutputs` has made its folder. */
export async function writeOut(path: string, text: string): Promise<void> {
  if (path === STDOUT) return print(text)
  await writeFileSafely(path, text, 'gradus')
}

export const plural = (n: number, what: string, ending = 's'): string => `${n} ${what}${n === 1 ? '' : ending}`

export interface Progress {
  /** Says how many are done, and the losses now. */
  update(done: number, loss: number, validationLoss?: number): void
  /** Moves on within one, such as to 1.25: only a bar shows it. */
  advance(done: number): void
  stop(): void
}

/** A bar on a terminal, plain lines (ten of them) otherwise, always on stderr. */
export function progress(total: number, unit: string): Progress {
  const losses = (loss: number, validationLoss: number | undefined) =>
    `loss ${loss.toPrecision(4)}${validationLoss === undefined ? '' : `, validation ${validationLoss.toPrecision(4)}`}`
  if (process.stderr.isTTY) {
    const bar = new SingleBar({
      stream: process.stderr,
      format: `{bar} {percentage}% | ${unit} {whole}/{total} | {losses} | {eta_formatted} left`,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      hideCursor: true,
    })
    bar.start(total, 0, { whole: 0, losses: 'loss –' })
    const interrupted = () => {
      bar.stop() // gives the terminal its cursor back
      if (process.listenerCount('SIGINT') === 0) process.exit(130) // else a command ends in its own way
    }
    process.once('SIGINT', interrupted)
    return {
      update: (done, loss, validationLoss) => bar.update(done, { whole: done, losses: losses(loss, validationLoss) }),
      advance: (done) => bar.update(done),
      stop: () => {
        process.removeListener('SIGINT', interrupted)
        bar.stop()
      },
    }
  }
  const every = Math.max(1, Math.floor(total / 10))
  return {
    update: (done, loss, validationLoss) => {
      if (done % every === 0 || done === total) note(`${unit} ${done}/${total}, ${losses(loss, validationLoss)}`)
    },
    advance: () => undefined,
    stop: () => undefined,
  }
}

/** Rows as aligned columns, all but the first to the right for numbers. */
export function columns(rows: readonly (readonly string[])[], align: 'left' | 'right' = 'right'): string {
  const widths = rows[0]!.map((_, j) => rows.reduce((most, row) => Math.max(most, row[j]!.length), 0))
  const pad = (cell: string, j: number) =>
    j === 0 || align === 'left' ? cell.padEnd(widths[j]!) : cell.padStart(widths[j]!)
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n')
}
