/** Adds an op to a copy of the repository by the steps of docs/CONTRIBUTING.md, and runs the tests that are there. */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { typeFaults } from '@gradus/testkit'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const page = readFileSync(join(root, 'docs/CONTRIBUTING.md'), 'utf8')
const PACKAGES = ['engine', 'compile', 'testkit']
let copy: string

/** The block of the page that names a file after its language. */
function block(path: string): string {
  const blocks = [...page.matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```/gm)].filter((match) => match[1] === path)
  expect(blocks).toHaveLength(1)
  return blocks[0]![2]!
}

/** Writes the page's block into the file: after the line that matches, or at the end. */
function apply(path: string, after?: RegExp): void {
  const file = join(copy, path)
  const lines = readFileSync(file, 'utf8').split('\n')
  const at = after === undefined ? lines.length : lines.findIndex((line) => after.test(line)) + 1
  expect(at).toBeGreaterThan(0)
  writeFileSync(file, lines.toSpliced(at, 0, block(path)).join('\n'))
}

interface Report {
  numPassedTests: number
  numFailedTests: number
  messages: string
}

/** The tests of the new op in these files. */
function jest(...files: string[]): Report {
  const flags = ['--experimental-vm-modules', '--no-warnings', '--expose-gc', 'node_modules/jest/bin/jest.js']
  const options = ['-w', '1', '--json', '-t', 'softsign|every op has references']
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, ...options, ...files], {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
  if (stdout === '') throw new Error(stderr)
  const report = JSON.parse(stdout) as Report & { testResults: { message: string }[] }
  return { ...report, messages: report.testResults.map(({ message }) => message).join('\n') }
}

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'gradus-contributing-'))
  for (const name of ['package.json', 'jest.config.js', 'tsconfig.base.json', 'packages/tsconfig.test.json']) {
    cpSync(join(root, name), join(copy, name), { recursive: true })
  }
  for (const name of PACKAGES) {
    cpSync(join(root, 'packages', name), join(copy, 'packages', name), {
      recursive: true,
      filter: (path) => !/[\\/](dist|node_modules|tsconfig\.tsbuildinfo)$/.test(path),
    })
  }
  // Not one link to all of node_modules: the packages of the project in it must be those of the copy.
  mkdirSync(join(copy, 'node_modules/@gradus'), { recursive: true })
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== '@gradus') symlinkSync(join(root, 'node_modules', name), join(copy, 'node_modules', name))
  }
  for (const name of PACKAGES) symlinkSync(join(copy, 'packages', name), join(copy, 'node_modules/@gradus', name))
})

afterAll(() => rmSync(copy, { recursive: true, force: true }))

test('an op needs a row, a line of references and at most a line for a kernel', () => {
  const accuracy = 'packages/engine/test/whole/accuracy.test.ts'

  apply('packages/engine/src/ops.ts')
  const without = jest(accuracy)
  expect(without.numFailedTests).toBeGreaterThan(0)
  expect(without.messages).toContain(
    'softsign has none. Add a line to packages/testkit/references/generate.py and run: python3 packages/testkit/references/generate.py softsign',
  )

  apply('packages/testkit/references/generate.py', /^OPS = \{/)
  const [command] = /^python3 .*$/m.exec(page) as unknown as [string]
  const [program, ...args] = command.split(' ') as [string, ...string[]]
  execFileSync(program, args, { cwd: copy })
  apply('packages/compile/src/wasm/kernels.ts', /^export const kernels/)
  const files = ['packages/engine/src/ops.ts', 'packages/compile/src/wasm/kernels.ts']
  expect(typeFaults(copy, { extends: './packages/tsconfig.test.json', files, include: [] })).toEqual([])
  const after = jest(
    accuracy,
    ...['packages/engine/test/ops.test.ts', 'packages/engine/test/op.test.ts'],
    ...['packages/engine/test/whole/kinks.test.ts', 'packages/compile/test/whole/ops.test.ts'],
    'packages/compile/test/wasm/kernels.test.ts',
  )
  expect(after.messages.trim()).toBe('')
  expect(after.numFailedTests).toBe(0)
  expect(after.numPassedTests).toBeGreaterThan(30)
})
