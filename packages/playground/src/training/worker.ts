/** The worker that trains: a session that talks to the page. */
import type { FromWorker, ToWorker } from './messages.js'
import { Session } from './session.js'

const session = new Session((news) => self.postMessage(news, { transfer: ownedBy(news) }))

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => session.receive(data))

/** What the worker hands over instead of copying it. The rows of the data are needed here too. */
function ownedBy(news: FromWorker): Transferable[] {
  if (news.type !== 'run') return []
  const { parameters, gradient, map } = news
  return [parameters, gradient, ...(map === undefined ? [] : [map])].map((numbers) => numbers.buffer as ArrayBuffer)
}
