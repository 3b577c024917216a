/** What saveCheckpoint leaves behind when the disk is full. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { Checkpoint } from '../../src/index.js'
import { loadCheckpoint } from '../../src/node.js'

let folder = ''
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'gradus-full-'))))
afterEach(() => rmSync(folder, { recursive: true }))

test('a full disk leaves the last good checkpoint, whole, and nothing beside it', async () => {
  const path = join(folder, 'run.json')
  const script = new URL('./full-disk.js', import.meta.url).pathname
  // No file may grow beyond 8 blocks of 512 or 1024 bytes: writes come back short, then fail, as on a full disk.
  const limited = `trap '' XFSZ; ulimit -f 8; exec "$0" "$1" "$2"`
  const { stdout, stderr } = spawnSync('sh', ['-c', limited, process.execPath, script, path], { encoding: 'utf8' })
  expect(stderr).toBe('')
  const { last, message, code } = JSON.parse(stdout) as { last: Checkpoint; message: string; code: string }
  expect(code).toBe('EFBIG')
  expect(message).toBe(
    `saveCheckpoint: ${path} could not be written (EFBIG: file too large, write). Make room, or choose another place.`,
  )
  expect(last.progress.epoch).toBeGreaterThan(10)
  expect(await loadCheckpoint(path)).toEqual(last)
  expect(readdirSync(folder)).toEqual(['run.json'])
})
