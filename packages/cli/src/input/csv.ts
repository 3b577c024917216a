/** How CSV files are written, as the options of a command say it, and the tables in such files. */
import type { CsvOptions, Table } from '@gradus/data'
import { csvTables, readCsv, type Source } from '@gradus/data/node'
import { showName } from '@gradus/engine/errors'
import { type Command, InvalidArgumentError } from 'commander'
import { choice } from '../commands/option-values.js'
import { UsageError } from '../errors.js'
import { suggest } from '../output/nearest.js'
import { STDIN } from './stdin.js'

/** What `addCsvOptions` adds to the options of a command. */
export interface Csv {
  header: boolean
  delimiter?: string
  decimal?: '.' | ','
  naValues?: string[]
}

/** Adds the options that all commands have that read CSV files. */
export function addCsvOptions(command: Command): Command {
  return command
    .option('--no-header', 'The first line of the file is data.')
    .option(
      '--delimiter <character>',
      'Character between cells, or tab (default: the most frequent of , ; tab | in the first line).',
      delimiter,
    )
    .addOption(choice('--decimal <sign>', 'Decimal sign of numbers, . or , (default: .).', ['.', ',']))
    .option(
      '--na-values <texts>',
      'Texts that stand for a missing cell, such as NA,? or -999. May be given several times.',
      (text: string, before: readonly string[] = []) => [...before, ...text.split(',').map((part) => part.trim())],
    )
}

function delimiter(text: string): string {
  if (/^(tab|\\t)$/i.test(text)) return '\t'
  if ([...text].length === 1 && !['"', '\n', '\r'].includes(text)) return text
  throw new InvalidArgumentError('Pass one character that is not a quote or a line end, or tab.')
}

/** Takes the options of `addCsvOptions` out of those of a command. */
export const csvOf = ({ header, delimiter, decimal, naValues }: Csv): Csv => ({
  header,
  ...(delimiter === undefined ? {} : { delimiter }),
  ...(decimal === undefined ? {} : { decimal }),
  ...(naValues === undefined ? {} : { naValues }),
})

/** The options on a command line that say how a file is written. */
export const csvWords = ({ header, delimiter, decimal, naValues }: Csv): string[] => [
  ...(header ? [] : ['--no-header']),
  ...(delimiter === undefined ? [] : ['--delimiter', delimiter === '\t' ? 'tab' : delimiter]),
  ...(decimal === undefined ? [] : ['--decimal', decimal]),
  // With = a text that begins with a minus sign is not read as an option.
  ...(naValues === undefined ? [] : [`--na-values=${naValues.join(',')}`]),
]

/** Refuses options that contradict each other, and standard input for more than one file. */
export function checkCsv(command: string, { delimiter, decimal }: Csv, files: readonly (string | undefined)[]): void {
  if (delimiter === ',' && decimal === ',') {
    throw new UsageError(
      `${command}: --delimiter and --decimal are both ",". Pass another delimiter, such as --delimiter ";".`,
    )
  }
  if (files.filter((file) => file === STDIN).length > 1) {
    throw new UsageError(`${command}: two files are - (standard input). Pass a file name for all but one.`)
  }
}

/** The bytes of standard input, which can be read once only. */
const bytesOf = (file: string): Source => (file === STDIN ? process.stdin : file)

/** The name of a file for messages. */
export const nameOf = (file: string): string => (file === STDIN ? 'stdin' : file)

/** Reads a CSV file, or standard input if the file is `-`. `source` is for bytes that have been read already. */
export const readTable = (file: string, csv: Csv, source: Source = bytesOf(file)): Promise<Table> =>
  readCsv(source, { ...(csvOf(csv) satisfies CsvOptions), file: nameOf(file) })

/** Refuses a name that is not a column of the table. */
export function checkColumn(command: string, { file, columns }: Table, name: string, option: string, csv: Csv): void {
  if (columns.includes(name)) return
  // Numbers as names are a sign that the file has no header.
  const hint = csv.header && columns.some(isNumeric) ? ' If the first line is data, pass --no-header.' : ''
  throw new UsageError(
    `${command}: ${showName(file)} has no column "${showName(name)}". ${suggest(name, columns, option)}${hint}`,
  )
}

const isNumeric = (name: string): boolean => name !== '' && Number.isFinite(Number(name))

/** Reads a CSV file of any size, or standard input, as a sequence of tables. */
export const readTables = (file: string, csv: Csv): AsyncGenerator<Table, void> =>
  csvTables(bytesOf(file), { ...csvOf(csv), file: nameOf(file) })
