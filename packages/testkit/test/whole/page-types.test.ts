/** Every program in the pages is complete: saved to a file, next to the other files of its page, it passes the type checker. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from '@jest/globals'
import { typeFaults } from '@gradus/testkit'
import { fencesIn, pages, readPage, root } from './pages.js'

/** Each program, under its own name or the line where it begins, as if its page were a folder. */
const programs = new Map<string, string>()
for (const page of pages) {
  for (const { language, name, text, line } of fencesIn(readPage(page))) {
    if (language !== 'ts' || name.startsWith('packages/')) continue // lines for existing files: contributing.test.ts adds them
    if (page.endsWith('/task.md')) continue // a line for an answer: packages/cli/test/whole/exercises.test.ts adds it
    programs.set(`${page}/${name === '' ? `line ${line + 1}.ts` : name}`, text)
  }
}

const settings = {
  extends: join(root, 'packages/tsconfig.test.json'),
  compilerOptions: {
    moduleDetection: 'force',
    lib: ['es2023', 'dom'], // some programs run in browsers too
    typeRoots: [join(root, 'node_modules/@types')],
    noUnusedLocals: false, // `x // => 3` is an expression whose value is not used, and some names are there to be read only
    rootDir: '/',
  },
  include: ['**/*.ts'],
}

/** The faults of programs by their paths, which are written to a folder with the packages of this project. */
function faultsOf(texts: ReadonlyMap<string, string>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'gradus-page-types-'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir')
  for (const [path, text] of texts) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const faults = typeFaults(folder, settings)
  rmSync(folder, { recursive: true })
  return faults
}

test('the programs of all pages pass the type checker', () => {
  expect(programs.size).toBeGreaterThan(50)
  expect(faultsOf(programs)).toEqual([])
})

test('a program that uses what it does not import is found', () => {
  const texts = new Map([['docs/broken.ts', "import { tanh } from '@gradus/engine'\ntanh(1) + sinh(1)\n"]])
  expect(faultsOf(texts)).toEqual(["docs/broken.ts(2,11): error TS2304: Cannot find name 'sinh'."])
})
