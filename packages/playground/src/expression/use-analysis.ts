/** Asks a worker, one request at a time. While it works, only the last of further requests is kept. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { analyzeAway } from './analysis-workers.js'
import type { Reply, Request } from './analysis.js'

/** The reply to the request, or to one before it while the worker is busy. Undefined before the first one. */
export function useAnalysis<R extends Request>(request: R): Reply<R['kind']> | undefined {
  const [reply, setReply] = useState<Reply<R['kind']>>()
  const asker = useRef<Asker<R>>()
  asker.current ??= new Asker<R>(setReply)
  const key = JSON.stringify(request, (_, x: unknown) => (typeof x === 'number' ? String(x) : x)) // JSON has no NaN
  useEffect(() => asker.current!.ask(request), [key])
  useEffect(() => () => asker.current!.end?.(), [])
  return reply
}

class Asker<R extends Request> {
  /** Ends the request that is worked on. */
  end: (() => void) | undefined
  #next: R | undefined

  constructor(readonly onReply: (reply: Reply<R['kind']>) => void) {}

  ask(request: R): void {
    if (this.end === undefined) this.end = analyzeAway(request, (reply) => this.#done(reply))
    else this.#next = request
  }

  #done(reply: Reply<R['kind']>): void {
    this.end = undefined
    this.onReply(reply)
    const next = this.#next
    this.#next = undefined
    if (next !== undefined) this.ask(next)
  }
}
