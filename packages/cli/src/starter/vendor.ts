/** The packages of Gradus as files, for a project outside this one: they are not published yet. */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

interface Manifest {
  name: string
  version: string
  dependencies?: Record<string, string>
}

/** A package and where it is: a folder of the clone, or an installed one. */
interface Found {
  folder: string
  manifest: Manifest
}

/**
 * Packs packages, and those of Gradus that they depend on, into a folder.
 *
 * @returns the name of each package with its file in the folder, in alphabetical order
 */
export async function packInto(
  folder: string,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const packages = [...withDependencies(names).values()]
  const args = ['pack', '--loglevel=error', ...packages.map((found) => found.folder)]
  await promisify(execFile)('npm', args, { cwd: folder, signal })
  const files = packages.map(({ manifest }): [string, string] => [manifest.name, fileOf(manifest)])
  const missing = files.find(([, file]) => !existsSync(join(folder, file)))
  if (missing !== undefined) throw new Error(`npm pack made no ${missing[1]}`)
  return new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The file that `npm pack` makes: @gradus/nn 0.1.0 becomes gradus-nn-0.1.0.tgz. */
const fileOf = ({ name, version }: Manifest): string => `${name.replace('@', '').replace('/', '-')}-${version}.tgz`

function withDependencies(names: readonly string[]): Map<string, Found> {
  const all = new Map<string, Found>()
  const add = (name: string, from: string | URL) => {
    if (all.has(name)) return
    const path = createRequire(from).resolve(`${name}/package.json`)
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest
    all.set(name, { folder: dirname(path), manifest })
    for (const other of Object.keys(manifest.dependencies ?? {})) if (other.startsWith('@gradus/')) add(other, path)
  }
  for (const name of names) add(name, import.meta.url)
  return all
}
