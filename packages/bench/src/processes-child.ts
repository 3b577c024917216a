/**
 * What a second core brings at most: two processes that share nothing, each with the same steps, beside one alone. Prints one
 * JSON object. `node processes-child.js`, or `node processes-child.js SECONDS` for one of the processes.
 */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { stepsPerSecond } from './threads.js'

const SECONDS = 3
const seconds = Number(process.argv[2])

if (seconds > 0) process.stdout.write(JSON.stringify(stepsPerSecond(seconds)))
else {
  const run = async () => {
    const self = fileURLToPath(import.meta.url)
    const { stdout } = await promisify(execFile)(process.execPath, [self, String(SECONDS)])
    return Number(stdout)
  }
  const alone = await run()
  const [first, second] = await Promise.all([run(), run()])
  process.stdout.write(JSON.stringify({ ratio: (first + second) / alone }))
}
