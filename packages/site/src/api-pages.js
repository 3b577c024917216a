/** The API pages: one for each path that can be imported, made from the comments of the source, with links to its lines. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import GithubSlugger from 'github-slugger'
import { Application, Comment, TSConfigReader } from 'typedoc'
import { root } from './folders.js'
import { sourcePage, writeSourcePage } from './source-pages.js'

/** The paths that can be imported from the public packages, by source file. */
const entries = new Map(
  readdirSync(join(root, 'packages'), { withFileTypes: true })
    .filter((folder) => folder.isDirectory())
    .map(({ name }) => [name, JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'))])
    .filter(([, manifest]) => manifest.private !== true)
    .flatMap(([folder, { name, description, exports }]) =>
      Object.entries(exports)
        .filter(([, conditions]) => conditions['@gradus/source'] !== undefined)
        .map(([path, conditions]) => [
          join(root, 'packages', folder, conditions['@gradus/source']),
          { name: name + path.slice(1), description, readme: `packages/${folder}/README.md` },
        ]),
    ),
)

/**
 * Saves the pages under docs/api. Returns for each path that can be imported its page, the README of its package, and the place of each
 * export in the page.
 *
 * @param save takes the path of a page from the root of the clone, and its text
 * @param written the source pages that were written
 * @throws Error if a comment of the source has a fault, such as a link that leads nowhere
 */
export async function writeApiPages(save, written) {
  const folder = mkdtempSync(join(tmpdir(), 'gradus-api-'))
  const app = await Application.bootstrapWithPlugins(
    {
      name: 'Every export',
      plugin: ['typedoc-plugin-markdown'],
      entryPoints: [...entries.keys()],
      tsconfig: join(root, 'packages/tsconfig.api.json'),
      displayBasePath: root,
      readme: 'none',
      skipErrorChecking: true, // `npm run types` does it, in a tenth of the time
      excludePrivate: true,
      validation: { notExported: false }, // such as the row that `unary` takes: it is shown where it is used
      outputs: [{ name: 'markdown', path: folder }],
      router: 'module',
      entryFileName: 'index',
      hidePageHeader: true,
      hideBreadcrumbs: true,
      disableGit: true,
      sourceLinkTemplate: 'source:{path}#L{line}',
    },
    [new TSConfigReader()],
  )
  const project = await app.convert()
  if (project !== undefined) {
    const text = 'Each module is a path that you can import.'
    project.comment = new Comment([{ kind: 'text', text }])
    for (const module of project.children) {
      const { name, description } = entries.get(module.sources[0].fullFileName)
      module.name = name
      module.comment = new Comment([{ kind: 'text', text: `${description}.` }])
    }
    app.validate(project)
    await app.generateOutputs(project)
  }
  if (app.logger.hasErrors() || app.logger.hasWarnings()) {
    throw new Error('site: the comments of the source have faults. Fix those that are listed above.')
  }
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'))
  const texts = new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
  const places = new Map([...texts].map(([name, text]) => [name, headingsOf(text)]))
  for (const [name, text] of texts) {
    const linked = text.replace(/\(source:([^)#]+)(#L\d+)\)/g, (_, path, line) => {
      writeSourcePage(path, written)
      return `(/${sourcePage(path)}${line}){target="_self"}`
    })
    // A search finds the pages that explain. Each of them leads to its API page.
    save(posix.join('docs/api', name), `---\nsearch: false\n---\n\n${withPlaces(linked, name, places)}`)
  }
  rmSync(folder, { recursive: true })
  return [...entries.values()].map(({ name, readme }) => {
    const file = names.find((path) => path.replace(/(\/index)?\.md$/, '') === name)
    if (file === undefined) throw new Error(`site: there is no API page of ${name}. Look at what TypeDoc wrote.`)
    return { name, readme, page: posix.join('docs/api', file), places: exportsOf(texts.get(file)) }
  })
}

/** The headings of a page, in order: how many #, the text, and the place that links can name. */
function listHeadings(text) {
  const slugger = new GithubSlugger()
  return [...text.matchAll(/^(#+) (.+)$/gm)].map(([, { length: level }, marked]) => {
    const heading = marked.replace(/[\\`]/g, '')
    return { level, heading, place: slugger.slug(heading) }
  })
}

/** The places of a page that links can name. */
const headingsOf = (text) => new Set(listHeadings(text).map(({ place }) => place))

/** The place of each export that the page explains. Of one from another module it has only a link. */
function exportsOf(text) {
  const elsewhere = new Set(
    [...text.matchAll(/^### (.+)\n\n(?:Re-exports|Renames and re-exports) /gm)].map(([, name]) => name),
  )
  return new Map(
    listHeadings(text)
      .filter(({ level, heading }) => level === 3 && !elsewhere.has(heading))
      .map(({ heading, place }) => [heading.replace(/\(\)$|<.*$/g, ''), place]),
  )
}

/** TypeDoc numbers the places of names that differ only in their kind. Those that have one heading here need no number. */
const withPlaces = (text, name, places) =>
  text.replace(/\(([^)#\s]*)#([^)\s]+?)-\d+\)/g, (whole, target, place) => {
    const known = places.get(target === '' ? name : posix.join(posix.dirname(name), target))
    return known === undefined || known.has(whole.slice(whole.indexOf('#') + 1, -1)) || !known.has(place)
      ? whole
      : `(${target}#${place})`
  })
