/** saveCheckpoint on systems that cannot flush a folder. */
import * as files from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, jest, test } from '@jest/globals'
import type { Checkpoint } from '../../src/index.js'

const asked: string[] = []
let code = ''
jest.unstable_mockModule('node:fs/promises', () => ({
  ...files,
  open(path: string, flags: string) {
    if (flags !== 'r') return files.open(path, flags)
    asked.push(path)
    return Promise.reject(Object.assign(new Error(`${code}: no`), { code }))
  },
}))
const { saveCheckpoint } = await import('../../src/node.js')
const folder = await files.mkdtemp(join(tmpdir(), 'gradus-flush-'))
afterAll(() => files.rm(folder, { recursive: true }))

const path = join(folder, 'run.json')
const save = () => saveCheckpoint(path, { format: 'gradus checkpoint' } as Checkpoint)

test('that a folder cannot be opened or flushed at all is tolerated', async () => {
  for (code of ['EPERM', 'EISDIR']) await save()
  expect(asked).toEqual([folder, folder])
  expect(await files.readdir(folder)).toEqual(['run.json'])
})

test('nothing else is: the file may be gone after a power cut', async () => {
  code = 'EIO'
  await expect(save()).rejects.toThrow(
    `saveCheckpoint: ${path} could not be written (EIO: no). Make room, or choose another place.`,
  )
})
