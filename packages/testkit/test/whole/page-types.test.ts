/** Every program in the pages is complete: saved to a file, next to the other files of its page, it passes the type checker. */
import { expect, test } from '@jest/globals'
import ts from 'typescript'
import { fencesIn, pages, readPage, root } from './pages.js'

/** Each program, as a module, under its own name or the line where it begins, as if its page were a folder. */
const programs = new Map<string, string>()
for (const page of pages) {
  for (const { language, name, text, line } of fencesIn(readPage(page))) {
    if (language !== 'ts' || name.startsWith('packages/')) continue // lines for existing files: contributing.test.ts adds them
    programs.set(`${root}${page}/${name === '' ? `line ${line + 1}.ts` : name}`, `${text}export {}\n`)
  }
}

const config = ts.readConfigFile(`${root}packages/tsconfig.test.json`, ts.sys.readFile).config as object
const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, `${root}packages`)
// `x // => 3` is an expression whose value is not used, and some names are there to be read only.
const settings: ts.CompilerOptions = {
  ...options,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'], // some programs run in browsers too
  noUnusedLocals: false,
  moduleDetection: ts.ModuleDetectionKind.Force,
}

/** The faults of files that exist only here. */
function faultsOf(texts: ReadonlyMap<string, string>): string[] {
  const host = ts.createCompilerHost(settings)
  const { getSourceFile, fileExists, directoryExists } = host
  const source: ts.CreateSourceFileOptions = {
    languageVersion: ts.ScriptTarget.ES2022,
    impliedNodeFormat: ts.ModuleKind.ESNext,
  }
  host.fileExists = (path) => texts.has(path) || fileExists(path)
  host.directoryExists = (path) => path.endsWith('.md') || directoryExists!(path)
  host.getSourceFile = (path, ...rest) =>
    texts.has(path) ? ts.createSourceFile(path, texts.get(path)!, source) : getSourceFile(path, ...rest)
  const program = ts.createProgram([...texts.keys()], settings, host)
  return [...texts.keys()].flatMap((path) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(path))
      .map(({ messageText }) => `${path.slice(root.length, -3)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`),
  )
}

test('the programs of all pages pass the type checker', () => {
  expect(programs.size).toBeGreaterThan(50)
  expect(faultsOf(programs)).toEqual([])
})

test('a program that uses what it does not import is found', () => {
  const texts = new Map([[`${root}docs/broken.ts`, "import { tanh } from '@gradus/engine'\ntanh(1) + sinh(1)\n"]])
  expect(faultsOf(texts)).toEqual(["docs/broken: Cannot find name 'sinh'."])
})
