/**
 * The programs and commands of the pages run as printed: page-programs.test.ts and course-programs.test.ts. Each page is tried in an empty folder inside which the packages can be
 * imported: its programs are saved there, then every command of its `console` and `sh` blocks is run in the order of the page.
 * What a command of a console block prints is compared with the page. A block of sh is one script, in which no command may fail.
 *
 * A block names its file after the fence, ```ts fit-decay.ts, or it stands right before its command, $ npx tsx fit-decay.ts.
 * In the course, a file may also be there to be imported by others of the page.
 *
 * Two kinds of commands run only where an environment variable says so: `python NAME.py` if GRADUS_PYTHON is a Python with
 * numpy, onnxruntime and torch; and commands on the folder mnist/, which take five minutes, if GRADUS_MNIST is this folder.
 * Without the variable, the test says how many commands it leaves out. `.ci/full` sets both.
 *
 * The experiments of chapter 8 run at a tenth of their size, and what they print is compared without its numbers, except in `.ci/full`.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { transformSync } from 'esbuild'
import { isFull } from '../../src/runs.js'
import { writeGivenFiles } from './given-files.js'
import { elsewhere, fencesIn, pages, readPage, root } from './pages.js'

interface Command {
  line: string
  /** What it prints, or undefined if the page does not show that. */
  printed?: string
}

interface Page {
  files: { name: string; text: string }[]
  commands: Command[]
}

function programsOf(page: string): Page {
  const fences = fencesIn(readPage(page)).filter((fence) => elsewhere(page, fence) === undefined)
  const files = fences.flatMap(({ language, name, text, line }, i) => {
    const next = fences[i + 1]
    const isNext = next?.language === 'console' && next.line === line + text.split('\n').length + 2
    const [, follows] = (isNext && /^\$ npx tsx (\S+)/.exec(next.text)) || []
    return name !== '' || (language === 'ts' && follows !== undefined) ? [{ name: name || follows!, text }] : []
  })
  const commands = fences.flatMap(({ language, text }): Command[] => {
    if (language === 'sh') return [{ line: text }]
    if (language !== 'console') return []
    return text.split(/^\$ /m).slice(1).map((part) => {
      const [line, ...printed] = part.split('\n')
      return { line: line!, printed: printed.join('\n') }
    }) // oxfmt-ignore
  })
  return { files, commands }
}

export const howTo = pages.filter((page) => page.startsWith('docs/how-to/'))
const tried = pages.filter((page) => programsOf(page).commands.length > 0)
/** The pages with commands: those of the course, and all others. */
export const course = tried.filter((page) => page.startsWith('docs/course/'))
export const others = tried.filter((page) => !course.includes(page))

/** "a 'b c'" as a shell splits it; the pages use double quotes only. */
const words = (line: string) => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2]!)

/** The environment variable without which a command cannot run. */
function neededBy(line: string): string | undefined {
  if (line.startsWith('python ')) return 'GRADUS_PYTHON'
  return words(line).includes('mnist') ? 'GRADUS_MNIST' : undefined
}
const isPossible = ({ line }: Command) => neededBy(line) === undefined || process.env[neededBy(line)!] !== undefined

/** Where shells find the commands of the packages. */
const PATH = [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter)

function execute(program: string, args: string[], cwd: string): string {
  return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, PATH } }) // oxfmt-ignore
}

/** What several pages begin with. It takes four seconds, so it runs for the first of them. */
const TOUR = 'npx gradus tour --out tour'
let tour: { folder: string; printed: string } | undefined
afterAll(() => tour && rmSync(tour.folder, { recursive: true }))
function takeTour(cwd: string): string {
  if (tour === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'gradus-tour-'))
    tour = { folder, printed: execute('gradus', ['tour', '--out', 'tour'], folder) }
  }
  cpSync(join(tour.folder, 'tour'), join(cwd, 'tour'), { recursive: true })
  return tour.printed
}

/**
 * Runs the command of a console block. `npx tsx NAME.ts` runs NAME.js, which the test has compiled, because tsx takes two seconds to
 * start. The command of README.md, in a block of sh, runs tsx itself.
 */
function run(line: string, cwd: string): string {
  const [first, second, ...args] = words(line)
  if (first === 'python') return execute(process.env['GRADUS_PYTHON']!, [second!, ...args], cwd)
  expect([first, ['tsx', 'gradus'].includes(second!)]).toEqual(['npx', true])
  if (line === TOUR) return takeTour(cwd)
  if (second === 'gradus') return execute('gradus', args, cwd)
  return execute(process.execPath, [args[0]!.replace(/\.ts$/, '.js'), ...args.slice(1)], cwd)
}

