// Links to lines of source: `npm run docs:lines` writes the number of the line in which the text of each link stands, as in
// [`export function backward`](../../packages/engine/src/backward.ts#L57). The text must begin one line only.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const LINK = /\[`([^`]+)`\]\(([^)\s#]+)#L(\d+)\)/g

/** The number of the one line of `file` that begins with `text`, or else the only one that has it; 0 if there is none. */
function lineOf(file, text) {
  if (!existsSync(file)) return 0
  const lines = readFileSync(file, 'utf8').split('\n')
  const those = (fits) => lines.flatMap((line, i) => (fits(line) ? [i + 1] : []))
  const starts = those((line) => line.trim().startsWith(text))
  const found = starts.length > 0 ? starts : those((line) => line.includes(text))
  return found.length === 1 ? found[0] : 0
}

/** How many links to lines a page has, and what is wrong with them. */
export function wrongLines(root, page) {
  const links = [...readFileSync(root + page, 'utf8').matchAll(LINK)]
  const wrong = links.flatMap(([, text, path, line]) => {
    const right = lineOf(join(root, dirname(page), path), text)
    if (right === 0) return [`no line of ${path}, or more than one, begins with "${text}"`]
    return right === Number(line)
      ? []
      : [`"${text}" is in line ${right} of ${path}, not ${line}: run npm run docs:lines`]
  })
  return { links: links.length, wrong }
}

function setLines(root, page) {
  const before = readFileSync(root + page, 'utf8')
  const after = before.replace(LINK, (link, text, path, line) => {
    const right = lineOf(join(root, dirname(page), path), text)
    return right === 0 ? link : link.slice(0, -line.length - 1) + right + ')'
  })
  if (after !== before) writeFileSync(root + page, after)
  for (const message of wrongLines(root, page).wrong) console.error(`${page}: ${message}`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('../../../', import.meta.url))
  const pages = readdirSync(join(root, 'docs'), { recursive: true }).filter((path) => path.endsWith('.md'))
  for (const page of pages) setLines(root, `docs/${page}`)
}
