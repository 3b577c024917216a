/**
 * The ```console blocks of the READMEs: each `npx gradus` after $ is run, and what follows is what it prints on stdout. What
 * programs print after `npx tsx` is compared where the pages are run.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { gradus, workshop } from '../helpers.js'

const root = new URL('../../../../', import.meta.url)

/** "a 'b c'" as a shell splits it; the pages use double quotes only. */
const words = (line: string) => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2]!)

describe.each(['README.md', 'packages/cli/README.md'])('%s', (page) => {
  const { directory } = workshop()
  const blocks = [...readFileSync(new URL(page, root), 'utf8').matchAll(/^```console\n([\s\S]*?)^```/gm)]
  const commands = blocks.flatMap(([, block]) =>
    block!
      .split(/^\$ /m)
      .slice(1)
      .map((text) => [text.split('\n')[0]!, text.split('\n').slice(1).join('\n')] as const)
      .filter(([command]) => !command.startsWith('npx tsx ')),
  )
  test('has commands', () => expect(commands.length).toBeGreaterThan(0))
  test.each(commands)('%s', (command, printed) => {
    const [npx, name, ...args] = words(command)
    expect([npx, name]).toEqual(['npx', 'gradus'])
    const { status, stdout } = gradus(args, directory())
    expect(status).toBe(0)
    // … stands for any lines.
    const pattern = printed.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('…\n', '[\\s\\S]*')
    expect(stdout).toMatch(new RegExp(`^${pattern}$`))
  })
})
