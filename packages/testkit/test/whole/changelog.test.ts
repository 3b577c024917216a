/** The changelog has the version that the packages have, as its newest. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const read = (path: string) => readFileSync(root + path, 'utf8')
const versions = readdirSync(`${root}packages`, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => (JSON.parse(read(`packages/${name}/package.json`)) as { version: string }).version)

test('the newest version of the changelog is that of the packages and of CITATION.cff', () => {
  const [newest] = [...read('docs/changelog.md').matchAll(/^## (\d+\.\d+\.\d+)/gm)].map((heading) => heading[1]!)
  expect(new Set(versions)).toEqual(new Set([newest]))
  expect(/^version: (.+)$/m.exec(read('CITATION.cff'))?.[1]).toBe(newest)
})
