/**
 * Grades one answer. The code of the learner runs on a thread of its own, which is ended when its time or its memory is used up.
 */
import { SourceMap, type SourceMapPayload } from 'node:module'
import { Worker } from 'node:worker_threads'
import { bundle, type Bundled, Unreadable } from './bundle.js'
import { ANSWER, type Exercise } from './exercise.js'
import { errorFault, syntaxFault } from './faults.js'

/** Together with the time for the start, an answer comes within two seconds after saving. */
const SECONDS = 1.25

const MEGABYTES = 256

/** What a failed check tells: what `grade` of check.ts returns. */
export interface Failure {
  tried: string
  expected: string
  got: string
  fault: string
  stack?: string
}

export interface Result {
  /** How many checks passed before the first failure. */
  passed: number
  /** How many checks there are; undefined if the answer could not be run. */
  of?: number
  failure?: Failure
  /** What the answer printed with console.log. */
  printed: string[]
}

/** @param folder the folder of answer.ts */
export async function gradeAnswer(exercise: Exercise, folder: string): Promise<Result> {
  try {
    const bundled = await bundle(exercise, folder)
    return await runBundle(bundled)
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return { passed: 0, printed: [], failure: unreadable(error) }
  }
}

const unreadable = ({ message, line, place }: Unreadable): Failure => ({
  tried: `reading ${ANSWER}`,
  expected: 'a TypeScript program',
  got: place === undefined ? message : `${message} (${place})`,
  fault: syntaxFault(message, line),
})

interface Message {
  printed?: string
  tried?: string
  graded?: { passed: number; failure?: Omit<Failure, 'fault'> & { fault?: string; error?: string } }
  of?: number
}

async function runBundle({ code, map }: Bundled): Promise<Result> {
  const worker = new Worker(code, {
    eval: true,
    env: {},
    execArgv: [],
    stdin: false,
    resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
  })
  const result: Result = { passed: 0, printed: [] }
  let tried = 'starting the program'
  const end = (got: string, fault: string, stack?: string): void => {
    result.failure ??= { tried, expected: 'a result', got, fault, ...(stack === undefined ? {} : { stack }) }
  }
  await new Promise<void>((resolve) => {
    let timer: NodeJS.Timeout | undefined
    let known = false
    worker.on('online', () => {
      timer = setTimeout(() => {
        known = true
        end(
          `no result within ${SECONDS} seconds`,
          'A loop in your code never ends: its condition must become false at some point.',
        )
        void worker.terminate()
      }, SECONDS * 1000)
    })
    worker.on('message', ({ printed, tried: next, graded, of }: Message) => {
      if (printed !== undefined) result.printed.push(printed)
      if (of !== undefined) result.of = of
      if (next !== undefined) {
        if (tried !== 'starting the program') result.passed++
        tried = next
      }
      if (graded === undefined) return
      known = true
      result.passed = graded.passed
      if (graded.failure !== undefined) {
        const { error = '', ...failure } = graded.failure
        result.failure = { ...failure, fault: failure.fault ?? errorFault(error) }
      }
      void worker.terminate()
    })
    worker.on('error', (error: NodeJS.ErrnoException) => {
      known = true
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
        end(
          `more than ${MEGABYTES} MB of memory in use`,
          'A list grows without end: look for a loop that adds to what it goes through.',
        )
      } else end(`an error: ${error.message}`, errorFault(error.message), error.stack)
    })
    worker.on('exit', () => {
      clearTimeout(timer)
      if (!known) end('the end of the program', 'Your code ends the program. Leave out process.exit.')
      resolve()
    })
  })
  if (result.failure?.stack !== undefined) result.failure.stack = sourceStack(result.failure.stack, map)
  return result
}

/** The stack with the places in the files of the learner, without the steps of the grader. */
function sourceStack(stack: string, map: string): string {
  const places = new SourceMap(JSON.parse(map) as SourceMapPayload)
  return stack
    .split('\n')
    .flatMap((line) => {
      const [, start, row, column] = /^(\s+at .*?)\(?\[worker eval\]:(\d+):(\d+)\)?$/.exec(line) ?? []
      if (start === undefined) return /^\s+at /.test(line) ? [] : [line]
      const entry = places.findEntry(Number(row) - 1, Number(column) - 1)
      const file = /(answer|tests)\.ts$/.exec('originalSource' in entry ? entry.originalSource : '')
      return file === null || !('originalLine' in entry) ? [] : [`${start}(${file[0]}, line ${entry.originalLine + 1})`]
    })
    .join('\n')
}
