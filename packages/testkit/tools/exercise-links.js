// The last section of each page of the course: links to its exercises, written by `npm run docs:exercises`. The task of an
// exercise links to the page that it belongs to.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const SECTION = /\n## Exercises\n[^]*$/
const TO_PAGE = /\]\(\.\.\/\.\.\/course\/([\w-]+\.md)/

/** The page with its section of exercises, or without one if there are none. */
export function withExercises(docs, page) {
  const folder = join(docs, 'exercises')
  const tasks = (existsSync(folder) ? readdirSync(folder).sort() : [])
    .map((name) => ({ name, file: join(folder, name, 'task.md') }))
    .filter(({ file }) => existsSync(file))
    .map(({ name, file }) => ({ name, text: readFileSync(file, 'utf8') }))
    .filter(({ text }) => TO_PAGE.exec(text)?.[1] === page)
  const links = tasks.map(({ name, text }) => `- [${/^# (.+)/.exec(text)[1]}](../exercises/${name}/task.md)\n`)
  const rest = readFileSync(join(docs, 'course', page), 'utf8').replace(SECTION, '')
  return links.length === 0 ? rest : `${rest}\n## Exercises\n\n${links.join('')}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const docs = fileURLToPath(new URL('../../../docs', import.meta.url))
  for (const page of readdirSync(join(docs, 'course')).filter((name) => name.endsWith('.md'))) {
    writeFileSync(join(docs, 'course', page), withExercises(docs, page))
  }
}
