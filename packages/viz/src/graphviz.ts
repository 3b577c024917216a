/**
 * Runs Graphviz in a child process, one drawing at a time. Graphviz cannot be interrupted, but its process can be ended.
 * The next drawing then starts a new process. A worker thread is not enough: graphviz-cli starts its own worker, which
 * cannot be replaced and does not run inside another worker.
 */
import type { ChildProcess } from 'node:child_process'
import type { Answer } from './child.js'

// A bundler for browsers would resolve a literal in import(). Browsers use only toDot, which does not need this module.
const PROCESSES: string = 'node:child_process'
// Plain Node cannot run TypeScript, so the child is the built file even when this file runs from source.
const CHILD = '../dist/child.js'

/** Thrown if Graphviz does not finish a drawing within the time limit. */
export class TimeLimitError extends Error {}

/** Thrown if Graphviz cannot be loaded. */
export class NoGraphvizError extends Error {}

let child: ChildProcess | undefined
let last: Promise<unknown> = Promise.resolve()

/**
 * Draws DOT text as SVG after all earlier drawings are done. `timeLimit` is in milliseconds and does not include the wait.
 *
 * @throws TimeLimitError, NoGraphvizError, or the error of Graphviz. Its process has ended when the error arrives.
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
    // After a timeout the process is still busy, and after an error the memory of Graphviz may be damaged.
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
    execArgv: [], // the child must not inherit flags such as --inspect or --test
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  })
  graphviz.stderr!.on('data', dropWidthWarnings)
  graphviz.on('error', () => undefined) // the callback of `send` or the event `exit` reports it
  graphviz.on('exit', () => {
    if (child === graphviz) child = undefined // for example after a signal between two drawings
  })
  return graphviz
}

/** Sets whether the child keeps this process alive. */
function keepsAlive(graphviz: ChildProcess, yes: boolean): void {
  for (const handle of [graphviz, graphviz.channel, graphviz.stderr as unknown as Handle]) {
    if (yes) handle?.ref()
    else handle?.unref()
  }
}

type Handle = { ref(): void; unref(): void }

/** Ends the process, and resolves when it has ended. */
async function end(graphviz: ChildProcess): Promise<void> {
  if (graphviz.pid === undefined || graphviz.exitCode !== null || graphviz.signalCode !== null) return
  const ended = new Promise<void>((resolve) => graphviz.once('exit', () => resolve()))
  graphviz.ref()
  graphviz.kill('SIGKILL')
  await ended
}

/**
 * Passes on what Graphviz prints, except for one warning: that it does not know the width of a character beyond ASCII.
 * toDot sets the widths of the boxes itself.
 */
function dropWidthWarnings(chunk: Uint8Array): void {
  const rest = String(chunk).replace(/^Warning: no value for width of .*\n/gm, '')
  if (rest !== '') process.stderr.write(rest)
}
