/** `npm run site`: builds the site into packages/site/dist. `--base /path/` is where it will be served. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'vitepress'
import { pages } from './folders.js'
import { prepare } from './prepare.js'

const { values } = parseArgs({ options: { base: { type: 'string', default: '/' } } })
const { base } = values
if (!/^\/([\w.~-]+\/)*$/.test(base)) {
  throw new Error(`site: --base is "${base}". Pass a path that begins and ends with a slash, such as /gradus/.`)
}
await prepare()
const config = new URL('config.js', import.meta.url).href
writeFileSync(
  join(pages, '.vitepress/config.mjs'),
  `import { config } from ${JSON.stringify(config)}\nexport default config(${JSON.stringify(base)})\n`,
)
await build(pages)
