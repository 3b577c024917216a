import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { DataError } from '../../src/error.js'
import { readIdx, readImages } from '../../src/node.js'
import { idxBytes } from '../images/idx-bytes.js'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gradus-data-'))
})
afterAll(() => rm(folder, { recursive: true }))

const written = async (name: string, content: Uint8Array): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}
const failure = (promise: Promise<unknown>) => promise.then(() => undefined, (error: unknown) => error) // oxfmt-ignore

const pixels = Array.from({ length: 2 * 3 * 4 }, (_, i) => i * 10)
const images = idxBytes([2, 3, 4], pixels)
const labels = idxBytes([2], [8, 3])

test('reads plain files and compressed ones, whatever their names', async () => {
  const idx = { shape: [2, 3, 4], values: Uint8Array.from(pixels) }
  expect(await readIdx(await written('plain', images))).toEqual(idx)
  expect(await readIdx(await written('a.gz', gzipSync(images)))).toEqual(idx)
  expect(await readIdx(await written('plain.gz', images))).toEqual(idx)
  expect(await readIdx(await written('gzip.idx', gzipSync(images)))).toEqual(idx)
})

test('says what is wrong with a file', async () => {
  const good = gzipSync(images)
  const cut = await written('cut.gz', good.subarray(0, good.length - 9))
  const flipped = await written('flipped.gz', good.map((byte, i) => (i === good.length - 6 ? byte ^ 1 : byte))) // oxfmt-ignore
  const inner = await written('inner.gz', gzipSync(images.subarray(0, 20)))
  const missing = join(folder, 'missing.gz')
  const again = 'Get it again.'
  const cases: [path: string, message: string][] = [
    [missing, `readIdx: there is no file ${JSON.stringify(missing)}. Check the path.`],
    [folder, `readIdx: ${JSON.stringify(folder)} is a folder. Pass the path of a file.`],
    [cut, `readIdx: ${JSON.stringify(cut)} is a damaged gzip file (unexpected end of file). ${again}`],
    [flipped, `readIdx: ${JSON.stringify(flipped)} is a damaged gzip file (incorrect data check). ${again}`],
    [inner, `parseIdx: ${inner}: 20 of the bytes of 2 × 3 × 4 values of 1 byte are missing. The file is cut off: get it again.`],
  ] // oxfmt-ignore
  for (const [path, message] of cases) {
    const error = await failure(readIdx(path))
    expect(error).toBeInstanceOf(DataError)
    expect(error).toMatchObject({ message, file: path })
  }
})

test('a decompression bomb goes off in a small room', async () => {
  const bomb = await written('bomb.gz', gzipSync(new Uint8Array(200_000_000), { level: 1 }))
  const before = process.memoryUsage().arrayBuffers
  const message = `readIdx: ${JSON.stringify(bomb)} inflates to more than 1000000 bytes. If you trust it, pass a larger maxBytes.`
  expect(await failure(readIdx(bomb, { maxBytes: 1_000_000 }))).toMatchObject({
    name: 'DataError',
    message,
    file: bomb,
  })
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000)

  const path = await written('exact.gz', gzipSync(images))
  expect((await readIdx(path, { maxBytes: images.length })).shape).toEqual([2, 3, 4])
  expect(await failure(readIdx(path, { maxBytes: images.length - 1 }))).toBeInstanceOf(DataError)
  expect((await readIdx(path, { maxBytes: Number.MAX_SAFE_INTEGER })).shape).toEqual([2, 3, 4])
})

test('readImages pairs two files', async () => {
  const x = await written('x.gz', gzipSync(images))
  const y = await written('y', labels)
  const all = await readImages(x, y)
  expect(all).toMatchObject({ targets: [8, 3], width: 4, height: 3 })
  expect(all.inputs).toEqual([pixels.slice(0, 12).map((v) => v / 255), pixels.slice(12).map((v) => v / 255)])
  expect(all.inputs.every(Array.isArray)).toBe(true)
  expect(await readImages(x, y, { start: 1 })).toEqual({ ...all, inputs: [all.inputs[1]], targets: [3] })

  const swapped = `readImages: ${y}: the shape is 2, and images have 3 dimensions, count × height × width. Pass the images first, then the labels.`
  expect(await failure(readImages(y, x))).toMatchObject({ name: 'DataError', message: swapped, file: y })
  const three = await written('three', idxBytes([3], [1, 2, 3]))
  const counts = `readImages: ${three}: 3 labels for the 2 images of ${x}. Pass two files that belong together.`
  expect(await failure(readImages(x, three))).toMatchObject({ name: 'DataError', message: counts, file: three })
  expect(await failure(readImages(x, y, { start: 2 }))).toEqual(
    new RangeError('readImages: start is 2, and there are 2 images. Ask for images that are there.'),
  )
})

test('says what is wrong with a call', async () => {
  const cases: [Promise<unknown>, Error][] = [
    [readIdx(1 as never), new TypeError('readIdx: the path is 1. Pass a string.')],
    [readIdx('x', { limit: 1 } as never), new TypeError('readIdx: unknown option "limit". The options are maxBytes.')],
    [readIdx('x', { maxBytes: 0 }), new RangeError('readIdx: maxBytes is 0. Pass a whole number, 1 or more.')],
    [readImages('x', undefined as never), new TypeError('readImages: the path of the labels is undefined. Pass a string.')],
    [readImages('x', 'y', { first: 1 } as never), new TypeError('readImages: unknown option "first". The options are start, count.')],
  ] // oxfmt-ignore
  for (const [promise, error] of cases) await expect(promise).rejects.toThrow(error)
})

const mnist = process.env['GRADUS_DATA']
if (mnist !== undefined)
  test('reads MNIST, where GRADUS_DATA names the folder with it', async () => {
    const file = (name: string) => join(mnist!, 'mnist', name)
    const { inputs, targets } = await readImages(file('t10k-images-idx3-ubyte.gz'), file('t10k-labels-idx1-ubyte.gz'))
    expect(Array.from({ length: 10 }, (_, label) => targets.filter((target) => target === label).length)).toEqual([
      980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009,
    ])
    const sum = inputs.reduce((total, input) => total + input.reduce((row, value) => row + value, 0), 0)
    expect(sum / inputs.length / 784).toBeCloseTo(0.1325, 4)
  })
