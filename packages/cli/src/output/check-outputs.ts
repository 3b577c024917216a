/** Checks before long work that its outputs can be written and overwrite no input and no other output. */
import { access, constants, lstat, mkdir, open, readlink, realpath, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { UsageError } from '../errors.js'
import { STDIN } from '../input/stdin.js'
import { STDOUT } from './streams.js'
import { reasonOf } from './text.js'

/** The files of each option or argument, such as `--out`. An option that is not given has undefined. */
export type Files = Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * Checks all outputs of a command, and makes the folders that they need.
 *
 * @throws UsageError if two outputs go to stdout or to the same file, or if an output is also an input; Error if a file
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
  for (const { name, path } of listed(inputs)) if (path !== STDIN) taken.set(await identity(path), name)
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

/** Refuses a journal that could not be read again and continued, such as a pipe. */
export async function checkRegular(command: string, name: string, path: string | undefined): Promise<void> {
  if (path === undefined || (path !== STDOUT && !(await isDevice(path)))) return
  throw new UsageError(`${command}: ${name} ${path} is not a regular file. Pass the name of one.`)
}

/** A text that is the same for all names of a file. Symbolic links are followed, and hard links have the same inode. */
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
    // Writing makes a new file beside the old one and renames it. Only an attempt shows whether that works, as in
    // /proc.
    if (found === undefined || found.isFile()) await makeAndRemove(`${await place(path)}.tmp`)
  } catch (error) {
    throw new Error(
      `${command}: ${name} ${path} cannot be written (${reasonOf(error as Error)}). Choose another place.`,
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

/** Follows symbolic links to the path that would be written. The file need not exist. */
async function place(path: string): Promise<string> {
  await stat(path).catch(undefinedIfMissing) // throws if links form a circle
  if ((await lstat(path).catch(undefinedIfMissing))?.isSymbolicLink() !== true) return path
  return place(resolve(dirname(path), await readlink(path)))
}

function undefinedIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

/**
 * Makes a folder and its parents. Node's `recursive` option never returns if the system answers ENOENT, as in /proc.
 */
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
