/** From settings to examples: the inputs and targets of a network, and the news of them for pictures. */
import { irisCsv, split, type TableEncoding } from '@gradus/data'
import type { LossName } from '@gradus/nn'
import { FEATURES, type NetworkSettings } from '../network/settings.js'
import { type ClassesName, GENERATORS, generatedPoints } from './generated.js'
import type { DataNews, OwnData, Plane } from './messages.js'
import { tableExamples } from './table-data.js'

export interface DataSet {
  readonly news: DataNews
  /** The inputs of the network at a place of the plane. The other inputs are 0, the mean. */
  readonly inputsAt: (x: number, y: number) => readonly number[]
}

/** What data of any origin have before features are computed. */
interface Examples extends Pick<DataNews, 'task' | 'outputs' | 'train' | 'validation' | 'notes'> {
  readonly rows: readonly (readonly number[])[]
  readonly names: readonly string[]
  readonly targets: readonly number[]
  readonly encoding?: TableEncoding
  readonly side?: number
  /** The inputs that are the coordinates of the plane, and what is written at its axes. */
  readonly plane: { readonly places: readonly [number, number]; readonly names: readonly [string, string]; readonly isCentered: boolean } | undefined // oxfmt-ignore
}

export async function makeDataSet(settings: NetworkSettings, own?: OwnData): Promise<DataSet> {
  const examples = await examplesOf(settings, own)
  const { rows, names, plane, side, targets, encoding } = examples
  // Only a point of a plane has features. Other data go into the network as they are.
  const isPoint = plane !== undefined && names.length === 2
  const chosen = isPoint ? settings.features.map((name) => ({ name, ...FEATURES[name] })) : undefined
  const toInputs = (row: readonly number[]) => chosen?.map(({ of }) => of(row[0]!, row[1]!)) ?? row
  const inputs =
    chosen?.map(({ name, label }) => (name === 'x' ? names[0]! : name === 'y' ? names[1]! : label)) ?? names
  const { task, outputs, train, validation, notes } = examples
  const units = task === 'numbers' || outputs.length === 2 ? 1 : outputs.length
  return {
    news: {
      type: 'data',
      ...{ task, outputs, inputs, train, validation, notes },
      sizes: [inputs.length, ...settings.hidden, units],
      rows: packed(rows.map(toInputs), inputs.length),
      targets: Float64Array.from(targets),
      plane: plane && { hasFeatures: isPoint, ...planeOf(rows, plane) },
      ...{ side, encoding },
    },
    inputsAt: (x, y) => {
      const row = new Array<number>(names.length).fill(0)
      if (plane !== undefined) [row[plane.places[0]], row[plane.places[1]]] = [x, y]
      return toInputs(row)
    },
  }
}

async function examplesOf(settings: NetworkSettings, own: OwnData | undefined): Promise<Examples> {
  const { data } = settings
  if (data === 'digits') return digitsExamples(settings)
  if (data === 'iris') return columns({ name: 'iris', text: irisCsv(), target: 'species' }, settings)
  if (data !== 'own') return pointExamples(settings)
  if (own !== undefined) return columns(own, settings)
  throw new Error('Data: these settings belong to data of your own, which a link does not carry. Open the file again.')
}

function pointExamples(settings: NetworkSettings): Examples {
  const { points, targets } = generatedPoints(settings)
  const { data, validation, seed } = settings
  const isNumbers = data === 'waves'
  const names = ['x₁', 'x₂'] as const
  return {
    task: isNumbers ? 'numbers' : 'classes',
    outputs: isNumbers ? ['y'] : Array.from({ length: GENERATORS[data as ClassesName].classes }, (_, k) => `${k}`),
    ...split(points.length, validation, { seed, ...(isNumbers ? {} : { labels: targets }) }),
    notes: [],
    ...{ rows: points, names, targets },
    plane: { places: [0, 1], names, isCentered: true },
  }
}

