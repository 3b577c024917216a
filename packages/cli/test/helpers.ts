import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll } from '@jest/globals'

const module = new URL('../../testkit/tools/bundle.js', import.meta.url).href
const { outdatedBy } = (await import(module)) as { outdatedBy(): string | undefined }
const newer = outdatedBy()
if (newer !== undefined) {
  throw new Error(`The tests would run an old command line: ${newer} is missing or has changed. Run npm run build.`)
}

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

/** A command of bash, in which $gradus is the built command line. */
export function bash(command: string, cwd: string) {
  const text = `gradus='${process.execPath} ${bin}'; ${command}`
  const { status, stdout, stderr } = spawnSync('bash', ['-c', text], { encoding: 'utf8', cwd })
  return { status, stdout, stderr }
}

/** The bytes of an IDX file of unsigned bytes. */
export const idx = (shape: readonly number[], values: readonly number[]): Uint8Array =>
  Uint8Array.from([
    ...[0, 0, 8, shape.length],
    ...shape.flatMap((n) => [(n >> 24) & 255, (n >> 16) & 255, (n >> 8) & 255, n & 255]),
    ...values,
  ])
