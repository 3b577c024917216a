/** The worker that trains, as the page sees it. */
import type { FromWorker, ToWorker } from './messages.js'
import { paced } from './paced.js'

export interface TrainingWorker {
  send(command: ToWorker): void
}

/** Starts the worker. `receive` gets its news, and a fault if it cannot be loaded. */
export function startWorker(receive: (news: FromWorker) => void): TrainingWorker {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  const take = paced(receive, afterTwoFrames)
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => take(data))
  worker.addEventListener('error', ({ message }) =>
    take({
      type: 'fault',
      message: `The training stopped: ${message || 'its program could not be loaded'}. Reload the page.`,
    }),
  )
  return { send: (command) => worker.postMessage(command) }
}

/** The browser begins the second frame when the first is on its way to the screen. */
function afterTwoFrames(callback: (took: number) => void): void {
  const begin = performance.now()
  requestAnimationFrame(() => requestAnimationFrame(() => callback(performance.now() - begin)))
}
