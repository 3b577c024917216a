import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Runs a script of this folder in a fresh process, and returns the JSON value that it prints. */
export function runChild<T>(script: string, args: readonly string[]): T {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', path, ...args], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`bench: ${script} ${args.join(' ')} failed. Correct what it says:\n${stderr}`)
  return JSON.parse(stdout) as T
}
