/** Which Markdown files become pages of the site, and their order in the sidebar. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './folders.js'

const listed = (folder) =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder))
        .filter((name) => name.endsWith('.md') && name !== 'README.md')
        .sort()
        .map((name) => `${folder}/${name}`)
    : []

const readmes = readdirSync(join(root, 'packages'))
  .map((name) => `packages/${name}/README.md`)
  .filter((path) => existsSync(join(root, path)))

const exercises = existsSync(join(root, 'docs/exercises'))
  ? readdirSync(join(root, 'docs/exercises'))
      .map((name) => `docs/exercises/${name}/task.md`)
      .filter((path) => existsSync(join(root, path)))
      .sort()
  : []

/** The groups of the sidebar: title and paths from the root of the clone. */
export const groups = [
  { title: 'Start', paths: ['README.md', 'docs/README.md', 'docs/playground.md'] },
  {
    title: 'Course',
    paths: [
      'docs/course/README.md',
      'docs/course/derivatives.md',
      'docs/course/typescript.md',
      ...listed('docs/course'),
    ]
      .filter((path, i, all) => all.indexOf(path) === i)
      .filter((path) => existsSync(join(root, path))),
  },
  {
    title: 'Exercises',
    paths: ['docs/exercises/README.md', ...exercises].filter((path) => existsSync(join(root, path))),
  },
  { title: 'How to', paths: listed('docs/how-to') },
  { title: 'Background', paths: listed('docs').filter((path) => path !== 'docs/playground.md') },
  { title: 'Packages', paths: readmes },
].filter(({ paths }) => paths.length > 0)

export const paths = groups.flatMap((group) => group.paths)

/** The first heading of a page, without code marks. */
export const titleOf = (path) =>
  /^# (.+)$/m
    .exec(readFileSync(join(root, path), 'utf8'))[1]
    .replaceAll('`', '')
    .trim()

/** packages/engine/README.md → /packages/engine/ */
export const urlOf = (path) =>
  path.endsWith('README.md') ? `/${path.slice(0, -'README.md'.length)}` : `/${path.replace(/\.md$/, '.html')}`
