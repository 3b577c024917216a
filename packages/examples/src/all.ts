/** Runs all numbered examples in order, and stops with an error at the first that fails. */
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
for (const file of readdirSync(here)
  .filter((name) => /^\d\d-.*\.js$/.test(name))
  .sort()) {
  console.log(`\n── ${file}`)
  const { status } = spawnSync(process.execPath, [here + file], { stdio: 'inherit' })
  if (status !== 0) process.exit(1)
}
