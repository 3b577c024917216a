// Installs the packages if the lock file is newer than the last installation, then builds what has changed. Its output goes
// to stderr, so that stdout has only the results of `npm start` and `npm run bench -- --json`.
import { execSync } from 'node:child_process'
import { statSync } from 'node:fs'

const root = new URL('../../../', import.meta.url)
const time = (path) => statSync(new URL(path, root), { throwIfNoEntry: false })?.mtimeMs ?? -1
function run(command) {
  try {
    execSync(command, { cwd: root, stdio: ['ignore', 2, 2] })
  } catch {
    console.error(`setup: "${command}" failed. Fix what it says above, then run this command again.`)
    process.exit(1)
  }
}

if (time('node_modules/.package-lock.json') < time('package-lock.json')) {
  console.error('Installing packages …')
  run('npm ci --no-audit --no-fund --loglevel=error')
}
console.error('Building …')
run('npm run --silent build')
