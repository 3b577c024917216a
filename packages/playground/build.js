/** `npm run build -w packages/playground`: builds the page into dist, if it is older than what it is made from. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { filesIn, newerThan, sources } from '../testkit/tools/outdated.js'

const here = fileURLToPath(new URL('./', import.meta.url))
/** Written last, so its time is that of a whole page. */
const made = join(here, '.built')
const own = ['index.html', 'package.json', 'vite.config.js', 'build.js'].map((name) => join(here, name))
const files = [...own, ...filesIn(join(here, 'src')), ...filesIn(join(here, 'public')), ...sources()]

if (newerThan(made, files) !== undefined || newerThan(join(here, 'dist/index.html'), []) !== undefined) {
  rmSync(made, { force: true })
  const { build } = await import('vite')
  await build({ root: here, logLevel: 'warn' })
  writeFileSync(made, '')
}
