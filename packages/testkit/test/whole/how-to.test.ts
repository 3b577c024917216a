/**
 * The pages in docs/how-to run as printed. Each page is tried in an empty folder inside which the packages can be imported:
 * every block that names a file is saved there, then every command of the console blocks is run, and what it prints is
 * compared with the page.
 *
 * A block names its file by the first words after the fence: ```ts fit-decay.ts
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const folder = join(root, 'docs/how-to')
const pages = readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md')

interface Page {
  files: { name: string; text: string }[]
  commands: { line: string; printed: string }[]
}

function readPage(name: string): Page {
  const text = readFileSync(join(folder, name), 'utf8')
  const files = [...text.matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```/gm)].map((m) => ({ name: m[1]!, text: m[2]! }))
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
  return { files, commands }
}

/** "a 'b c'" as a shell splits it; the pages use double quotes only. */
const words = (line: string) => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2]!)

/** Where npx finds its commands. */
const PATH = [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter)

function run(line: string, cwd: string): string {
  const [npx, name, ...args] = words(line)
  expect([npx, ['tsx', 'gradus'].includes(name!)]).toEqual(['npx', true])
  return execFileSync(name!, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, PATH } }) // prettier-ignore
}

/** A line with … alone stands for any lines. */
function pattern(printed: string): RegExp {
  const escaped = printed.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replaceAll('…\n', '[\\s\\S]*')}$`)
}

test('there are pages', () => expect(pages.length).toBeGreaterThan(5))

describe.each(pages)('docs/how-to/%s', (name) => {
  const { files, commands } = readPage(name)
  let cwd = ''
  beforeAll(() => {
    cwd = mkdtempSync(join(tmpdir(), 'gradus-how-to-'))
    symlinkSync(join(root, 'node_modules'), join(cwd, 'node_modules'))
    writeFileSync(join(cwd, 'package.json'), '{ "type": "module" }')
    for (const file of files) writeFileSync(join(cwd, file.name), file.text)
  })
  afterAll(() => rmSync(cwd, { recursive: true }))

  test('every program is complete, and the page says how to run it', () => {
    const unnamed = readFileSync(join(folder, name), 'utf8').match(/^```ts$/gm) ?? []
    expect(unnamed).toEqual([])
    const programs = files.map((file) => file.name).filter((file) => file.endsWith('.ts'))
    const started = commands.map(({ line }) => /^npx tsx (\S+)/.exec(line)?.[1]).filter(Boolean)
    expect(programs.filter((program) => !started.includes(program))).toEqual([])
    expect(commands.length).toBeGreaterThan(0)
  })

  test.each(commands)('$line', ({ line, printed }) => {
    expect(run(line, cwd)).toMatch(pattern(printed))
  })
})
