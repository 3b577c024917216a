/** The one function that writes files. For Node only: `import { writeFileSafely } from '@gradus/nn/node'`. */
/// <reference types="node" />
import type { Stats } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { access, constants, lstat, open, readlink, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'

/** Text is written as UTF-8; a piece must not end inside a character. */
export type FileContent = string | Uint8Array | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>

/**
 * Writes a file so that it is always complete, the old one or the new one, whatever happens in between. It writes a temporary
 * file `<path>.tmp` beside it, flushes it to the disk, and renames it. A killed process leaves at most the temporary file,
 * which the next write replaces.
 *
 * An existing file keeps its permissions. A symbolic link stays a link, and its target is replaced. A device or a pipe,
 * such as /dev/stdout, receives the content.
 *
 * @param where the name of the calling function, for error messages
 * @throws Error if the file cannot be written or the disk is full. An error that `content` throws passes through unchanged.
 * The old file stays in both cases.
 * @example
 * await writeFileSafely('rows.csv', ['a,b\n', '1,2\n'])
 */
export async function writeFileSafely(path: string, content: FileContent, where = 'writeFileSafely'): Promise<void> {
  const pieces = watched(content)
  try {
    const { place, old } = await inOrder(() => destination(path))
    if (old !== undefined && !old.isFile()) await writeInto(place, pieces)
    else await inTurn(place, () => replace(place, old, pieces))
  } catch (error) {
    if (pieces.failed) throw error
    throw new Error(
      `${where}: ${path} could not be written (${(error as Error).message}). Make room, or choose another place.`,
      { cause: error },
    )
  }
}

/** The lookups of all calls so far. */
let lookups: Promise<unknown> = Promise.resolve()

/** Places are looked up one after the other. Otherwise a later call could overtake an earlier one to the same place. */
function inOrder<T>(look: () => Promise<T>): Promise<T> {
  const result = lookups.then(look)
  lookups = result.catch(() => undefined)
  return result
}

/** Follows all symbolic links, whether or not there is a file at the end, and says what is there now. */
async function destination(path: string): Promise<{ place: string; old?: Stats }> {
  let place = path
  for (let links = 0; links < 40; links++) {
    place = join(await realpath(dirname(place)), basename(place))
    const here = await lstat(place).catch(undefinedIfMissing)
    if (here === undefined) {
      if (path.endsWith('/') || path.endsWith(sep)) throw new Error('it names a folder that does not exist')
      return { place }
    }
    if (!here.isSymbolicLink()) return { place, old: here }
    // Links in /proc, such as the one behind /dev/stdout, stand for open files; their texts are not always paths.
    if (place.startsWith('/proc/')) return { place, old: Object.assign(await stat(place), { isFile: () => false }) }
    place = resolve(dirname(place), await readlink(place))
  }
  throw new Error('its symbolic links lead to each other')
}

function undefinedIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

async function replace(place: string, old: Stats | undefined, pieces: Pieces): Promise<void> {
  if (old !== undefined) await access(place, constants.W_OK) // a rename would ignore the file's own permissions
  const temporary = `${place}.tmp`
  await rm(temporary, { force: true }) // left by a killed process; it may even be a link to another place
  const file = await open(temporary, 'wx')
  let isOurs = true
  try {
    try {
      if (old !== undefined) await takeOver(file, old)
      await writePieces(file, pieces)
      await file.sync()
      isOurs = (await file.stat()).ino === (await lstat(temporary).catch(undefinedIfMissing))?.ino
    } finally {
      await file.close()
    }
    if (!isOurs) throw new Error('another process writes it too')
    await rename(temporary, place)
    await flushFolder(dirname(place)) // the rename must reach the disk too
  } catch (error) {
    if (isOurs) await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
}

/** Gives the new file the permissions of the old one, and its owner where the system allows it. */
async function takeOver(file: FileHandle, { uid, gid, mode }: Stats): Promise<void> {
  await file.chown(uid, gid).catch(() => undefined)
  await file.chmod(mode & 0o7777)
}

/** Appends, because the file behind /dev/stdout may hold earlier output. */
async function writeInto(place: string, pieces: Pieces): Promise<void> {
  const file = await open(place, constants.O_WRONLY | constants.O_APPEND)
  await writePieces(file, pieces).finally(() => file.close())
}

/** Joins small pieces, so that there are fewer writes. */
const ENOUGH = 1 << 16

async function writePieces(file: FileHandle, { pieces }: Pieces): Promise<void> {
  let waiting: Uint8Array[] = []
  let size = 0
  for await (const piece of pieces) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece
    waiting.push(bytes)
    size += bytes.length
    if (size < ENOUGH) continue
    await writeAll(file, waiting)
    waiting = []
    size = 0
  }
  await writeAll(file, waiting)
}

/** Continues a short write: a nearly full disk takes some of the bytes and reports no error. */
async function writeAll(file: FileHandle, parts: readonly Uint8Array[]): Promise<void> {
  const bytes = parts.length === 1 ? parts[0]! : Buffer.concat(parts)
  for (let at = 0; at < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, at)
    if (bytesWritten === 0) throw new Error(`the disk took ${at} of ${bytes.length} bytes`)
    at += bytesWritten
  }
}

/** Flushes a folder. Windows and some other systems refuse that, and then we cannot do more. */
async function flushFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r')
    await folder.sync().finally(() => folder.close())
  } catch (error) {
    if (!['EPERM', 'EACCES', 'EISDIR', 'EINVAL'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}

interface Pieces {
  readonly pieces: AsyncIterable<string | Uint8Array>
  /** Whether `content` failed, as opposed to the writing. */
  failed: boolean
}

function watched(content: FileContent): Pieces {
  const watch: Pieces = { pieces: watchedPieces(), failed: false }
  async function* watchedPieces() {
    try {
      if (typeof content === 'string' || content instanceof Uint8Array) yield content
      else yield* content
    } catch (error) {
      watch.failed = true
      throw error
    }
  }
  return watch
}

/** Queues writes to one file, because they share one temporary file. */
const last = new Map<string, Promise<void>>()

async function inTurn(place: string, write: () => Promise<void>): Promise<void> {
  const before = last.get(place) ?? Promise.resolve()
  const turn = before.catch(() => undefined).then(write)
  last.set(place, turn)
  await turn.finally(() => {
    if (last.get(place) === turn) last.delete(place)
  })
}
