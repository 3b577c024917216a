/** Writes models to files. Node only: `import { … } from '@gradus/onnx/node'`. */
import type { MLP } from '@gradus/nn'
import { writeFileSafely } from '@gradus/nn/node'
import type { OnnxOptions } from './to-onnx.js'
import { toOnnx } from './to-onnx.js'

/**
 * Writes a network to an ONNX file. The file is always complete: if writing fails, the old file stays.
 *
 * @throws Error if the file cannot be written, and all errors of `toOnnx`.
 * @example
 * await saveOnnx('model.onnx', model, { output: 'softmax' })
 */
export async function saveOnnx(path: string, model: MLP, options?: OnnxOptions): Promise<void> {
  await writeFileSafely(path, toOnnx(model, options), 'saveOnnx')
}
