/** Before long work: can each file be written at its end, and would it destroy another one? */
import { access, constants, lstat, mkdir, open, readlink, realpath, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { UsageError } from '../errors.js'
import { STDOUT } from './streams.js'

/** Files by the option or argument that names them, such as `--out`; undefined for one that is not given. */
export type Files = Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * Makes the folders of the outputs that are missing.
 *
 * @throws UsageError if two outputs go to stdout or to one file, or if an output is also an input; Error for a place that
 * cannot be written
 */
export async function checkOutputs(command: string, outputs: Files, inputs: Files, json: boolean): Promise<void> {
  const refuse = (what: string) => new UsageError(`${command}: ${what}`)
  const targets = listed(outputs)
  const toStdout = [
    ...targets.filter(({ path }) => path === STDOUT).map(({ name }) => name),
    ...(json ? ['--json'] : []),
  ]
  if (toStdout.length > 1) throw refuse(`${toStdout.join(' and ')} both go to stdout. Give all but one a file name.`)

  const taken = new Map<string, string>()
  for (const { name, path } of listed(inputs)) taken.set(await identity(path), name)
  for (const { name, path } of targets) {
    if (path === STDOUT) continue
    if (path === '') throw refuse(`${name} is an empty name. Pass the name of a file.`)
    const other = taken.get(await identity(path))
    if (other !== undefined && !(await isDevice(path))) {
      throw refuse(`${name} and ${other} are the same file, ${path}. Pass another place for ${name}.`)
    }
    await mustBeWritable(command, name, path)
    taken.set(await identity(path), name)
  }
}

const listed = (files: Files): { name: string; path: string }[] =>
  Object.entries(files).flatMap(([name, paths]) => [paths ?? []].flat().map((path) => ({ name, path })))

/** Refuses what cannot be read again and continued, such as a pipe. */
export async function checkRegular(command: string, name: string, path: string | undefined): Promise<void> {
  if (path === undefined || (path !== STDOUT && !(await isDevice(path)))) return
  throw new UsageError(`${command}: ${name} ${path} is not a regular file. Pass the name of one.`)
}

/** The same for all names of one file: links are followed, and hard links have one inode. */
async function identity(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined)
  if (found !== undefined) return `${found.dev}:${found.ino}`
  const end = await place(path).catch(() => path)
  const folder = await realpath(dirname(end)).catch(() => resolve(dirname(end)))
  return join(folder, basename(end))
}

const isDevice = async (path: string): Promise<boolean> => {
  const found = await stat(path).catch(() => undefined)
  return found !== undefined && !found.isFile() && !found.isDirectory()
}

async function mustBeWritable(command: string, name: string, path: string): Promise<void> {
  try {
    const found = await stat(path).catch(undefinedIfMissing)
    if (found?.isDirectory() === true) throw new Error('it is a folder')
    if (found === undefined) await makeFolder(dirname(await place(path)))
    if (found !== undefined) await access(path, constants.W_OK)
    // A file is replaced by a new one, which is made beside it. Only trying shows whether that works, as in /proc.
    if (found === undefined || found.isFile()) await makeAndRemove(`${await place(path)}.tmp`)
  } catch (error) {
    throw new Error(
      `${command}: ${name} ${path} cannot be written (${(error as Error).message}). Choose another place.`,
      {
        cause: error,
      },
    )
  }
}

async function makeAndRemove(path: string): Promise<void> {
  await (await open(path, 'w')).close()
  await rm(path)
}

/** Where a link leads, if it is one, whether or not there is a file. */
async function place(path: string): Promise<string> {
  await stat(path).catch(undefinedIfMissing) // throws for links that lead to each other
  if ((await lstat(path).catch(undefinedIfMissing))?.isSymbolicLink() !== true) return path
  return place(resolve(dirname(path), await readlink(path)))
}

function undefinedIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

/** Makes a folder and those above it. (Node's `recursive` never returns where the system says ENOENT, as in /proc.) */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return
    if (code !== 'ENOENT' || dirname(path) === path) throw error
    await makeFolder(dirname(path))
    await mkdir(path)
  }
}
