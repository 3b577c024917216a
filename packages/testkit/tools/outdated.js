// Whether something that was built is older than the files from which it is made.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Returns the first of the files that is newer than `made`, or `made` itself if it is missing, or undefined. */
export function newerThan(made, files) {
  const time = statSync(made, { throwIfNoEntry: false })?.mtimeMs
  return time === undefined ? made : files.find((file) => statSync(file).mtimeMs > time)
}

/** All files in a folder, at any depth. */
export const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name)) // Node before 20.12 has only path

/** The sources of the public packages, and the versions of those of others. */
export function sources() {
  const isPublic = (name) =>
    JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')).private !== true
  const files = readdirSync(join(root, 'packages'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isPublic(entry.name))
    .flatMap(({ name }) => filesIn(join(root, 'packages', name, 'src')))
  return [...files, join(root, 'package-lock.json')]
}
