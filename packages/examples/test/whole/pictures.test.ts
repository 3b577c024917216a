import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'

/** Those in docs/pictures itself. The operations have a folder and a test of their own. */
const picturesIn = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.svg'))

test('the pictures in docs/pictures are the ones that `npm run docs:images` draws', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gradus-pictures-'))
  const script = new URL('../../dist/pictures.js', import.meta.url).pathname
  expect(spawnSync(process.execPath, [script, folder]).status).toBe(0)
  const drawn = readdirSync(folder)
  expect(drawn).toEqual(picturesIn(new URL('../../../../docs/pictures', import.meta.url).pathname))
  for (const name of drawn) {
    const kept = readFileSync(new URL(`../../../../docs/pictures/${name}`, import.meta.url), 'utf8')
    expect(readFileSync(join(folder, name), 'utf8')).toBe(kept)
  }
  rmSync(folder, { recursive: true })
})

describe('on the pages', () => {
  const root = fileURLToPath(new URL('../../../../', import.meta.url))
  const kept = picturesIn(`${root}docs/pictures`)
  const readmes = readdirSync(`${root}packages`).map((name) => `packages/${name}/README.md`)
  const docs = readdirSync(`${root}docs`, { recursive: true, encoding: 'utf8' }).map((name) => `docs/${name}`)
  const pages = ['README.md', ...docs.filter((name) => name.endsWith('.md')), ...readmes]
    .filter((page) => existsSync(root + page))
    .map((page) => readFileSync(root + page, 'utf8'))

  test.each(kept)('%s is on one, without movement for readers who prefer that', (name) => {
    const shown = pages.filter((page) => new RegExp(`[(/"]pictures/${name}[)"]`).test(page))
    expect(shown).not.toEqual([])
    if (!readFileSync(`${root}docs/pictures/${name}`, 'utf8').includes('<style>')) return
    const still = name.replace('.svg', '-still.svg')
    const beside = new RegExp(
      `<picture>\\s*<source media="\\(prefers-reduced-motion: reduce\\)" srcset="[^"]*/${still}">\\s*<img src="[^"]*/${name}" alt="[^"]+">\\s*</picture>`,
    )
    for (const page of shown) expect(page).toMatch(beside)
  })
})
