import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'

interface Reporter {
  onRunStart(results: { numTotalTestSuites: number }, options: { estimatedTime: number }): void
  onTestResult(test: undefined, result: undefined, results: { numTotalTestSuites: number }): void
}
const module = new URL('../../jest/progress.js', import.meta.url).href
const { default: Progress } = (await import(module)) as { default: new (...args: unknown[]) => Reporter }

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { scripts: Record<string, string> }

test('the test command says what it runs, shows that it is done, and prints no warning', () => {
  const jest = scripts.test!.split(' && ').at(-1)!
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `${jest} packages/testkit/test/references`], {
    cwd: root,
    encoding: 'utf8',
  })
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
  const lines = stderr.split('\n').filter((line) => line !== '')
  expect(lines[0]).toMatch(/^Running the tests in 1 file(, which take about (one second|\d+ seconds))?\.$/)
  expect(lines[1]).toMatch(/^PASS packages\/testkit\/test\/references\.test\.ts/)
  expect(stderr).not.toMatch(/warning|worker process|did not exit/i)
})

test('the estimate comes from earlier runs, or for all files from a measurement', () => {
  const said = (files: number, estimatedTime: number, maxWorkers = 2) => {
    const texts: string[] = []
    const progress = new Progress({ maxWorkers }, { write: (text: string) => texts.push(text), isTTY: false })
    progress.onRunStart({ numTotalTestSuites: files }, { estimatedTime })
    for (let i = 0; i < 20; i++) progress.onTestResult(undefined, undefined, { numTotalTestSuites: files })
    return texts
  }
  const done = (files: number) => [10, 20].map((n) => `${n} of ${files} files are done.\n`)
  const minutes = (text: string | undefined) => Number(/about (\d+) minutes\.\n$/.exec(text!)![1])
  expect(said(3, 0)).toEqual(['Running the tests in 3 files.\n'])
  expect(said(3, 80)).toEqual(['Running the tests in 3 files, which take about 80 seconds.\n'])
  expect(said(160, 600)).toEqual(['Running the tests in 160 files, which take about 10 minutes.\n', ...done(160)])
  expect(minutes(said(160, 0, 2)[0])).toBe(2 * minutes(said(160, 0, 4)[0]))
})
