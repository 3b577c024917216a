/**
 * Writes the pages as VitePress reads them: the Markdown files of the clone under the same paths, with links to source files
 * that lead to pages of the site, and with pictures in place. The playground comes along as the folder `play`.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { withApiLinks } from './api-links.js'
import { writeApiPages } from './api-pages.js'
import { pages, root, theme } from './folders.js'
import { paths } from './list-pages.js'
import { colorSheet, darkened, inBothModes, themed } from './pictures.js'
import { sourcePage, writeSourcePage } from './source-pages.js'

export async function prepare() {
  rmSync(pages, { recursive: true, force: true })
  mkdirSync(join(pages, 'public'), { recursive: true })
  cpSync(theme, join(pages, '.vitepress/theme'), { recursive: true })
  for (const name of ['source.css', 'source.js', 'icon.svg']) cpSync(join(theme, name), join(pages, 'public', name))
  writeFileSync(join(pages, '.vitepress/theme/colors.css'), colorSheet())
  const playground = join(root, 'packages/playground/dist')
  if (!existsSync(playground))
    throw new Error('site: the playground is not built. Run npm run build -w packages/playground.')
  cpSync(playground, join(pages, 'public/play'), { recursive: true })

  const written = new Set()
  const save = (path, text) => {
    const file = join(pages, path.replace(/README\.md$/, 'index.md'))
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  const api = await writeApiPages(save, written)
  for (const path of paths) {
    const text = withApiLinks(convert(readFileSync(join(root, path), 'utf8'), path, written), path, api)
    const links = api
      .filter(({ readme }) => readme === path)
      .map(({ name, page }) => `[\`${name}\`](${relative(path, page)})`)
    const list = links.length === 0 ? '' : `\nTypes and comments of every export: ${links.join(', ')}.\n`
    save(
      path,
      text.replace(/^# .+\n/m, (heading) => heading + list),
    )
  }
}

/** Pictures in place, and links to pages of the site; code blocks stay as they are. */
function convert(text, path, written) {
  return text
    .split(/(^```[\s\S]*?^```$)/m)
    .map((part) => (part.startsWith('```') ? part : withLinks(withPictures(part, path), path, written)))
    .join('')
}

const withPictures = (text, path) =>
  inBothModes(text)
    .replace(/^!\[(.*?)\]\(([^)]+\.svg)\)$/gm, (_, alt, target) => {
      const svg = readFileSync(join(root, dirname(path), target), 'utf8').trim()
      // An animation has a style sheet, which only a file of its own can have.
      return svg.includes('<style') ? `![${alt}](${publicFile(path, target)})` : inPlace(alt, svg)
    })
    .replace(/(src|srcset)="([^":]+\.(?:svg|png))"/g, (_, name, target) => `${name}="${publicFile(path, target)}"`)

const inPlace = (alt, svg) =>
  `<figure v-pre class="picture" role="img" aria-label="${alt.replaceAll('"', '&quot;')}">${themed(svg).replaceAll('\n', ' ')}</figure>\n`

/** Copies a picture into the folder of files that are served as they are, and returns its address. */
function publicFile(path, target) {
  const from = posix.join(dirname(path), target)
  const to = join(pages, 'public', from)
  mkdirSync(dirname(to), { recursive: true })
  if (from.endsWith('.dark.svg'))
    writeFileSync(to, darkened(readFileSync(join(root, from.replace('.dark.svg', '.svg')), 'utf8')))
  else cpSync(join(root, from), to)
  return `/${from}`
}

function withLinks(text, path, written) {
  return text.replace(/(?<!!)\]\((?!https?:|#|mailto:)([^)#\s]+)(#[^)\s]*)?\)/g, (whole, target, hash = '') => {
    const to = posix.join(dirname(path), target)
    const page = [to, `${to.replace(/\/$/, '')}/README.md`].find((candidate) => paths.includes(candidate))
    // A link to the page about the playground with a state leads to the playground itself.
    if (page === 'docs/playground.md' && hash.includes('=')) return `](/play/${hash}){target="_self"}`
    if (page !== undefined) return `](${relative(path, page)}${hash})`
    if (!existsSync(join(root, to))) throw new Error(`site: ${path} links to ${to}, which is not there. Fix the link.`)
    writeSourcePage(to, written)
    // A path that starts with / is a file of the folder public, which VitePress does not check.
    return `](/${sourcePage(to)}${hash}){target="_self"}`
  })
}

/** A link from one page to another, as VitePress resolves it. */
function relative(from, to) {
  const path = posix.relative(dirname(from), to.replace(/README\.md$/, 'index.md'))
  return path.startsWith('.') ? path : `./${path}`
}
