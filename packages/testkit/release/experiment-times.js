// Runs each program of chapter 8 once, as a reader does, and prints how many seconds it takes. The chapter promises less than a minute.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const MOST = 60

const root = fileURLToPath(new URL('../../../', import.meta.url))
const page = readFileSync(join(root, 'docs/course/08-learning-better.md'), 'utf8')
const cwd = mkdtempSync(join(tmpdir(), 'gradus-experiments-'))
symlinkSync(join(root, 'node_modules'), join(cwd, 'node_modules'))
writeFileSync(join(cwd, 'package.json'), '{ "type": "module" }')
for (const [, name, text] of page.matchAll(/^```ts (\S+)\n([\s\S]*?)^```/gm)) writeFileSync(join(cwd, name), text)

for (const [, name] of page.matchAll(/^\$ npx tsx (\S+)$/gm)) {
  const start = performance.now()
  const { status } = spawnSync('npx', ['tsx', name], { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
  const seconds = (performance.now() - start) / 1000
  console.log(`experiments: ${name} takes ${seconds.toFixed(0)} s`)
  if (status === 0 && seconds < MOST) continue
  console.error(`experiments: ${status === 0 ? `that is not less than ${MOST} s` : `${name} failed`}`)
  process.exitCode = 1
}
rmSync(cwd, { recursive: true })
