import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Runs a script beside this one in a fresh process; it prints one JSON value. */
export function runChild<T>(script: string, args: readonly string[]): T {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', path, ...args], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`bench: ${script} ${args.join(' ')} failed.\n${stderr}`)
  return JSON.parse(stdout) as T
}
