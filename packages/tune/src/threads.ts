/** Trials on worker threads. */
import { Piscina } from 'piscina'
import type { Plan } from './options.js'
import type { Answer, Sent, ThreadData } from './worker.js'

// A thread is plain Node and runs the built file, also when this one is run from its source.
const WORKER = new URL('../dist/worker.js', import.meta.url)

type Finished = Exclude<Answer, { unusable: string }>

export interface Threads {
  /** @throws Error if the module of the task is at fault; what goes wrong in the trial is what it came to */
  run(sent: Sent): Promise<Finished>
  /** Ends the threads, in the middle of whatever they do. */
  close(): Promise<void>
}

/** Threads for the trials of one search; they start with the first trial. */
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
    // Of threads without a trial: one that answers while it is being ended, or trips over what a trial left behind.
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
        // What the task throws is recorded; so this was the end of the thread, by process.exit or for want of memory.
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
