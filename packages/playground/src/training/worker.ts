/** The worker that trains: a session, and messages to and from the page. */
import type { FromWorker, ToWorker } from './messages.js'
import { Session } from './session.js'

const session = new Session((news: FromWorker) => {
  const map = news.type === 'run' ? news.map : undefined
  self.postMessage(news, map === undefined ? {} : { transfer: [map.buffer] })
})

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => session.receive(data))
