// Does the set-up that is missing, and only that: installs when the lock file is newer than what is installed, then
// builds (incrementally). Its output goes to stderr, so that `npm start` and `npm run bench -- --json` stay clean.
import { execSync } from 'node:child_process'
import { statSync } from 'node:fs'

const root = new URL('../../../', import.meta.url)
const time = (path) => statSync(new URL(path, root), { throwIfNoEntry: false })?.mtimeMs ?? -1
function run(command) {
  try {
    execSync(command, { cwd: root, stdio: ['ignore', 2, 2] })
  } catch {
    console.error(`setup: "${command}" failed. Mend what it says above, then run this again.`)
    process.exit(1)
  }
}

if (time('node_modules/.package-lock.json') < time('package-lock.json')) {
  console.error('Installing packages …')
  run('npm ci --no-audit --no-fund --loglevel=error')
}
run('npm run --silent build')
