// The project that `gradus new` creates, as a user gets it: created by the packed command line, installed by npm, run with
// tsx, and its types checked. Only its tools come from the registry.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** `run(command, args, folder)` returns what a command prints; `gradus` is the packed command; `folder` an empty folder. */
export function checkStarter(run, gradus, folder) {
  run(gradus, ['new', 'flowers'], folder)
  const project = join(folder, 'flowers')
  run('npm', ['install', '--no-audit', '--no-fund'], project)
  const printed = run('npx', ['tsx', 'first.ts'], project)
  assert.match(printed, /^The (network|linear) model is right in \d\d\.\d %/)
  assert.equal(run('npm', ['start', '--silent'], project), printed)
  assert.match(readFileSync(join(project, 'graph.svg'), 'utf8'), /<\/svg>/)
  run('npm', ['run', 'types'], project)
}
