/** The test of packages/X/src/a/b.ts is packages/X/test/a/b.test.ts, so that each is found from the other. */
import { existsSync, readdirSync } from 'node:fs'
import { expect, test } from '@jest/globals'

const root = new URL('../../../../', import.meta.url)
const packages = readdirSync(new URL('packages', root), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(new URL(`packages/${entry.name}/test`, root)))
  .map(({ name }) => name)

/** What is wrong with the place of a test: nothing, or what to do. */
function misplaced(name: string, file: string, exists = (path: string) => existsSync(new URL(path, root))): string[] {
  if (file.startsWith('whole/')) return []
  const source = `packages/${name}/src/${file.replace(/\.test\.ts$/, '.ts')}`
  if (exists(source)) return []
  return [
    `packages/${name}/test/${file} tests no file: there is no ${source}. If it tests one file of src, give it the path of that file. If it tests the whole package, move it to packages/${name}/test/whole/.`,
  ]
}

test('there are packages with tests', () => expect(packages).toContain('testkit'))

test.each(packages)('packages/%s/test mirrors src, apart from test/whole', (name) => {
  const files = readdirSync(new URL(`packages/${name}/test`, root), { recursive: true, encoding: 'utf8' })
  const tests = files.filter((file) => file.endsWith('.test.ts'))
  expect(tests.length).toBeGreaterThan(0)
  expect(tests.flatMap((file) => misplaced(name, file))).toEqual([])
})

test('a misplaced test is told where it belongs', () => {
  const has =
    (...paths: string[]) =>
    (path: string) =>
      paths.includes(path)
  expect(misplaced('nn', 'whole/anything.test.ts', has())).toEqual([])
  expect(misplaced('nn', 'optim/adam.test.ts', has('packages/nn/src/optim/adam.ts'))).toEqual([])
  expect(misplaced('nn', 'adam.test.ts', has('packages/nn/src/optim/adam.ts'))).toEqual([
    'packages/nn/test/adam.test.ts tests no file: there is no packages/nn/src/adam.ts. If it tests one file of src, give it the path of that file. If it tests the whole package, move it to packages/nn/test/whole/.',
  ])
})
