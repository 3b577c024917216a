/** Every program in the pages is complete: saved to a file, next to the other files of its page, it passes the type checker. */
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { typeFaultsOf } from '@gradus/testkit'
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

test('the programs of all pages pass the type checker', () => {
  expect(programs.size).toBeGreaterThan(50)
  expect(typeFaultsOf(programs, settings)).toEqual([])
})

test('a program that uses what it does not import is found', () => {
  const texts = new Map([['docs/broken.ts', "import { tanh } from '@gradus/engine'\ntanh(1) + sinh(1)\n"]])
  expect(typeFaultsOf(texts, settings)).toEqual(["docs/broken.ts(2,11): error TS2304: Cannot find name 'sinh'."])
})