function columns(own: OwnData, { validation, seed }: NetworkSettings): Examples {
  const table = tableExamples(own, validation, seed)
  const { target } = table.encoding
  const axis = (place: number) => `${table.names[place]!} (standardized)`
  return {
    ...table,
    task: target.task === 'regression' ? 'numbers' : 'classes',
    outputs: target.task === 'regression' ? [target.name] : target.classes,
    plane: table.plane && {
      places: table.plane,
      names: [axis(table.plane[0]), axis(table.plane[1])],
      isCentered: false,
    },
  }
}

/** Pixels along each side of a digit. */
const SIDE = 8

async function digitsExamples({ validation, seed }: NetworkSettings): Promise<Examples> {
  const { digits } = await import('@gradus/data/digits')
  const { inputs, targets } = digits()
  return {
    task: 'classes',
    outputs: Array.from({ length: 10 }, (_, k) => `${k}`),
    ...split(inputs.length, validation, { seed, labels: [...targets] }),
    notes: [],
    rows: inputs.map((row) => [...row]),
    names: Array.from({ length: SIDE ** 2 }, (_, i) => `row ${Math.floor(i / SIDE) + 1}, column ${(i % SIDE) + 1}`),
    targets: [...targets],
    plane: undefined,
    side: SIDE,
  }
}

/** All rows in one piece of memory, which is sent to the page in one go. */
function packed(rows: readonly (readonly number[])[], width: number): Float64Array[] {
  const all = new Float64Array(rows.length * width)
  return rows.map((row, i) => {
    all.set(row, i * width)
    return all.subarray(i * width, (i + 1) * width)
  })
}

function planeOf(
  rows: Examples['rows'],
  { places, names, isCentered }: NonNullable<Examples['plane']>,
): Omit<Plane, 'hasFeatures'> {
  const [x, y] = places.map((place) => Float64Array.from(rows, (row) => row[place]!)) as [Float64Array, Float64Array]
  const [xName, yName] = names
  if (!isCentered) {
    const [left, right] = reachOf(x)
    const [bottom, top] = reachOf(y)
    return { x, y, xName, yName, left, right, bottom, top }
  }
  // The view changes in steps of ½, so that a little more noise leaves it as it is.
  const most = [x, y].reduce((most, part) => part.reduce((most, v) => Math.max(most, Math.abs(v)), most), 0)
  const half = Math.max(1.5, Math.ceil(most * 2) / 2)
  return { x, y, xName, yName, left: -half, right: half, bottom: -half, top: half }
}

/** From the least to the largest number, with a tenth on either side. */
function reachOf(numbers: Float64Array): [number, number] {
  const least = numbers.reduce((a, b) => Math.min(a, b), Infinity)
  const most = numbers.reduce((a, b) => Math.max(a, b), -Infinity)
  const margin = most === least ? 1 : (most - least) / 10
  return [least - margin, most + margin]
}

/** The loss that a choice stands for. @throws Error for a loss that the data cannot have */
export function lossFor(settings: NetworkSettings, { task, outputs }: Pick<DataNews, 'task' | 'outputs'>): LossName {
  const { loss } = settings
  if (loss === 'hinge' && task === 'numbers') {
    throw new Error('Loss: hinge is for classes, and these data have numbers. Choose another loss.')
  }
  if (loss !== 'auto') return loss
  if (task === 'numbers') return 'mse'
  return outputs.length === 2 ? 'binaryCrossEntropyWithLogits' : 'crossEntropy'
}

/** Targets as a loss takes them. Cross-entropies take class indices, other losses 1 for the class and −1 for the others. */
export function targetsFor(loss: LossName, { task, outputs, targets }: DataNews): (number | number[])[] {
  if (task === 'numbers' || loss === 'crossEntropy' || loss === 'binaryCrossEntropyWithLogits') return [...targets]
  if (outputs.length === 2) return Array.from(targets, (k) => (k === 1 ? 1 : -1))
  return Array.from(targets, (k) => outputs.map((_, i) => (i === k ? 1 : -1)))
}
