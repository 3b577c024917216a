// Runs many commands in one process, because most commands take less time than the start of a process. Each request is a line of
// JSON from file descriptor 3, with the arguments and the directory. The answer is the exit code, in a line to descriptor 4.
// stdout and stderr are files, which the tests read and empty. test/whole/one-process.test.ts compares this with processes.
import { readSync, writeSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { run } from '../dist/index.js'

Object.defineProperty(process, 'stdin', {
  get() {
    throw new Error('one-process: stdin can be read once. Use gradusAlone() for a command that reads it.')
  },
})

/** The next request, or undefined if there are no more. */
function request() {
  let bytes = Buffer.alloc(0)
  while (bytes.at(-1) !== 10) {
    const part = Buffer.alloc(65536)
    const count = readSync(3, part)
    if (count === 0) return undefined
    bytes = Buffer.concat([bytes, part.subarray(0, count)])
  }
  return JSON.parse(bytes.toString())
}

for (let next = request(); next !== undefined; next = request()) {
  process.chdir(next.cwd)
  const code = await run(next.args)
  await setImmediate() // for what is written on the way out
  // The end of a process takes these with it.
  for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners('error')
  for (const signal of ['SIGINT', 'SIGTERM']) process.removeAllListeners(signal)
  writeSync(4, `${process.exitCode ?? code}\n`)
  process.exitCode = undefined
}
process.exit() // whatever a command has left
