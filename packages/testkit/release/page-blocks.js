// The files and the commands that a Markdown page tells its reader to save and to run.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Name and text of each block that follows "Save this as `name`". */
export const filesOf = (page) =>
  Object.fromEntries(
    [...page.matchAll(/Save this as `([^`]+)`[^]*?\n\n```\w+\n([^]*?)^```/gm)].map(([, name, text]) => [name, text]),
  )

/** Puts files into a folder. */
export function save(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}

/** The text from one heading to the next. */
export function section(page, heading) {
  const [, text] = page.split(`\n## ${heading}\n`)
  if (text === undefined) throw new Error(`section: the page has no heading "${heading}". Correct the heading.`)
  return text.split('\n## ')[0]
}

/** The texts of the blocks in one language. */
export const blocks = (text, language) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))].map(([, block]) => block)
