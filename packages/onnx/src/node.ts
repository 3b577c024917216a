/** Models in files. For Node only: `import { … } from '@gradus/onnx/node'`. */
import type { MLP } from '@gradus/nn'
import writeFileAtomic from 'write-file-atomic'
import type { OnnxOptions } from './to-onnx.js'
import { toOnnx } from './to-onnx.js'

/**
 * Writes a network to an ONNX file. The file is always a whole one, the old or the new: a temporary file beside it is
 * written, flushed to the disk, and renamed.
 *
 * @throws Error if the place cannot be written; the old file stays.
 * @example
 * await saveOnnx('model.onnx', model, { output: 'softmax' })
 */
export async function saveOnnx(path: string, model: MLP, options?: OnnxOptions): Promise<void> {
  const bytes = toOnnx(model, options)
  try {
    // writeFileAtomic takes a Buffer; this one is a view of the same bytes
    await writeFileAtomic(path, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
  } catch (error) {
    throw new Error(`saveOnnx: ${path} could not be written (${(error as Error).message}). Choose another place.`)
  }
}
