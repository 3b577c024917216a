import { compile } from '@gradus/compile'
import { type Value, withoutGraph } from '@gradus/engine'
import { show } from '@gradus/engine/errors'
import type { Model } from './model/model.js'
import { plainRow, type Row } from './rows.js'

/** Compiling takes a few milliseconds. Fewer examples would not win them back. */
const WORTH_COMPILING = 64

/**
 * The outputs of a model for m examples as plain numbers, one row per example. From 64 examples on it compiles the model, if
 * that is possible; otherwise the engine computes them one by one.
 *
 * @param inputs m rows, plain or typed arrays
 * @throws what the model throws for a row that it cannot take
 * @example
 * predictAll(new MLP([2, 3, 1]), [[0, 1], [1, 0]]).length // => 2
 */
export function predictAll(model: Model, inputs: readonly Row[]): number[][] {
  if (!Array.isArray(inputs))
    throw new TypeError(`predictAll: the inputs are ${show(inputs)}. Pass an array of arrays.`)
  const one = (x: Row) => withoutGraph(() => model.forward(plainRow(x)).map((y) => y.data))
  const width = inputs[0]?.length ?? 0
  const alike = inputs.every((x) => x.length === width && plainRow(x).every((xi: unknown) => typeof xi === 'number'))
  if (inputs.length < WORTH_COMPILING || width === 0 || !alike) return inputs.map(one)
  try {
    const compiled = compile((x: Value[]) => model.forward(x), [width], { parameters: model.parameters() })
    const outputs: number[][] = []
    const flat = new Float64Array(CHUNK * width)
    for (let from = 0; from < inputs.length; from += CHUNK) {
      const chunk = inputs.slice(from, from + CHUNK)
      chunk.forEach((x, i) => flat.set(x, i * width))
      const values = compiled.values(flat.subarray(0, chunk.length * width))
      for (let i = 0; i < chunk.length; i++) {
        outputs.push([...values.subarray(i * compiled.outputs, (i + 1) * compiled.outputs)])
      }
    }
    return outputs
  } catch {
    return inputs.map(one) // if something is wrong with the model, it throws here
  }
}

/** Examples per call of the compiled model. */
const CHUNK = 1024
