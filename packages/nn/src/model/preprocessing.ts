/** The steps around a network that predicts from the raw numbers of a table: scaling before it, units after it. */
import { checkOptions, mustBeList, show } from '@gradus/engine/errors'
import type { MLP } from './mlp.js'

/** What happens to a row before a network sees it, and to its outputs afterwards. Plain data. */
export interface Preprocessing {
  /**
   * One per input of the network, in order. The network gets (x − mean) / scale. A 0/1 column such as "color=red" has
   * mean 0 and scale 1. A missing number is NaN and counts as the mean.
   */
  inputs: readonly { name: string; mean: number; scale: number }[]
  /**
   * The outputs: of a regression the value y · scale + mean, of a classification the probabilities of the named classes,
   * as the softmax over all outputs or the sigmoid of each.
   */
  output:
    | { task: 'regression'; name: string; mean: number; scale: number }
    | { task: 'classification'; name: string; classes: readonly string[]; probabilities: 'softmax' | 'sigmoid' }
}

/**
 * Checks preprocessing of any origin, such as a file, against the network it belongs to.
 *
 * @param where the calling function, for the messages
 * @throws TypeError or RangeError that names the path of the first fault.
 * @example
 * const output = { task: 'regression', name: 'price', mean: 250000, scale: 80000 }
 * checkPreprocessing('toModule', { inputs: [{ name: 'rooms', mean: 3, scale: 1.5 }], output }, new MLP([1, 4, 1]))
 */
export function checkPreprocessing(
  where: string,
  preprocessing: unknown,
  model: MLP,
): asserts preprocessing is Preprocessing {
  checkOptions(where, preprocessing, ['inputs', 'output'], 'preprocessing')
  const { inputs, output } = preprocessing as Record<keyof Preprocessing, unknown>

  if (!Array.isArray(inputs)) throw mustBeList(where, 'preprocessing.inputs', inputs, 'one object per input')
  const wanted = model.sizes[0]!
  if (inputs.length !== wanted) {
    throw new RangeError(
      `${where}: preprocessing has ${inputs.length} inputs and the network ${wanted}. Pass one per input of the network.`,
    )
  }
  for (const [i, input] of inputs.entries()) {
    const path = `preprocessing.inputs[${i}]`
    checkOptions(where, input, ['name', 'mean', 'scale'], path)
    checkScaling(where, path, input as Fields)
  }
  checkNames(
    where,
    inputs.map((input: Fields) => input.name),
    (i) => `preprocessing.inputs[${i}].name`,
  )
  checkOutput(where, output, model.sizes.at(-1)!)
}

/** An object whose fields are yet to be checked. */
type Fields = Partial<Record<string, unknown>>

const OUTPUT_FIELDS = {
  regression: ['task', 'name', 'mean', 'scale'],
  classification: ['task', 'name', 'classes', 'probabilities'],
}

function checkOutput(where: string, output: unknown, units: number): void {
  const path = 'preprocessing.output'
  const { task, name, classes, probabilities } = (output ?? {}) as Fields
  if (task !== 'regression' && task !== 'classification') {
    throw new RangeError(`${where}: ${path}.task is ${show(task)}. Pass 'regression' or 'classification'.`)
  }
  checkOptions(where, output, OUTPUT_FIELDS[task], path)
  checkNames(where, [name], () => `${path}.name`)
  if (task === 'regression') {
    if (units !== 1) {
      throw new RangeError(`${where}: the network has ${units} outputs, a regression has one. Pass a network with one.`)
    }
    checkScaling(where, path, output as Fields)
    return
  }
  if (!Array.isArray(classes)) throw mustBeList(where, `${path}.classes`, classes, 'names')
  if (classes.length !== units) {
    throw new RangeError(
      `${where}: there are ${classes.length} classes and ${units} outputs. Pass one class per output of the network.`,
    )
  }
  checkNames(where, classes, (i) => `${path}.classes[${i}]`)
  if (probabilities !== 'softmax' && probabilities !== 'sigmoid') {
    throw new RangeError(`${where}: ${path}.probabilities is ${show(probabilities)}. Pass 'softmax' or 'sigmoid'.`)
  }
}

function checkScaling(where: string, path: string, { mean, scale }: Fields): void {
  if (!Number.isFinite(mean)) {
    throw new RangeError(`${where}: ${path}.mean is ${show(mean)}. Pass a finite number.`)
  }
  if (!(Number.isFinite(scale) && (scale as number) > 0)) {
    throw new RangeError(`${where}: ${path}.scale is ${show(scale)}. Pass a finite number above 0.`)
  }
}

/** Each name is a text, and none occurs twice. */
function checkNames(where: string, names: readonly unknown[], path: (i: number) => string): void {
  const places = new Map<string, number>()
  for (const [i, name] of names.entries()) {
    if (typeof name !== 'string') throw new TypeError(`${where}: ${path(i)} is ${show(name)}. Pass a text.`)
    const first = places.get(name)
    if (first !== undefined) {
      throw new RangeError(`${where}: ${path(first)} and ${path(i)} are both ${show(name)}. Pass distinct names.`)
    }
    places.set(name, i)
  }
}
