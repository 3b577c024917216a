/** `npm run site:serve`: serves the finished site on this machine. `--port` is the port. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { serve } from 'vitepress'
import { dist, pages } from './folders.js'

const { values } = parseArgs({ options: { port: { type: 'string', default: '4173' } } })
if (!existsSync(join(dist, 'index.html'))) throw new Error('site: there is no finished site. Run npm run site first.')
const base = /export default config\("([^"]*)"\)/.exec(readFileSync(join(pages, '.vitepress/config.mjs'), 'utf8'))[1]
await serve({ root: pages, base, port: Number(values.port) })
