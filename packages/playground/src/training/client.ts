/** The worker that trains, as the page sees it. */
import type { FromWorker, ToWorker } from './messages.js'

export interface TrainingWorker {
  send(command: ToWorker): void
}

/** Starts the worker. `receive` gets its news, and a fault if it cannot be loaded. */
export function startWorker(receive: (news: FromWorker) => void): TrainingWorker {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => receive(data))
  worker.addEventListener('error', ({ message }) =>
    receive({
      type: 'fault',
      message: `The training stopped: ${message || 'its program could not be loaded'}. Reload the page.`,
    }),
  )
  return { send: (command) => worker.postMessage(command) }
}
