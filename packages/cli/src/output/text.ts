/** Formats counts, tables and words of a shell. */
import { showName } from '@gradus/engine/errors'

export const plural = (n: number, what: string, ending = 's'): string => `${n} ${what}${n === 1 ? '' : ending}`

/** Formats rows as columns. The first is aligned to the left, the others to the right unless `align` is 'left'. */
export function columns(rows: readonly (readonly string[])[], align: 'left' | 'right' = 'right'): string {
  const widths = rows[0]!.map((_, j) => rows.reduce((most, row) => Math.max(most, row[j]!.length), 0))
  const pad = (cell: string, j: number) =>
    j === 0 || align === 'left' ? cell.padEnd(widths[j]!) : cell.padStart(widths[j]!)
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n')
}

/** Quotes a word for a shell. Control characters are written as bash and similar shells read them in $'…'. */
export const quoted = (word: string): string => {
  if (/^[\w.,/:=+-]+$/.test(word)) return word
  if (showName(word) !== word) return `$'${showName(word.replace(/[\\']/g, '\\$&'))}'`
  return `'${word.replaceAll("'", "'\\''")}'`
}

/** Why a file could not be written, in words instead of the name of a system call. */
export function reasonOf({ code = '', message }: NodeJS.ErrnoException): string {
  return REASONS.get(code) ?? showName(message)
}

const REASONS = new Map([
  ['ENOENT', 'its folder cannot be made'],
  ['ENOTDIR', 'a part of its path is a file, not a folder'],
  ['ELOOP', 'its links form a circle'],
  ['EACCES', 'you have no permission'],
  ['EPERM', 'you have no permission'],
  ['EROFS', 'the disk is read-only'],
])
