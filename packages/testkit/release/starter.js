// The project that `gradus new` creates, as a user gets it: the commands of the README of the command line are run with the packed
// one, and the types of the project are checked. Only its tools come from the registry.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { blocks } from './page-blocks.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))
/** The block of commands in which a page makes a new project. */
const commandsIn = (page) =>
  blocks(readFileSync(join(root, page), 'utf8'), 'sh').find((text) => /^(npx )?gradus new /.test(text))

/** `run(command, args, folder)` returns what a command prints; `gradus` is the packed command; `folder` an empty folder. */
export function checkStarter(run, gradus, folder) {
  const commands = commandsIn('packages/cli/README.md')
  // In a clone they are the same, with npx and another folder. packages/cli/test/commands/new.test.ts runs the command there.
  assert.equal(commandsIn('README.md').replace('npx gradus', 'gradus').replaceAll('../flowers', 'flowers'), commands)
  const PATH = `export PATH="${dirname(gradus)}${delimiter}$PATH"\n`
  const printed = run('bash', ['-e', '-c', PATH + commands], folder)
  const project = join(folder, 'flowers')
  const again = run('npm', ['start', '--silent'], project)
  assert.match(again, /^The (network|linear) model is right in \d\d\.\d %/)
  assert.ok(printed.endsWith(again), printed)
  assert.match(readFileSync(join(project, 'graph.svg'), 'utf8'), /<\/svg>/)
  run('npm', ['run', 'types'], project)
}