/**
 * What the pages take for granted. npx is what follows it, which is in PATH. Where a comment says that the reader presses Ctrl-C, that
 * happens after the first epoch. GNU parallel, which would use other machines, runs its commands here, one after the other, with
 * one trial for each of the four.
 */
const SHELL = `
npx() { "$@"; }
press_ctrl_c() {
  "$@" 2>progress &
  until grep -q epoch progress || ! kill -0 $!; do sleep 0.05; done
  kill -INT $!
  ! wait $!
}
parallel() {
  local given="$*" number
  local command="\${given#* gradus }"
  command="\${command/--trials 20/--trials 4}"
  for number in \${given##*::: }; do gradus $(echo \${command%% :::*} | sed s/{}/$number/g); done
}
`

function runScript(script: string, cwd: string): void {
  const lines = script.replace(/^(.*?) +# Ctrl-C$/gm, 'press_ctrl_c $1')
  execute('bash', ['-e', '-c', SHELL + lines], cwd)
}

/** A line with … alone stands for any lines. In a small experiment, numbers and the spaces around them stand for others. */
function pattern(printed: string, isSmall: boolean): RegExp {
  const escaped = printed.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const text = isSmall ? escaped.replace(/ *\d+(\\\.\d+)?/g, ' *\\d+(\\.\\d+)?') : escaped
  return new RegExp(`^${text.replaceAll('…\n', '[\\s\\S]*')}$`)
}

/** The file that all experiments import: they run with one seed instead of five, for half as many epochs. */
const LAB = 'lab.ts'
function atATenth(lab: string): string {
  const small = lab
    .replace('seed <= 5', 'seed <= 1')
    .replace('...options })', '...options, epochs: Math.ceil(options.epochs! / 2) })')
  expect(small.length - lab.length).toBe(', epochs: Math.ceil(options.epochs! / 2)'.length)
  return small
}

/** Defines the tests of these pages. */
export function testPages(tested: readonly string[]): void {
  afterAll(() => {
    for (const variable of ['GRADUS_PYTHON', 'GRADUS_MNIST'].filter((name) => process.env[name] === undefined)) {
      const left = tested.flatMap((page) => programsOf(page).commands.filter(({ line }) => neededBy(line) === variable))
      process.stderr.write(`${left.length} commands of the pages were not run, because ${variable} is not set.\n`)
    }
  })

  describe.each(tested)('%s', (page) => {
    const { files, commands } = programsOf(page)
    const isSmall = !isFull && files.some(({ name }) => name === LAB)
    let cwd = ''
    beforeAll(() => {
      cwd = mkdtempSync(join(tmpdir(), 'gradus-pages-'))
      symlinkSync(join(root, 'node_modules'), join(cwd, 'node_modules'))
      writeFileSync(join(cwd, 'package.json'), '{ "type": "module" }')
      if (process.env['GRADUS_MNIST'] !== undefined) symlinkSync(process.env['GRADUS_MNIST'], join(cwd, 'mnist'))
      writeGivenFiles(cwd)
      for (const { name, text } of files) {
        writeFileSync(join(cwd, name), text)
        if (!name.endsWith('.ts')) continue
        const { code } = transformSync(isSmall && name === LAB ? atATenth(text) : text, {
          loader: 'ts',
          target: 'es2022',
        })
        writeFileSync(join(cwd, name.replace(/\.ts$/, '.js')), code)
      }
    })
    afterAll(() => rmSync(cwd, { recursive: true }))

    test('the page says how to run each of its programs', () => {
      const unnamed = howTo.includes(page) ? (readPage(page).match(/^```ts$/gm) ?? []) : []
      expect(unnamed).toEqual([])
      const names = files.map((file) => file.name)
      expect(new Set(names).size).toBe(names.length)
      const imported = files.flatMap(({ text }) =>
        [...text.matchAll(/from '\.\/(\S+)\.js'/g)].map((m) => `${m[1]!}.ts`),
      )
      const programs = names.filter((file) => !(course.includes(page) && imported.includes(file)))
      const isUsed = (name: string) =>
        commands.some(({ line }) => line.split(/\s/).includes(name)) ||
        files.some(({ text }) => text.includes(`'${name}'`))
      expect(programs.filter((name) => !isUsed(name))).toEqual([])
    })

    test.each(commands.filter(isPossible))(
      '$line',
      ({ line, printed }) => {
        if (printed === undefined) runScript(line, cwd)
        else expect(run(line, cwd)).toMatch(pattern(printed, isSmall))
      },
      900_000, // for those that train on all of MNIST
    )
  })
}
