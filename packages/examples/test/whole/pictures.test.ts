import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'

test('the pictures in docs/pictures are the ones that `npm run docs:images` draws', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gradus-pictures-'))
  const script = new URL('../../dist/pictures.js', import.meta.url).pathname
  expect(spawnSync(process.execPath, [script, folder]).status).toBe(0)
  const drawn = readdirSync(folder)
  expect(drawn).toEqual(readdirSync(new URL('../../../../docs/pictures', import.meta.url)))
  for (const name of drawn) {
    const kept = readFileSync(new URL(`../../../../docs/pictures/${name}`, import.meta.url), 'utf8')
    expect(readFileSync(join(folder, name), 'utf8')).toBe(kept)
  }
  rmSync(folder, { recursive: true })
})
