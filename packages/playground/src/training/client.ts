/** The page's end of the worker that trains. */
import type { FromWorker, ToWorker } from './messages.js'

export interface Trainer {
  send(command: ToWorker): void
  /** Ends the worker. */
  end(): void
}

/** Starts the worker. A run pauses while nobody sees the page. */
export function startTrainer(receive: (news: FromWorker) => void): Trainer {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  const send = (command: ToWorker) => worker.postMessage(command)
  let isRunning = false
  let ranWhenHidden = false
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (data.type === 'run') isRunning = data.isRunning
    receive(data)
  })
  worker.addEventListener('error', ({ message }) => {
    receive({ type: 'fault', message: `The worker that trains has failed: ${message}. Load the page again.` })
  })
  const follow = () => {
    if (document.hidden) ranWhenHidden = isRunning
    if (document.hidden && isRunning) send({ type: 'pause' })
    if (!document.hidden && ranWhenHidden) send({ type: 'run' })
  }
  document.addEventListener('visibilitychange', follow)
  return {
    send,
    end: () => {
      document.removeEventListener('visibilitychange', follow)
      worker.terminate()
    },
  }
}
