/** The source files as plain pages, so that links to lines work offline. They need no JavaScript and are not searched. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { pages, root } from './folders.js'

const escape = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** packages/engine/src/ops.ts → source/packages/engine/src/ops.ts.html; a folder gets index.html. */
export const sourcePage = (path) => {
  const clean = path.replace(/\/$/, '')
  return statSync(join(root, clean)).isDirectory() ? `source/${clean}/index.html` : `source/${clean}.html`
}

/** Writes the page of a file or folder. A folder's page lists its files, which get pages too. */
export function writeSourcePage(path, written) {
  const clean = posix.normalize(path).replace(/\/$/, '')
  if (written.has(clean)) return
  written.add(clean)
  const full = join(root, clean)
  const page = sourcePage(clean)
  const up = '../'.repeat(page.split('/').length - 1)
  let body
  if (statSync(full).isDirectory()) {
    const entries = readdirSync(full, { withFileTypes: true })
      .filter(({ name }) => !['node_modules', 'dist'].includes(name) && !/\.tsbuildinfo$/.test(name))
      .sort((a, b) => a.name.localeCompare(b.name))
    body = `<ul>${entries
      .map((entry) => {
        writeSourcePage(`${clean}/${entry.name}`, written)
        const href = entry.isDirectory() ? `${entry.name}/index.html` : `${entry.name}.html`
        return `<li><a href="${escape(href)}">${escape(entry.name)}${entry.isDirectory() ? '/' : ''}</a></li>`
      })
      .join('')}</ul>`
  } else {
    const lines = readFileSync(full, 'utf8').replace(/\n$/, '').split('\n')
    const rows = lines.map(
      (line, i) => `<span id="L${i + 1}"><a href="#L${i + 1}">${i + 1}</a><code>${escape(line) || ' '}</code></span>`,
    )
    body = `<pre>${rows.join('\n')}</pre>`
  }
  const file = join(pages, 'public', page)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(
    file,
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
      `<title>${escape(clean)}</title><link rel="icon" href="${up}icon.svg"><link rel="stylesheet" href="${up}source.css"><script src="${up}source.js"></script></head>` +
      `<body><header><a href="${up}index.html">Gradus</a> <h1>${escape(clean)}</h1></header><main>${body}</main></body></html>\n`,
  )
}
