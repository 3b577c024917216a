/** Numbers for pictures of the network as it is now: the map of all units, mistakes by class, and the gradient. */
import { compile } from '@gradus/compile'
import type { Scalar, Value } from '@gradus/engine'
import { accumulate, confusionMatrix, losses, type MLP, predictAll } from '@gradus/nn'
import type { Examples } from './build.js'
import type { DataSet } from './data-set.js'
import { type DataNews, MAP_SIZE } from './messages.js'

/** The examples that the gradient is taken of, for the picture. */
const GRADIENT_EXAMPLES = 32

/** Makes the map of a network: layer by layer and unit by unit, what each unit answers at each place. */
export function mapMaker(
  model: MLP,
  { news: { plane }, inputsAt }: DataSet,
): (() => Float32Array<ArrayBuffer>) | undefined {
  if (plane === undefined) return undefined
  const { left, right, bottom, top } = plane
  const places = MAP_SIZE * MAP_SIZE
  const width = model.sizes[0]!
  const flat = new Float64Array(places * width)
  for (let row = 0; row < MAP_SIZE; row++) {
    for (let column = 0; column < MAP_SIZE; column++) {
      const x = left + ((column + 0.5) / MAP_SIZE) * (right - left)
      const y = top - ((row + 0.5) / MAP_SIZE) * (top - bottom)
      flat.set(inputsAt(x, y), (row * MAP_SIZE + column) * width)
    }
  }
  const units = model.sizes.slice(1).reduce((sum, size) => sum + size, 0)
  const compiled = compile((x: Value[]) => allUnits(model, x), [width], { parameters: model.parameters() })
  return () => {
    const values = compiled.values(flat)
    const map = new Float32Array(units * places)
    for (let i = 0; i < places; i++) for (let k = 0; k < units; k++) map[k * places + i] = values[i * units + k]!
    return map
  }
}

function allUnits(model: MLP, x: readonly Scalar[]): Value[] {
  let a = x
  return model.layers.flatMap((layer) => {
    const outputs = layer.forward(a)
    a = outputs
    return outputs
  })
}

/** Row for the true class, column for the predicted one; of the validation data, or of all if there are none. */
export function confusionOf(
  model: MLP,
  { task, outputs, rows, targets, train, validation }: DataNews,
): number[][] | undefined {
  if (task !== 'classes' || outputs.length < 3) return undefined
  const indices = validation.length > 0 ? validation : train
  const answers = predictAll(model, indices.map((i) => rows[i]!)) // prettier-ignore
  if (answers.some((row) => row.some((x) => !Number.isFinite(x)))) return undefined
  return confusionMatrix(answers, indices.map((i) => targets[i]!)) // prettier-ignore
}

/** The gradient of the mean loss over some training examples, in the order of the parameters. */
export function gradientOf(model: MLP, { loss, train }: Examples): Float64Array {
  const parameters = model.parameters()
  const inputs = train.inputs.slice(0, GRADIENT_EXAMPLES).map((row) => [...row])
  accumulate(model, parameters, { inputs, targets: train.targets.slice(0, GRADIENT_EXAMPLES) }, losses[loss])
  const gradient = Float64Array.from(parameters, (p) => p.grad)
  for (const p of parameters) p.grad = 0
  return gradient
}
