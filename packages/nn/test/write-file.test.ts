/** The one function that writes files: the file is the old or the new one, whatever happens. */
import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { writeFileSafely } from '../src/node.js'

let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gradus-write-'))
  path = join(folder, 'file')
})
afterEach(() => rmSync(folder, { recursive: true }))

const script = (name: string) => new URL(`./${name}`, import.meta.url).pathname
const read = (at = path) => readFileSync(at, 'utf8')
const cannot = (reason: string, at = path) =>
  `writeFileSafely: ${at} could not be written (${reason}). Make room, or choose another place.`

/** Runs a shell line in which $0 is Node, $1 the script, $2 the path and $3 the number of bytes. */
const shell = (line: string, bytes: number, to = path) =>
  spawnSync('sh', ['-c', line, process.execPath, script('write-limited.js'), to, String(bytes)], { encoding: 'utf8' })

describe('what is written', () => {
  test.each<[string, string | Uint8Array | Iterable<string | Uint8Array>, string]>([
    ['text', 'größe 😀', 'größe 😀'],
    ['no text', '', ''],
    ['bytes', new Uint8Array([97, 98]), 'ab'],
    ['pieces of both', ['a', new Uint8Array([98]), '', 'ç'], 'abç'],
    ['no pieces', [], ''],
    ['many pieces', Array.from({ length: 20_000 }, () => 'abc'), 'abc'.repeat(20_000)],
  ])('%s', async (_, content, expected) => {
    await writeFileSafely(path, content)
    expect(read()).toBe(expected)
    expect(readdirSync(folder)).toEqual(['file'])
  })
  test('pieces that arrive later', async () => {
    async function* pieces() {
      for (const piece of ['a', 'b']) {
        await Promise.resolve()
        yield piece
      }
    }
    await writeFileSafely(path, pieces())
    expect(read()).toBe('ab')
  })
  test('what its pieces throw arrives as it is, and the old file stays', async () => {
    writeFileSync(path, 'old')
    const fault = new RangeError('row 7 is wrong')
    function* pieces() {
      yield 'x'.repeat(1 << 20)
      throw fault
    }
    await expect(writeFileSafely(path, pieces())).rejects.toBe(fault)
    expect(read()).toBe('old')
    expect(readdirSync(folder)).toEqual(['file'])
  })
  test('many writes at once leave the last one', async () => {
    const all = Array.from({ length: 10 }, (_, k) => writeFileSafely(path, String(k).repeat(200_000)))
    await Promise.all(all)
    expect(read()).toBe('9'.repeat(200_000))
    expect(readdirSync(folder)).toEqual(['file'])
  })
  test('a write after one that failed works', async () => {
    mkdirSync(`${path}.tmp`)
    const failed = writeFileSafely(path, 'a').catch((error: Error) => error.message)
    const next = failed.then(() => rmSync(`${path}.tmp`, { recursive: true })).then(() => writeFileSafely(path, 'b'))
    expect(await failed).toContain(`writeFileSafely: ${path} could not be written (`)
    await next
    expect(read()).toBe('b')
  })
})

describe('a place that cannot take it', () => {
  test('a disk that is full after a few blocks: short writes, then EFBIG', () => {
    writeFileSync(path, 'old')
    const limited = `trap '' XFSZ; ulimit -f 8; exec "$0" "$1" "$2" "$3"`
    const { status, stderr } = shell(limited, 100_000)
    expect(stderr).toBe(cannot('EFBIG: file too large, write'))
    expect(status).toBe(1)
    expect(read()).toBe('old')
    expect(readdirSync(folder)).toEqual(['file'])
    expect(shell(limited, 2000).stderr).toBe('')
    expect(read()).toBe('n'.repeat(2000))
  })
  test('a full device', async () => {
    await expect(writeFileSafely('/dev/full', 'x')).rejects.toThrow(
      cannot('ENOSPC: no space left on device, write', '/dev/full'),
    )
    expect(statSync('/dev/full').isCharacterDevice()).toBe(true)
  })
  test('a folder, and a folder that does not exist', async () => {
    mkdirSync(path)
    await expect(writeFileSafely(path, 'x')).rejects.toThrow(
      cannot(`EISDIR: illegal operation on a directory, open '${path}'`),
    )
    const nowhere = join(folder, 'none', 'x')
    await expect(writeFileSafely(nowhere, 'x')).rejects.toThrow(
      cannot(`ENOENT: no such file or directory, realpath '${join(folder, 'none')}'`, nowhere),
    )
    const slash = join(folder, 'none/')
    await expect(writeFileSafely(slash, 'x')).rejects.toThrow(cannot('it names a folder that does not exist', slash))
    expect(readdirSync(folder)).toEqual(['file'])
  })
  test('a path below a file', async () => {
    writeFileSync(path, 'old')
    await expect(writeFileSafely(join(path, 'x'), 'x')).rejects.toThrow(
      cannot(`ENOTDIR: not a directory, lstat '${join(path, 'x')}'`, join(path, 'x')),
    )
    expect(read()).toBe('old')
  })
  test('a place where the system does not make files', async () => {
    await expect(writeFileSafely('/proc/gradus', 'x')).rejects.toThrow(
      /^writeFileSafely: \/proc\/gradus could not be written \(E.*\)\. Make room, or choose another place\.$/,
    )
  })
  test('links that lead to each other', async () => {
    symlinkSync('file', join(folder, 'other'))
    symlinkSync('other', path)
    await expect(writeFileSafely(path, 'x')).rejects.toThrow(cannot('its symbolic links lead to each other'))
  })
})

