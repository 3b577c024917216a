/** The configuration of VitePress. */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { katex } from '@mdit/plugin-katex'
import { slug } from 'github-slugger'
import { dist, pages } from './folders.js'
import { groups, titleOf, urlOf } from './list-pages.js'

const link = (path) => ({ text: titleOf(path), link: urlOf(path) })

/**
 * @param base the path under which the site is served, such as '/' or '/gradus/'
 * @param outDir the folder of the finished site
 */
export const config = (base, outDir = dist) => ({
  base,
  srcDir: pages,
  outDir,
  lang: 'en',
  title: 'Gradus',
  description: 'Automatic differentiation that you can read, networks on top, and a compiler that makes them fast.',
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}icon.svg` }]],
  metaChunk: true,
  lastUpdated: false,
  markdown: {
    math: false,
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    anchor: { slugify: (heading) => slug(heading) }, // as on GitHub, where the pages are read too
    config: (md) => {
      md.use(katex, { output: 'mathml', delimiters: 'dollars', mathFence: true })
      md.core.ruler.push('public-links', ({ tokens }) => publicLinks(tokens, base))
    },
  },
  themeConfig: {
    search: {
      provider: 'local',
      options: {
        _render: textToIndex,
        miniSearch: {
          searchOptions: {
            boost: { title: 4, titles: 1, text: 1 },
            fuzzy: 0.1,
            prefix: true,
          },
        },
      },
    },
    nav: [
      ...groups
        .filter(({ title }) => ['Course', 'How to', 'Packages'].includes(title))
        .map(({ title, paths }) => ({ text: title, link: urlOf(paths[0]) })),
      { text: 'API', link: '/docs/api/' },
      { text: 'Playground', link: '/play/', target: '_self' },
    ],
    sidebar: groups.map(({ title, paths }, i) => ({ text: title, collapsed: i > 1, items: paths.map(link) })),
    outline: [2, 3],
    docFooter: { prev: 'Previous page', next: 'Next page' },
  },
  transformHtml: (html) => scriptsAsFiles(html, base, outDir),
})

/** A page for the index of the search: without colors of code, because finding them takes longer than all the rest of the page. */
function textToIndex(text, env, md) {
  const { highlight } = md.options
  md.set({ highlight: null })
  const html = md.render(text, env)
  md.set({ highlight })
  return env.frontmatter?.search === false ? '' : html
}

/** Source pages and the playground are no pages of VitePress, so it does not put the base before links to them. */
function publicLinks(tokens, base) {
  for (const link of tokens.flatMap(({ children }) => children ?? [])) {
    if (link.type !== 'link_open') continue
    const href = link.attrGet('href')
    if (/^\/(source|play)\//.test(href)) link.attrSet('href', base + href.slice(1))
  }
}

/** Moves inline scripts into files, because the content-security policy allows no others. */
function scriptsAsFiles(html, base, outDir) {
  return html.replace(/<script([^>]*)>([^<]+)<\/script>/g, (_, attributes, code) => {
    const name = `assets/inline.${createHash('sha256').update(code).digest('hex').slice(0, 12)}.js`
    mkdirSync(join(outDir, 'assets'), { recursive: true })
    writeFileSync(join(outDir, name), code)
    return `<script${attributes} src="${base}${name}"></script>`
  })
}
