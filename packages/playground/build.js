/** `npm run build -w packages/playground`: builds the page into dist, if it is older than what it is made from. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { filesIn, newerThan, sources } from '../testkit/tools/outdated.js'

const here = fileURLToPath(new URL('./', import.meta.url))
/** Vite removes it with all that is in dist, and it is written last, so its time is that of a whole page. */
const made = join(here, 'dist/.built')
const own = ['index.html', 'package.json', 'vite.config.js', 'build.js'].map((name) => join(here, name))
const files = [...own, ...filesIn(join(here, 'src')), ...filesIn(join(here, 'public')), ...sources()]

if (newerThan(made, files) !== undefined) {
  const { build } = await import('vite')
  await build({ root: here, logLevel: 'warn' })
  writeFileSync(made, '')
}
