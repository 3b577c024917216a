/** The program of each thread: it loads the task once, then runs the trials that it gets. */
import { workerData } from 'node:worker_threads'
import type { Json } from './json.js'
import type { Measurement, PlannedTrial, TrialContext } from './trial.js'

/** The data that a thread gets when it starts. */
export interface ThreadData {
  task: string
  data: Json | undefined
}

/** One repeat of a trial, with the seed of the repeat. */
export interface Sent extends PlannedTrial<unknown> {
  repeat: number
  repeats: number
}

type Run = (settings: unknown, context: TrialContext<Json | undefined>) => unknown

const { task, data } = workerData as ThreadData
// If a trial could change the data, the next trial in this thread would see the change.
freeze(data)
let loading: Promise<Run> | undefined

/** The result of a repeat, or the reason why the module of the task cannot be used, which ends the search. */
export type Answer = { measured: Measurement; seconds: number } | { unusable: string }

export default async function runTrial({ settings, ...sent }: Sent): Promise<Answer> {
  let run: Run
  try {
    run = await (loading ??= load())
  } catch (error) {
    return { unusable: message(error) }
  }
  const start = performance.now()
  const measured = await attempt(() => run(settings, { ...sent, data }))
  return { measured, seconds: (performance.now() - start) / 1000 }
}

async function load(): Promise<Run> {
  const { default: run } = (await import(task)) as { default?: unknown }
  if (typeof run !== 'function') throw new TypeError(`its default export is ${kind(run)}, not a function`)
  return run as Run
}

async function attempt(run: () => unknown): Promise<Measurement> {
  try {
    return toMeasurement(await run())
  } catch (error) {
    return failure(message(error))
  }
}

/** The result that a task returned, with its details as JSON would give them back. */
function toMeasurement(returned: unknown): Measurement {
  const { score, ...rest } = (typeof returned === 'number' ? { score: returned } : (returned ?? {})) as {
    score?: unknown
  }
  if (typeof score !== 'number') {
    return failure(`the task gave ${kind(returned)}, neither a number nor an object with a number as its score`)
  }
  if (!Number.isFinite(score)) return failure(`the score is ${score}`)
  const details = JSON.parse(JSON.stringify(rest)) as { [key: string]: Json }
  return { score: score + 0, ...(Object.keys(details).length > 0 ? { details } : {}) }
}

const failure = (failed: string): Measurement => ({ score: null, failed })

function message(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : String(error)
}

const kind = (value: unknown): string =>
  value === null ? 'null' : value === undefined ? 'undefined' : `a value of type ${typeof value}`

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  Object.freeze(value)
  for (const part of Object.values(value)) freeze(part)
}
