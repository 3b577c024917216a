import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll } from '@jest/globals'

/** The script behind the command. */
export const bin = fileURLToPath(new URL('../bin/gradus.js', import.meta.url))

/** An empty directory for the tests of a file. */
export function workshop(): { path(name: string): string; directory(): string } {
  let directory = ''
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'gradus-test-'))
  })
  afterAll(() => rmSync(directory, { recursive: true }))
  return { path: (name) => join(directory, name), directory: () => directory }
}

/** Runs the built command line as a user does. */
export function gradus(args: readonly string[], cwd?: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8', cwd })
  return { status, stdout, stderr }
}
