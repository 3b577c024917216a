/** Where a command reads from and writes to: streams, files, progress. */
import { mkdir } from 'node:fs/promises'
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
    await mkdir(dirname(path), { recursive: true })
    await writeFileAtomic(path, text)
  } catch (error) {
    throw new Error(`gradus: ${path} could not be written (${(error as Error).message}). Choose another place.`)
  }
}

/** Only one thing can go to stdout. */
export function checkStdout(outputs: readonly (string | undefined)[], json: boolean): void {
  const count = outputs.filter((path) => path === STDOUT).length + (json ? 1 : 0)
  if (count > 1) throw new UsageError('gradus: more than one output goes to stdout. Give the others a file name.')
}

/** A bar on a terminal, plain lines (ten of them) otherwise, always on stderr. */
export function progress(total: number, unit: string): { update(done: number, loss: number): void; stop(): void } {
  if (process.stderr.isTTY) {
    const bar = new SingleBar({
      stream: process.stderr,
      format: `{bar} {percentage}% | ${unit} {value}/{total} | loss {loss} | {eta_formatted} left`,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      hideCursor: true,
    })
    bar.start(total, 0, { loss: '–' })
    return { update: (done, loss) => bar.update(done, { loss: loss.toPrecision(4) }), stop: () => bar.stop() }
  }
  const every = Math.max(1, Math.floor(total / 10))
  return {
    update: (done, loss) => {
      if (done % every === 0 || done === total) note(`${unit} ${done}/${total}, loss ${loss.toPrecision(4)}`)
    },
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
