/** The worker for what can take long: the page stays alive, and can end it. */
import type { Request } from './analysis.js'
import { analyze } from './analyze.js'

self.addEventListener('message', ({ data }: MessageEvent<Request>) => {
  try {
    self.postMessage(analyze(data))
  } catch (error) {
    self.postMessage({ fault: (error as Error).message })
  }
})
