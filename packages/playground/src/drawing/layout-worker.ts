/** The worker that decides where boxes stand. Graphviz is loaded here, so that the page itself starts without it. */
import { type Description, layOut } from '@gradus/viz'
import type { LayoutReply, LayoutRequest } from './layout.js'

self.addEventListener('message', async ({ data }: MessageEvent<LayoutRequest>) => {
  let reply: LayoutReply
  try {
    reply = { number: data.number, layout: await layOut(data.description as Description, data.before) }
  } catch (error) {
    reply = { number: data.number, fault: (error as Error).message }
  }
  self.postMessage(reply)
})
