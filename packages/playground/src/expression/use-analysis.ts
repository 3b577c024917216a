/** Asks the worker, one request at a time. While it works, only the last of further requests is kept. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Reply, Request } from './analysis.js'

/** In milliseconds. A worker that takes longer is ended. */
const LONGEST = 6000

/** The reply to the request, or to one before it while the worker is busy. Undefined before the first one. */
export function useAnalysis<R extends Request>(request: R): Reply<R['kind']> | undefined {
  const [reply, setReply] = useState<Reply<R['kind']>>()
  const asker = useRef<Asker<R>>()
  asker.current ??= new Asker<R>(setReply)
  const key = JSON.stringify(request, (_, x: unknown) => (typeof x === 'number' ? String(x) : x)) // JSON has no NaN
  useEffect(() => asker.current!.ask(request), [key])
  useEffect(() => () => asker.current!.end(), [])
  return reply
}

class Asker<R extends Request> {
  #worker: Worker | undefined
  #timer: number | undefined
  #next: R | undefined

  constructor(readonly onReply: (reply: Reply<R['kind']>) => void) {}

  ask(request: R): void {
    if (this.#timer !== undefined) {
      this.#next = request
      return
    }
    this.#worker ??= this.#start()
    this.#timer = window.setTimeout(() => {
      this.end()
      this.#done({ fault: 'This takes too long for an expression of this length. Shorten it.' })
    }, LONGEST)
    this.#worker.postMessage(request)
  }

  end(): void {
    window.clearTimeout(this.#timer)
    this.#timer = undefined
    this.#worker?.terminate()
    this.#worker = undefined
  }

  #start(): Worker {
    const worker = new Worker(new URL('./analysis-worker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<Reply<R['kind']>>) => this.#done(data))
    worker.addEventListener('error', () =>
      this.#done({ fault: 'This part of the page could not be loaded. Reload the page.' }),
    )
    return worker
  }

  #done(reply: Reply<R['kind']>): void {
    window.clearTimeout(this.#timer)
    this.#timer = undefined
    this.onReply(reply)
    const next = this.#next
    this.#next = undefined
    if (next !== undefined) this.ask(next)
  }
}
