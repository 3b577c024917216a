/**
 * The programs of the pages run as printed. Each page is tried in an empty folder inside which the packages can be imported:
 * its programs are saved there, then every command of the console blocks is run, and what it prints is compared with the page.
 *
 * A block names its file after the fence, ```ts fit-decay.ts, or it stands right before its command, $ npx tsx fit-decay.ts.
 * In the course, a file may also be there to be imported by others of the page.
 *
 * Two kinds of commands run only where an environment variable says so: `python NAME.py` if GRADUS_PYTHON is a Python with
 * numpy, onnxruntime and torch; and commands on the folder mnist/, which take five minutes, if GRADUS_MNIST is this folder.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const read = (page: string) => readFileSync(join(root, page), 'utf8')
const list = (folder: string) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`)
const readmes = readdirSync(join(root, 'packages'))
  .map((name) => `packages/${name}/README.md`)
  .filter((path) => existsSync(join(root, path)))
const howTo = list('docs/how-to')
const course = list('docs/course')
const pages = ['README.md', ...list('docs'), ...howTo, ...course, ...readmes].filter((page) =>
  read(page).includes(course.includes(page) ? '$ npx ' : '$ npx tsx '),
)

interface Page {
  files: { name: string; text: string }[]
  commands: { line: string; printed: string }[]
}

function readPage(page: string): Page {
  const text = read(page)
  const named = [...text.matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```/gm)].map((m) => ({ name: m[1]!, text: m[2]! }))
  const followed = [...text.matchAll(/^```ts\n((?:(?!```).*\n)*)```\n+^```console\n\$ npx tsx (\S+)/gm)]
  const files = [...named, ...followed.map((m) => ({ name: m[2]!, text: m[1]! }))]
  const consoles = [...text.matchAll(/^```console\n([\s\S]*?)^```/gm)].map((m) => m[1]!)
  const commands = consoles.flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const [line, ...printed] = part.split('\n')
        return { line: line!, printed: printed.join('\n') }
      }),
  )
  const possible = commands.filter(({ line }) => {
    const variable = neededBy(line)
    return variable === undefined || process.env[variable] !== undefined
  })
  // The command line's own test runs the other commands of the READMEs, in a folder for each page.
  const ours = [...howTo, ...course].includes(page)
    ? possible
    : possible.filter(({ line }) => line.startsWith('npx tsx '))
  return { files, commands: ours }
}

/** "a 'b c'" as a shell splits it; the pages use double quotes only. */
const words = (line: string) => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2]!)

/** The environment variable without which a command cannot run. */
function neededBy(line: string): string | undefined {
  if (line.startsWith('python ')) return 'GRADUS_PYTHON'
  return words(line).includes('mnist') ? 'GRADUS_MNIST' : undefined
}

/** Where npx finds its commands. */
const PATH = [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter)

function run(line: string, cwd: string): string {
  const [npx, name, ...args] = words(line)
  const python = npx === 'python' && name!.endsWith('.py')
  if (!python) expect([npx, ['tsx', 'gradus'].includes(name!)]).toEqual(['npx', true])
  const [program, list] = python ? [process.env['GRADUS_PYTHON']!, [name!, ...args]] : [name!, args]
  return execFileSync(program, list, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, PATH } }) // prettier-ignore
}

/** A line with … alone stands for any lines. */
function pattern(printed: string): RegExp {
  const escaped = printed.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replaceAll('…\n', '[\\s\\S]*')}$`)
}

test('there are pages', () => expect(pages).toEqual(expect.arrayContaining(['README.md', ...howTo])))

describe.each(pages)('%s', (page) => {
  const { files, commands } = readPage(page)
  let cwd = ''
  beforeAll(() => {
    cwd = mkdtempSync(join(tmpdir(), 'gradus-how-to-'))
    symlinkSync(join(root, 'node_modules'), join(cwd, 'node_modules'))
    writeFileSync(join(cwd, 'package.json'), '{ "type": "module" }')
    if (process.env['GRADUS_MNIST'] !== undefined) symlinkSync(process.env['GRADUS_MNIST'], join(cwd, 'mnist'))
    for (const file of files) writeFileSync(join(cwd, file.name), file.text)
  })
  afterAll(() => rmSync(cwd, { recursive: true }))

  test('the page says how to run each of its programs', () => {
    const unnamed = howTo.includes(page) ? (read(page).match(/^```ts$/gm) ?? []) : []
    expect(unnamed).toEqual([])
    const names = files.map((file) => file.name)
    expect(new Set(names).size).toBe(names.length)
    const imported = files.flatMap(({ text }) => [...text.matchAll(/from '\.\/(\S+)\.js'/g)].map((m) => `${m[1]!}.ts`))
    const programs = names.filter((file) => file.endsWith('.ts') && !(course.includes(page) && imported.includes(file)))
    const started = commands.map(({ line }) => /^npx tsx (\S+)/.exec(line)?.[1]).filter(Boolean)
    expect(programs.filter((program) => !started.includes(program))).toEqual([])
    expect(commands.length).toBeGreaterThan(0)
  })

  test.each(commands)(
    '$line',
    ({ line, printed }) => {
      expect(run(line, cwd)).toMatch(pattern(printed))
    },
    900_000, // for those that train on all of MNIST
  )
})
