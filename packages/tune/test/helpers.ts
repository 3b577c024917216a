import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from '@jest/globals'

/** A module of tasks/. */
export const task = (name: string): URL => new URL(`tasks/${name}.js`, import.meta.url)

/** An empty directory for the tests of a file. */
export function workshop(): { path(name: string): string } {
  let directory = ''
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'gradus-tune-'))
  })
  afterAll(() => rmSync(directory, { recursive: true }))
  return { path: (name) => join(directory, name) }
}
