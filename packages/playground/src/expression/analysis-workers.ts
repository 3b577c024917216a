/** The workers that analyze. All requests share them: one is enough as long as each request is quick. */
import type { Reply, Request } from './analysis.js'

/** In milliseconds. A worker that takes longer is ended. */
const LONGEST = 6000

/** In milliseconds. A request that has waited longer for a free worker gets a new one. */
const PATIENCE = 1000

/** Workers that have nothing to do. */
const free: Worker[] = []
/** Requests that wait for a worker. Each takes the one that it is given. */
const queue = new Set<(worker: Worker) => void>()
let busy = 0

/** Answers a request once. Gives a function that ends the work on it. */
export function analyzeAway<R extends Request>(request: R, onReply: (reply: Reply<R['kind']>) => void): () => void {
  let timer: number | undefined
  let worker: Worker | undefined
  const begin = (taken: Worker): void => {
    queue.delete(begin)
    window.clearTimeout(timer)
    busy++
    worker = taken
    timer = window.setTimeout(() => {
      end()
      onReply({ fault: 'This takes too long for an expression of this length. Shorten it.' })
    }, LONGEST)
    worker.onmessage = ({ data }: MessageEvent<Reply<R['kind']>>) => {
      leave()
      handOn(taken)
      onReply(data)
    }
    worker.onerror = () => {
      end()
      onReply({ fault: 'This part of the page could not be loaded. Reload the page.' })
    }
    worker.postMessage(request)
  }
  const leave = (): void => {
    window.clearTimeout(timer)
    queue.delete(begin)
    if (worker !== undefined) busy--
    worker = undefined
  }
  const end = (): void => {
    const ended = worker
    leave()
    if (ended === undefined) return
    ended.terminate()
    if (queue.size > 0) handOn(start())
  }
  const idle = free.pop() ?? (busy === 0 ? start() : undefined)
  if (idle !== undefined) begin(idle)
  else {
    queue.add(begin)
    timer = window.setTimeout(() => begin(start()), PATIENCE)
  }
  return end
}

/** Gives a worker to the request that has waited longest. */
function handOn(worker: Worker): void {
  const [next] = queue
  if (next === undefined) free.push(worker)
  else next(worker)
}

const start = (): Worker => new Worker(new URL('./analysis-worker.ts', import.meta.url), { type: 'module' })