describe('users without rights', () => {
  const asNobody = `exec "$0" "$1" "$2" "$3" nobody`
  test('cannot write in a folder that they may not change', () => {
    writeFileSync(path, 'old')
    chmodSync(path, 0o666)
    chmodSync(folder, 0o555)
    expect(shell(asNobody, 5).stderr).toBe(cannot(`EACCES: permission denied, open '${path}.tmp'`))
    expect(read()).toBe('old')
    chmodSync(folder, 0o755)
  })
  test('cannot replace a file that they may only read', () => {
    writeFileSync(path, 'old')
    chmodSync(path, 0o444)
    chmodSync(folder, 0o777)
    expect(shell(asNobody, 5).stderr).toBe(cannot(`EACCES: permission denied, access '${path}'`))
    expect(read()).toBe('old')
  })
})

describe('what stays', () => {
  test('the permissions of an old file', async () => {
    writeFileSync(path, 'old')
    for (const mode of [0o600, 0o640, 0o755]) {
      chmodSync(path, mode)
      await writeFileSafely(path, 'new')
      expect(statSync(path).mode & 0o7777).toBe(mode)
    }
  })
  test('symbolic links, also those to a file that is still to come', async () => {
    mkdirSync(join(folder, 'far'))
    symlinkSync(join('far', 'next'), path)
    symlinkSync('file2', join(folder, 'far', 'next'))
    for (const text of ['first', 'second']) {
      await writeFileSafely(path, text)
      expect(read(join(folder, 'far', 'file2'))).toBe(text)
      expect(readlinkSync(path)).toBe(join('far', 'next'))
      expect(readlinkSync(join(folder, 'far', 'next'))).toBe('file2')
      expect(readdirSync(join(folder, 'far')).sort()).toEqual(['file2', 'next'])
    }
  })
  test('what a link in the place of the temporary file points to', async () => {
    const precious = join(folder, 'precious')
    writeFileSync(precious, 'old')
    symlinkSync('precious', `${path}.tmp`)
    await writeFileSafely(path, 'new')
    expect([read(), read(precious)]).toEqual(['new', 'old'])
  })
})

describe('devices and pipes are written into', () => {
  test('a named pipe, with its bytes in order', async () => {
    expect(spawnSync('mkfifo', [path]).status).toBe(0)
    const reader = spawn('cat', [path])
    let got = ''
    reader.stdout.on('data', (chunk: Buffer) => (got += chunk.toString()))
    const closed = new Promise((resolve) => reader.on('close', resolve))
    await writeFileSafely(path, ['a'.repeat(200_000), 'b'])
    await closed
    expect(got).toBe(`${'a'.repeat(200_000)}b`)
    expect(statSync(path).isFIFO()).toBe(true)
  })
  test('/dev/stdout, a pipe or a file', () => {
    expect(shell(`"$0" "$1" /dev/stdout 5 | cat`, 0)).toMatchObject({ status: 0, stdout: 'nnnnn', stderr: '' })
    expect(shell(`exec >> "$2"; printf first; "$0" "$1" /dev/stdout 5; printf last`, 0).stderr).toBe('')
    expect(read()).toBe('firstnnnnnlast')
    expect(readdirSync(folder)).toEqual(['file'])
  })
  test('/dev/null stays what it is', async () => {
    await writeFileSafely('/dev/null', 'x')
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true)
  })
})

test('a writer that is killed leaves the old file and one temporary file, which the next write uses up', async () => {
  writeFileSync(path, 'old')
  for (const pieces of [1, 3, 20]) {
    const child = spawn(process.execPath, [script('write-slowly.js'), path], { stdio: ['ignore', 'pipe', 'inherit'] })
    let seen = 0
    child.stdout.on('data', (chunk: Buffer) => {
      seen += chunk.toString().split('\n').length - 1
      if (seen > pieces) child.kill('SIGKILL')
    })
    await new Promise((resolve) => child.on('close', resolve))
    expect(child.signalCode).toBe('SIGKILL')
    expect(read()).toBe('old')
    expect(readdirSync(folder)).toEqual(['file', 'file.tmp'])
  }
  await writeFileSafely(path, 'new')
  expect(read()).toBe('new')
  expect(existsSync(`${path}.tmp`)).toBe(false)
})

test('a second process that writes the same file is an error, and the file is whole', async () => {
  let other: Promise<void> | undefined
  async function* pieces() {
    yield 'x'.repeat(1 << 20)
    const done = spawnSync(process.execPath, [script('write-limited.js'), path, '7'])
    other = done.status === 0 ? Promise.resolve() : Promise.reject(new Error(String(done.stderr)))
    yield 'end'
    await other
  }
  await expect(writeFileSafely(path, pieces())).rejects.toThrow(cannot('another process writes it too'))
  expect(read()).toBe('nnnnnnn')
  expect(readdirSync(folder)).toEqual(['file'])
})
