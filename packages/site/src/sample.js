/**
 * Builds some of the pages that `npm run site` prepared under another base, into a folder. It takes seconds, and shows
 * whether every address follows the base: `node sample.js /gradus/ FOLDER docs/ops.md index.md`.
 */
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vitepress'
import { pages } from './folders.js'

const [base, folder, ...chosen] = process.argv.slice(2)
const all = readdirSync(pages, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'))
const root = join(pages, '.sample')
cpSync(join(pages, '.vitepress/theme'), join(root, '.vitepress/theme'), { recursive: true })
const options = {
  outDir: folder,
  srcExclude: all.filter((name) => !chosen.includes(name)),
  ignoreDeadLinks: true, // the pages that are left out
}
writeFileSync(
  join(root, '.vitepress/config.mjs'),
  `import { config } from ${JSON.stringify(new URL('config.js', import.meta.url).href)}
export default { ...config(${JSON.stringify(base)}, ${JSON.stringify(folder)}), ...${JSON.stringify(options)} }\n`,
)
await build(root)
rmSync(root, { recursive: true })
