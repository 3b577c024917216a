/** Runs trials on worker threads. */
import { Piscina } from 'piscina'
import type { Plan } from './options.js'
import type { Answer, Sent, ThreadData } from './worker.js'

// A thread runs the built file, even if this file runs from its source, because plain Node cannot run TypeScript.
const WORKER = new URL('../dist/worker.js', import.meta.url)

type Finished = Exclude<Answer, { unusable: string }>

export interface Threads {
  /** @throws Error if the module of the task cannot be used; an error inside the trial becomes its result */
  run(sent: Sent): Promise<Finished>
  /** Ends the threads at once. */
  close(): Promise<void>
}

/** Makes the threads for the trials of one search. They start with the first trial. */
export function openThreads<P>({ file, url, data, workers }: Plan<P>): Threads {
  const workerData: ThreadData = { task: url, data }
  const start = () => {
    const pool = new Piscina<Sent, Answer>({
      filename: WORKER.href,
      minThreads: workers,
      maxThreads: workers,
      workerData,
      stricterFIFO: true, // trials begin in the order of their numbers
    })
    // Errors of threads without a trial: a late answer while the pool closes, or a failure of something that a trial
    // left behind.
    pool.on('error', () => undefined)
    return pool
  }
  let pool: ReturnType<typeof start> | undefined
  let closed = false
  return {
    async run(sent) {
      if (closed) throw new Error('search: the search has ended. Start a new one.')
      pool ??= start()
      let answer: Answer
      try {
        answer = await pool.run(sent)
      } catch (error) {
        if (closed) throw error
        // An error of the task is recorded in the thread. So here the thread itself ended, by process.exit or without
        // memory.
        const failed = `the thread ended (${(error as Error).message})`
        return { measured: { score: null, failed }, seconds: 0 }
      }
      if (!('unusable' in answer)) return answer
      const why = answer.unusable
      throw new Error(
        `search: the task ${file} cannot be used (${why}). Pass a module whose default export is a function.`,
      )
    },
    async close() {
      closed = true
      await pool?.destroy()
    },
  }
}
