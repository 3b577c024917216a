/**
 * Graphviz in a child process, one drawing at a time. Graphviz cannot be interrupted, but its process can be ended; the
 * next drawing starts a new one. (A worker thread would not do: graphviz-cli starts one itself, cannot replace it, and
 * does not run within another.)
 */
import type { ChildProcess } from 'node:child_process'
import type { Answer } from './child.js'

// Kept in a variable so that a bundler for browsers, where only toDot is used, leaves the import alone.
const PROCESSES: string = 'node:child_process'
// The child is plain Node and runs the built file, also when this one is run from its source.
const CHILD = '../dist/child.js'

/** Thrown if a drawing is not finished within its time limit. */
export class TimeLimitError extends Error {}

/** Thrown if there is no Graphviz to draw with. */
export class NoGraphvizError extends Error {}

let child: ChildProcess | undefined
let last: Promise<unknown> = Promise.resolve()

/**
 * The SVG of a DOT text, once the drawings that were asked for earlier are done. `timeLimit` counts from then on.
 *
 * @throws TimeLimitError, NoGraphvizError, or what Graphviz throws. Its process has ended by then.
 */
export function draw(dot: string, timeLimit: number): Promise<string> {
  const drawing = last.then(() => drawNow(dot, timeLimit))
  last = drawing.catch(() => undefined)
  return drawing
}

async function drawNow(dot: string, timeLimit: number): Promise<string> {
  const graphviz = (child ??= await start())
  try {
    return await answerOf(graphviz, dot, timeLimit)
  } catch (error) {
    // A process that hangs has to be ended, and one in which Graphviz failed may be damaged.
    child = undefined
    await end(graphviz)
    throw error
  }
}

async function answerOf(graphviz: ChildProcess, dot: string, timeLimit: number): Promise<string> {
  let timer: ReturnType<typeof setTimeout> | undefined
  let stop = (): void => undefined
  keepsAlive(graphviz, true)
  try {
    return await new Promise<string>((resolve, reject) => {
      const ended = () => reject(new Error('its process ended'))
      const answered = (answer: Answer) => {
        if ('svg' in answer) resolve(answer.svg)
        else if ('error' in answer) reject(new Error(answer.error))
        else reject(new NoGraphvizError(answer.missing))
      }
      graphviz.on('message', answered).on('exit', ended)
      stop = () => void graphviz.off('message', answered).off('exit', ended)
      if (timeLimit !== Infinity) timer = setTimeout(() => reject(new TimeLimitError()), timeLimit)
      graphviz.send(dot, (error) => error !== null && reject(error))
    })
  } finally {
    clearTimeout(timer)
    stop()
    keepsAlive(graphviz, false)
  }
}

async function start(): Promise<ChildProcess> {
  let processes: typeof import('node:child_process')
  try {
    processes = (await import(PROCESSES)) as typeof import('node:child_process')
  } catch (cause) {
    throw new NoGraphvizError(String(cause))
  }
  const graphviz = processes.fork(new URL(CHILD, import.meta.url), {
    execArgv: [], // the program's own flags are not for the child
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  })
  graphviz.stderr!.on('data', dropWidthWarnings)
  graphviz.on('error', () => undefined) // what it means for a drawing, its `send` or its `exit` says
  graphviz.on('exit', () => {
    if (child === graphviz) child = undefined // such as by a signal between two drawings
  })
  return graphviz
}

/** Whether this process waits for the child before it ends by itself. */
function keepsAlive(graphviz: ChildProcess, yes: boolean): void {
  for (const handle of [graphviz, graphviz.channel, graphviz.stderr as unknown as Handle]) {
    if (yes) handle?.ref()
    else handle?.unref()
  }
}

type Handle = { ref(): void; unref(): void }

/** Resolves when the process has ended. */
async function end(graphviz: ChildProcess): Promise<void> {
  if (graphviz.pid === undefined || graphviz.exitCode !== null || graphviz.signalCode !== null) return
  const ended = new Promise<void>((resolve) => graphviz.once('exit', () => resolve()))
  graphviz.ref()
  graphviz.kill('SIGKILL')
  await ended
}

/**
 * Graphviz prints a warning when it first meets a character beyond ASCII, whose width it does not know. Boxes are given
 * their width by toDot, so the warning is noise; anything else that is printed still comes through.
 */
function dropWidthWarnings(chunk: Uint8Array): void {
  const rest = String(chunk).replace(/^Warning: no value for width of .*\n/gm, '')
  if (rest !== '') process.stderr.write(rest)
}
