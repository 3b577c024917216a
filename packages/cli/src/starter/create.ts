/** Makes the folder of a new project: all of it, or nothing. */
import { copyFile, mkdir, readdir, rm, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { irisCsv } from '@gradus/data'
import { UsageError } from '../errors.js'
import { folder as packageFolder } from '../package-folder.js'
import { packInto } from './vendor.js'

/** What first.ts imports. */
const PACKAGES = ['@gradus/data', '@gradus/engine', '@gradus/tabular', '@gradus/viz']

/** What runs a script and checks its types. */
const TOOLS = { '@types/node': '^20.19.0', tsx: '^4.20.0', typescript: '~6.0.3' }

/** Copied as they are. */
const TEMPLATES = ['first.ts', 'tsconfig.json', 'README.md']

/** @throws UsageError if the folder is there and not empty; Error if it cannot be made or filled, or on Ctrl-C */
export async function createProject(folder: string): Promise<void> {
  const isNew = await makeEmpty(folder)
  const controller = new AbortController()
  const stop = () => controller.abort()
  process.on('SIGINT', stop).on('SIGTERM', stop)
  try {
    await fill(folder, controller.signal)
    controller.signal.throwIfAborted()
  } catch (error) {
    await empty(folder)
    if (isNew) await rmdir(folder)
    const what = controller.signal.aborted
      ? `stopped, and nothing was left in ${folder}. Run the command again to create the project.`
      : `${folder} could not be filled (${reason(error)}), and nothing was left there. Remove the cause, then run the command again.`
    throw new Error(`new: ${what}`, { cause: error })
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
}

async function empty(folder: string): Promise<void> {
  // A process that was stopped may write one more file.
  const options = { recursive: true, force: true, maxRetries: 5 }
  for (const name of await readdir(folder)) await rm(join(folder, name), options)
}

/** The first line that npm printed says more than the exit code. */
const reason = (error: unknown): string => {
  const { stderr, message } = error as Error & { stderr?: string }
  return stderr?.trim().split('\n')[0] || message
}

/** Whether the folder was missing. */
async function makeEmpty(folder: string): Promise<boolean> {
  try {
    await mkdir(folder)
    return true
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code !== 'EEXIST') {
      throw new Error(
        `new: ${folder} cannot be made (${message}). Choose another place, or make the folder above it.`,
        {
          cause: error,
        },
      )
    }
  }
  const names = await readdir(folder).catch(() => undefined)
  if (names === undefined) throw new UsageError(`new: ${folder} is not a folder. Pass the name of a new one.`)
  if (names.length > 0) {
    throw new UsageError(`new: ${folder} is not empty (it has ${names[0]}). Pass the name of a new or an empty folder.`)
  }
  return false
}

async function fill(folder: string, signal: AbortSignal): Promise<void> {
  const vendor = join(folder, 'vendor')
  await mkdir(vendor)
  const files = await packInto(vendor, PACKAGES, signal)
  const template = new URL('starter/', packageFolder)
  for (const name of TEMPLATES) await copyFile(fileURLToPath(new URL(name, template)), join(folder, name))
  await writeFile(join(folder, 'iris.csv'), irisCsv())
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest(files), null, 2)}\n`)
}

/** Packages that only others need are listed too, or npm would look for them in the registry. */
const manifest = (files: ReadonlyMap<string, string>): object => ({
  private: true,
  type: 'module',
  engines: { node: '>=20' },
  scripts: { start: 'tsx first.ts', types: 'tsc' },
  dependencies: Object.fromEntries([...files].map(([name, file]) => [name, `file:vendor/${file}`])),
  devDependencies: TOOLS,
})
