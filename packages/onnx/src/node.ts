/** Models in files. For Node only: `import { … } from '@gradus/onnx/node'`. */
import type { MLP } from '@gradus/nn'
import { writeFileSafely } from '@gradus/nn/node'
import type { OnnxOptions } from './to-onnx.js'
import { toOnnx } from './to-onnx.js'

/**
 * Writes a network to an ONNX file with `writeFileSafely`, so that the file is always a whole one, the old or the new.
 *
 * @throws Error if the place cannot be written or the disk is full; the old file stays.
 * @example
 * await saveOnnx('model.onnx', model, { output: 'softmax' })
 */
export async function saveOnnx(path: string, model: MLP, options?: OnnxOptions): Promise<void> {
  await writeFileSafely(path, toOnnx(model, options), 'saveOnnx')
}
