import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, truncateSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll } from '@jest/globals'

const module = new URL('../../testkit/tools/bundle.js', import.meta.url).href
const { outdatedBy } = (await import(module)) as { outdatedBy(): string | undefined }
const newer = outdatedBy()
if (newer !== undefined) {
  throw new Error(`The tests would run an old command line: ${newer} is missing or has changed. Run npm run build.`)
}

/** The script behind the command. */
export const bin = fileURLToPath(new URL('../bin/gradus.js', import.meta.url))

/** An empty directory for the tests of a file. */
export function workshop(): { path(name: string): string; directory(): string } {
  let directory = ''
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'gradus-test-'))
  })
  afterAll(() => rmSync(directory, { recursive: true }))
  return { path: (name) => join(directory, name), directory: () => directory }
}

/** Runs the built command line as a user does, in a process of its own. */
export function gradusAlone(args: readonly string[], cwd?: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8', cwd })
  return { status, stdout, stderr }
}

/** Runs the built command line in one process for all calls of a test file, which is several times faster. */
export function gradus(args: readonly string[], cwd = process.cwd()) {
  shared ??= startProcess()
  const { folder, requests, answers } = shared
  writeSync(requests, `${JSON.stringify({ args, cwd })}\n`)
  const answer = Buffer.alloc(16)
  const status = Number(answer.toString('utf8', 0, readSync(answers, answer)) || NaN)
  const [stdout, stderr] = ['stdout', 'stderr'].map((name) => {
    const text = readFileSync(join(folder, name), 'utf8')
    truncateSync(join(folder, name))
    return text
  })
  if (Number.isNaN(status)) throw new Error(`gradus ${args.join(' ')} ended the process: ${stderr!}`)
  return { status, stdout: stdout!, stderr: stderr! }
}

let shared: ReturnType<typeof startProcess> | undefined

/** Starts one-process.js. Named pipes let a test wait for the end of a command as it waits for a process. */
function startProcess() {
  const folder = mkdtempSync(join(tmpdir(), 'gradus-process-'))
  const [toChild, fromChild] = [join(folder, 'requests'), join(folder, 'answers')]
  execFileSync('mkfifo', [toChild, fromChild])
  const outputs = ['stdout', 'stderr'].map((name) => openSync(join(folder, name), 'a'))
  const script = fileURLToPath(new URL('one-process.js', import.meta.url))
  // The shell opens the pipes, so that they end when node does, even if it cannot start.
  const command = ['-c', 'exec "$0" "$1" 3<"$2" 4>"$3"', process.execPath, script, toChild, fromChild]
  spawn('sh', command, { stdio: ['ignore', outputs[0], outputs[1]] }).unref()
  outputs.forEach((file) => closeSync(file))
  return { folder, requests: openSync(toChild, 'w'), answers: openSync(fromChild, 'r') }
}

afterAll(() => {
  if (shared === undefined) return
  closeSync(shared.requests)
  closeSync(shared.answers)
  rmSync(shared.folder, { recursive: true })
  shared = undefined
})

/** A command of bash, in which $gradus is the built command line. */
export function bash(command: string, cwd: string) {
  const text = `gradus='${process.execPath} ${bin}'; ${command}`
  const { status, stdout, stderr } = spawnSync('bash', ['-c', text], { encoding: 'utf8', cwd })
  return { status, stdout, stderr }
}

/** The bytes of an IDX file of unsigned bytes. */
export const idx = (shape: readonly number[], values: readonly number[]): Uint8Array =>
  Uint8Array.from([
    ...[0, 0, 8, shape.length],
    ...shape.flatMap((n) => [(n >> 24) & 255, (n >> 16) & 255, (n >> 8) & 255, n & 255]),
    ...values,
  ])
