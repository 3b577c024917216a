/** What a command writes: stdout for results, stderr for people, files. */
import { fstatSync, writeSync } from 'node:fs'
import { writeFileSafely } from '@gradus/nn/node'

/** The file name that stands for stdout. */
export const STDOUT = '-'

/** The reader of our output may stop early, as `head` does. The work continues, because there may be files to write. */
export const closed = { stdout: false }

/**
 * Called at the start of each command.
 *
 * @param onFailure gets the error of a stdout that cannot be written, except when its reader has stopped
 */
export function watchStreams(onFailure: (error: Error) => void): void {
  closed.stdout = false
  silent = false
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') onFailure(error)
    closed.stdout = true
  })
  process.stderr.on('error', () => undefined) // there is no other place to report it
}

export function print(text: string): void {
  write(text.endsWith('\n') ? text : `${text}\n`)
}

/** Returns whether there is room for more. */
function write(text: string): boolean {
  if (closed.stdout) return true
  if (!isFile) return process.stdout.write(text)
  // A nearly full disk accepts only a part. For a file, Node would not write the rest or report an error.
  const bytes = Buffer.from(text)
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(1, bytes, at)
  } catch (error) {
    process.stdout.emit('error', error)
  }
  return true
}

const isFile = fstatSync(1).isFile()

/** Prints a part of a long text, and waits until there is room for more. */
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

let silent = false

/** From now on, only errors and what an option asks for are written, such as a file or JSON. For --quiet. */
export const beSilent = (): void => void (silent = true)

export const isSilent = (): boolean => silent

/** Prints a line for people on stderr. Stdout is only for results. */
export function note(text: string): void {
  if (!silent) complain(text)
}

/** Prints an error on stderr, also with --quiet. */
export function complain(text: string): void {
  process.stderr.write(`${escapeControls(text)}\n`)
}

/** Escapes control characters, which could clear the screen or hide output. Line breaks and tabs stay. */
const escapeControls = (text: string): string =>
  text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** Prints JSON. Numbers that JSON lacks become the texts "NaN", "Infinity" and "-Infinity". */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, (_, x: unknown) => (typeof x === 'number' && !Number.isFinite(x) ? String(x) : x)))
}

/** Writes a whole file or nothing; `-` is stdout. `checkOutputs` has made its folder. */
export async function writeOut(path: string, text: string): Promise<void> {
  if (path === STDOUT) return print(text)
  await writeFileSafely(path, text, 'gradus')
}
