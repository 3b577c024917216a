/** The Markdown pages of the project, the fenced blocks in them, and who executes the blocks that a page alone cannot. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../../../', import.meta.url))

/** Paths from the root folder. */
export const pages: readonly string[] = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `docs/${path}`)
    .sort(),
  ...readdirSync(join(root, 'packages'))
    .map((name) => `packages/${name}/README.md`)
    .filter((path) => existsSync(join(root, path))),
]

export const readPage = (page: string): string => readFileSync(join(root, page), 'utf8')

export interface Fence {
  language: string
  /** What stands after the language: the file of the block, as a rule. */
  name: string
  text: string
  /** The line of the page in which the block begins. */
  line: number
}

export function fencesIn(markdown: string): Fence[] {
  return [...markdown.matchAll(/^```(\S*) ?(.*)\n([\s\S]*?)^```$/gm)].map(({ 1: language, 2: name, 3: text, index }) => ({
    language: language!,
    name: name!,
    text: text!,
    line: markdown.slice(0, index).split('\n').length,
  })) // oxfmt-ignore
}

/**
 * The blocks that do not run with their page, and what executes or compares them instead. The key is the page and the first line of a
 * block, or the page and a language for all its blocks, whose number then stands first.
 */
export const ELSEWHERE: Record<string, string | [count: number, where: string]> = {
  // Commands.
  'README.md: npm start': 'steps of .ci/run, in a fresh clone',
  'README.md: npm run play': 'packages/playground/test/browser/serve.test.js',
  'docs/playground.md: npm run play': 'packages/playground/test/browser/serve.test.js',
  'README.md: npx gradus new ../flowers': 'packages/testkit/release/starter.js',
  'README.md: node packages/examples/dist/mnist.js FOLDER':
    'packages/examples/test/whole/real-data.test.ts; needs MNIST',
  'packages/cli/README.md: gradus new flowers': 'packages/testkit/release/starter.js',
  'docs/CONTRIBUTING.md: npm test': 'steps of .ci/run, in a fresh clone',
  'docs/CONTRIBUTING.md: python3 packages/testkit/references/generate.py softsign': 'contributing.test.ts',
  'docs/CONTRIBUTING.md: npm run docs:ops': 'steps of .ci/run: the pages are current, and the tests',
  'docs/in-a-browser.md sh': [4, 'packages/testkit/release/in-a-browser.js'],
  'docs/in-a-browser.md console': [1, 'packages/testkit/release/in-a-browser.js'],
  // Programs.
  'docs/in-a-browser.md js': [4, 'packages/testkit/release/in-a-browser.js'],
  'docs/in-a-browser.md html': [2, 'packages/testkit/release/in-a-browser.js'],
  'docs/in-a-browser.md json': [1, 'packages/testkit/release/in-a-browser.js'],
  'docs/onnx.md js': [1, 'packages/onnx/test/whole/server-page.test.ts'],
  'packages/tune/README.md js': [5, 'packages/tune/test/whole/readme.test.ts'],
  'docs/CONTRIBUTING.md: /** x / (1 + |x|); slope 1/(1 + |x|)². */': 'contributing.test.ts',
  'docs/CONTRIBUTING.md:   [engine.softsign, unary((x, v) => v.div(x, v.add(v.number(1), v.abs(x))))],': 'contributing.test.ts', // oxfmt-ignore
  'docs/CONTRIBUTING.md python': [1, 'contributing.test.ts'],
  'docs/exercises/24-find-the-nan/task.md ts': [1, 'packages/cli/test/whole/exercises.test.ts'],
  // Output and quotations.
  'docs/compiler.md text': [9, 'packages/compile/test/whole/compiler-page.test.ts'],
  'docs/from-fit-to-an-instruction.md text': [18, 'packages/compile/test/whole/instruction-page.test.ts'],
  'docs/in-a-browser.md text': [3, 'packages/testkit/release/in-a-browser.js'],
  'docs/measure-the-compiler.md text': [1, 'times of one machine, which differ in each run'],
  "packages/compile/README.md: Content-Security-Policy: script-src 'self' 'wasm-unsafe-eval'": 'fences.test.ts',
  'packages/tune/README.md text': [3, 'packages/tune/test/whole/readme.test.ts'],
}

const firstLine = (page: string, { text }: Fence) => `${page}: ${text.split('\n', 1)[0]!}`

/** The key of ELSEWHERE for a block, or undefined. */
export const elsewhere = (page: string, fence: Fence): string | undefined =>
  [firstLine(page, fence), `${page} ${fence.language}`].find((key) => key in ELSEWHERE)
