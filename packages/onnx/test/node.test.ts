import { afterAll, beforeEach, expect, test } from '@jest/globals'
import { linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MLP } from '@gradus/nn'
import { toOnnx } from '@gradus/onnx'
import { saveOnnx } from '@gradus/onnx/node'

const root = mkdtempSync(join(tmpdir(), 'gradus-onnx-'))
afterAll(() => rmSync(root, { recursive: true }))

let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(join(root, 'test-'))
  path = join(folder, 'model.onnx')
})

const model = new MLP([3, 4, 2], { seed: 2 })
const bytesOf = (file: string) => new Uint8Array(readFileSync(file))

test('the file holds the bytes of toOnnx, with its options', async () => {
  await saveOnnx(path, model)
  expect(bytesOf(path)).toEqual(toOnnx(model))
  await saveOnnx(path, model, { output: 'softmax', opset: 20 })
  expect(bytesOf(path)).toEqual(toOnnx(model, { output: 'softmax', opset: 20 }))
  expect(readdirSync(folder)).toEqual(['model.onnx'])
})

test('an old file is replaced, not written over, so that no reader sees half of either', async () => {
  writeFileSync(path, 'old')
  linkSync(path, join(folder, 'seen by a reader'))
  await saveOnnx(path, model)
  expect(readFileSync(join(folder, 'seen by a reader'), 'utf8')).toBe('old')
  expect(bytesOf(path)).toEqual(toOnnx(model))
})

test('two writes at once leave one whole file', async () => {
  const other = new MLP([3, 40, 2], { seed: 3 })
  await Promise.all([saveOnnx(path, model), saveOnnx(path, other)])
  expect([toOnnx(model), toOnnx(other)]).toContainEqual(bytesOf(path))
  expect(readdirSync(folder)).toEqual(['model.onnx'])
})

test('a model that cannot be exported leaves the old file', async () => {
  writeFileSync(path, 'old')
  await expect(saveOnnx(path, MLP.fromTheta([[[0, NaN]]]))).rejects.toThrow(
    'toOnnx: the parameter θ1[1,1] is NaN. Pass a model whose parameters are finite float32 numbers.',
  )
  expect(readFileSync(path, 'utf8')).toBe('old')
  expect(readdirSync(folder)).toEqual(['model.onnx'])
})

test('a place that cannot be written is an error, and nothing half-written stays', async () => {
  const nowhere = join(folder, 'no', 'model.onnx')
  const message =
    /^saveOnnx: .*no.model\.onnx could not be written \(ENOENT: .*\)\. Make room, or choose another place\.$/
  await expect(saveOnnx(nowhere, model)).rejects.toThrow(message)
  mkdirSync(path)
  await expect(saveOnnx(path, model)).rejects.toThrow(
    /^saveOnnx: .*model\.onnx could not be written \(EISDIR: .*\)\. Make room/,
  )
  expect(readdirSync(folder)).toEqual(['model.onnx'])
})
