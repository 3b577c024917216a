/** Turns the answer of a learner and the checks of an exercise into one program. */
import { resolve as resolvePath } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type BuildFailure, type Message, type Plugin } from 'esbuild'
import { folder as packageFolder } from '../package-folder.js'
import { ANSWER, type Exercise, shipped } from './exercise.js'

/** Printed text is sent to the thread that waits for the result: at most so many lines. */
const MOST_LINES = 20

const HEAD = `
const { parentPort: $port } = require('node:worker_threads')
let $lines = 0
const $print = (...args) => {
  if ($lines++ < ${MOST_LINES}) $port.postMessage({ printed: require('node:util').format(...args).slice(0, 1000) })
}
console.log = console.info = console.warn = console.error = console.debug = $print`

/** The packages of Gradus are those of this command line, so an answer can be graded before anything is installed. */
const gradus: Plugin = {
  name: 'gradus',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^@gradus\// }, ({ path, pluginData }) => {
      if (pluginData === 'resolving') return undefined
      return resolve(path, {
        resolveDir: fileURLToPath(packageFolder),
        kind: 'import-statement',
        pluginData: 'resolving',
      })
    })
  },
}

export interface Bundled {
  code: string
  /** The source map, as JSON. */
  map: string
}

/**
 * @param answer the folder of the file answer.ts
 * @throws the messages of esbuild, if a file cannot be read as TypeScript
 */
export async function bundle(exercise: Exercise, answer: string): Promise<Bundled> {
  const from = (...path: string[]) => JSON.stringify(resolvePath(...path))
  const contents = `
    import * as answer from ${from(answer, ANSWER)}
    import { checks } from ${from(exercise.folder, 'tests.ts')}
    import { grade } from ${from(shipped, 'check.ts')}
    const graded = grade(answer, checks, (tried) => $port.postMessage({ tried, of: checks.length }))
    $port.postMessage({ graded, of: checks.length })`
  try {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: resolvePath(exercise.folder), sourcefile: 'grade.js' },
      bundle: true,
      write: false,
      outdir: 'out',
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      sourcemap: 'external',
      keepNames: true,
      banner: { js: HEAD },
      plugins: [gradus],
      logLevel: 'silent',
      tsconfigRaw: {},
    })
    const text = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))!.text
    return { code: text('.js'), map: text('.map') }
  } catch (error) {
    throw new Unreadable((error as BuildFailure).errors ?? [], { cause: error })
  }
}

/** A file that cannot be read as TypeScript, or imports something that is not there. */
export class Unreadable extends Error {
  constructor(messages: readonly Message[], options: ErrorOptions) {
    const [first] = messages
    const at = first?.location
    super(first === undefined ? String(options.cause) : first.text, options)
    this.line = at?.lineText
    this.place = at ? `line ${at.line}, ${at.lineText.trim()}` : undefined
  }
  /** The text of the line. */
  readonly line: string | undefined
  readonly place: string | undefined
}
