/**
 * The command line. commands/table.ts lists the commands, and commands/ has one file for each with its options and its help.
 * The work behind `gradus train` and `gradus tune` is in train/ and tune/, that of `gradus new` in starter/, and the
 * exercises in learn/. All write through output/. What several commands read is in input/, and the plots of `gradus plot` are in plot/.
 */
import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { showName } from '@gradus/engine/errors'
import { commands } from './commands/table.js'
import { CheckFailed, UsageError } from './errors.js'
import { complain, watchStreams } from './output/streams.js'
import { folder } from './package-folder.js'

/** The columns of help next to the names of the options below which commander does not wrap it. */
const NARROWEST = 16

const WRONG_USE = 2
const FAILED = 1

/**
 * Runs one command.
 *
 * @param argv the arguments after the name of the program
 * @returns the exit code: 0 for success, 1 for a failure, 2 for wrong use
 */
export async function run(argv: readonly string[]): Promise<number> {
  let unwritable: Error | undefined
  watchStreams((error) => {
    if (unwritable === undefined)
      complain(`gradus: stdout cannot be written (${error.message}). Make room, or redirect it.`)
    unwritable = error
  })
  try {
    await program().parseAsync(helpLast(argv).map(shieldMinus), { from: 'user' })
    await flushed()
    return unwritable === undefined ? 0 : FAILED
  } catch (error) {
    if (error instanceof CheckFailed) return FAILED
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USE // commander has printed the error
    complain(error instanceof Error ? error.message : String(error))
    return error instanceof UsageError ? WRONG_USE : FAILED
  }
}

/** Resolves when stdout has accepted or refused all output. */
const flushed = (): Promise<void> => new Promise((resolve) => process.stdout.write('', () => resolve()))

/** Puts a space before an expression such as -x^2, or commander would read it as an option. */
const shieldMinus = (arg: string, _: number, argv: readonly string[]): string =>
  takesExpression(argv) && /^-[^-]/.test(arg) && arg !== '-h' && arg !== '-V' ? ` ${arg}` : arg

const takesExpression = ([name, subcommand]: readonly string[]): boolean =>
  name === 'plot' ? subcommand === 'function' : ['eval', 'explain', 'derive'].includes(name!)

/** Turns `help train` into `train --help`, because commander would print that help before the command is loaded. */
const helpLast = (argv: readonly string[]): readonly string[] =>
  argv[0] === 'help' && commands.some(({ name }) => name === argv[1]) ? [argv[1]!, '--help'] : argv

function program(): Command {
  const { version } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')) as { version: string }
  const gradus = new Command('gradus')
    .description('Automatic differentiation and tiny networks on the command line.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('(--help shows how to use it)')
    .configureHelp({ minWidthToWrap: NARROWEST })
    .configureOutput({ outputError: (text, write) => write(text.split('\n').map(showName).join('\n')) })
    .addHelpText(
      'after',
      `
Exit codes: 0 for success, 1 for a failure, 2 for wrong use.

Examples:
  gradus eval "(x + y) * z" x=-2 y=5 z=-4
  gradus explain "x*x + x" x=3
  gradus derive "x^2 * y"
  gradus plot function "tanh(x)" x=-3..3 --derivatives --svg tanh.svg
  gradus train iris.csv --target species --out model.json
  gradus resume model.json.checkpoint
  gradus predict model.json new.csv
  gradus inspect model.json iris.csv
  gradus check model.json iris.csv
  gradus export model.json --to onnx --out model.onnx
  gradus tune iris.csv --target species
  gradus tour
  gradus new flowers
  gradus learn init exercises`,
    )
  for (const { name, summary } of commands) gradus.command(name).description(summary)
  gradus.hook('preSubcommand', async (_, command) => {
    const row = commands.find(({ name }) => name === command.name())!
    const { define } = await row.load()
    define(command)
  })
  return gradus
}
