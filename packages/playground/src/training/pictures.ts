/** What the page draws of a network: the answer of each unit over the plane, and a confusion matrix. */
import { compile, type Compiled } from '@gradus/compile'
import type { Value } from '@gradus/engine'
import { confusionMatrix, MLP, predictAll } from '@gradus/nn'
import type { DataSet } from './data-set.js'
import { MAP_SIZE } from './messages.js'

export class Pictures {
  /** A network for pictures only, with the parameters of the one that is trained. */
  private readonly model: MLP
  private readonly parameters: readonly Value[]
  private readonly units: Compiled | undefined
  /** The inputs of the network at each place of the map. */
  private readonly places: Float64Array

  constructor(
    private readonly data: DataSet,
    like: MLP,
  ) {
    this.model = MLP.fromTheta(like.theta(), { activation: like.layers.slice(0, -1).map((layer) => layer.activation) })
    this.parameters = this.model.parameters()
    this.places = placesOf(data)
    if (this.places.length === 0) return
    const forward = (x: Value[]) => {
      let a = x
      return this.model.layers.flatMap((layer) => (a = layer.forward(a)))
    }
    this.units = compile(forward, [like.sizes[0]!], { parameters: [...this.parameters] })
  }

  /** One value per unit and place: layer by layer, unit by unit, the outputs last. Undefined without a plane. */
  map(parameters: readonly number[] | Float64Array): Float32Array<ArrayBuffer> | undefined {
    const { units } = this
    if (units === undefined) return undefined
    this.take(parameters)
    const count = units.outputs
    const values = units.values(this.places)
    const places = values.length / count
    const map = new Float32Array(values.length)
    for (let place = 0, i = 0; place < places; place++) {
      for (let unit = 0; unit < count; unit++) map[unit * places + place] = values[i++]!
    }
    return map
  }

  /** On the validation data, or on all if there are none. Undefined for numbers. */
  confusion(parameters: readonly number[] | Float64Array): number[][] | undefined {
    const { task, validation, train, rows, targets } = this.data.news
    if (task === 'numbers') return undefined
    this.take(parameters)
    const shown = validation.length > 0 ? validation : train
    const outputs = predictAll(
      this.model,
      shown.map((i) => rows[i]!),
    )
    return confusionMatrix(
      outputs,
      shown.map((i) => targets[i]!),
    )
  }

  private take(parameters: readonly number[] | Float64Array): void {
    this.parameters.forEach((p, i) => (p.data = parameters[i]!))
  }
}

/** The inputs at the middle of each place of the map, from left to right and from the top down. Empty without a plane. */
function placesOf({ news, inputsAt }: DataSet): Float64Array {
  if (news.plane === undefined) return new Float64Array(0)
  const { left, right, bottom, top } = news.plane
  const middle = (k: number, from: number, to: number) => from + ((k + 0.5) / MAP_SIZE) * (to - from)
  const width = news.inputs.length
  const places = new Float64Array(MAP_SIZE * MAP_SIZE * width)
  for (let i = 0; i < MAP_SIZE * MAP_SIZE; i++) {
    const x = middle(i % MAP_SIZE, left, right)
    const y = middle(Math.floor(i / MAP_SIZE), top, bottom)
    places.set(inputsAt(x, y), i * width)
  }
  return places
}
