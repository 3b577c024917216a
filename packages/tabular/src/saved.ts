/** A tabular model as JSON and back. What comes back is checked first. */
import { encodingWidth, readTableEncoding, type TableEncoding } from '@gradus/data'
import { show } from '@gradus/engine/errors'
import { fromJSON, type SavedMLP, toJSON } from '@gradus/nn'
import { outputsFor } from './candidates.js'
import type { ImageSize } from './examples.js'
import type { TabularParts } from './tabular-model.js'

const FORMAT = 'gradus model'
const VERSION = 2

/** The format of a network alone, which `toJSON` of @gradus/nn gives. */
const NETWORK = 'gradus mlp'

/** The JSON form of a model. */
export interface SavedTabular {
  format: typeof FORMAT
  version: typeof VERSION
  header: boolean
  encoding: TableEncoding
  probabilities: 'softmax' | 'sigmoid'
  image?: ImageSize
  /** What `toJSON` of @gradus/nn gives. */
  network: SavedMLP
}

export function save({ header, encoding, probabilities, image, network }: TabularParts): SavedTabular {
  return {
    ...{ format: FORMAT, version: VERSION, header, encoding, probabilities },
    ...(image === undefined ? {} : { image }),
    network: toJSON(network),
  }
}

const KEYS = ['format', 'version', 'header', 'encoding', 'probabilities', 'image', 'network']

/** @throws RangeError or DataError that names the first fault */
export function parse(json: unknown): TabularParts {
  const refuse = (why: string) => new RangeError(`TabularModel.fromJSON: the model ${why}. Train the model again.`)
  if (typeof json !== 'object' || json === null) throw refuse(`is ${show(json)}, not an object`)
  const saved = json as Partial<Record<keyof SavedTabular, unknown>>
  const { format, version, header, probabilities, image } = saved
  if (format === NETWORK) {
    throw new RangeError(
      'TabularModel.fromJSON: this is a network without its preprocessing. Pass it to fromJSON of @gradus/nn.',
    )
  }
  if (format !== FORMAT) throw refuse(`has format ${show(format)}, not ${show(FORMAT)}`)
  if (version !== VERSION) throw refuse(`has version ${show(version)}, and this version of Gradus reads ${VERSION}`)
  const extra = Object.keys(json).find((key) => !KEYS.includes(key))
  if (extra !== undefined) throw refuse(`is damaged: it has an unknown key ${show(extra)}`)
  if (typeof header !== 'boolean') throw refuse(`is damaged: header is ${show(header)}, not true or false`)
  if (probabilities !== 'softmax' && probabilities !== 'sigmoid') {
    throw refuse(`is damaged: probabilities is ${show(probabilities)}, not "softmax" or "sigmoid"`)
  }
  const encoding = readTableEncoding(saved.encoding, 'the model')
  if (image !== undefined && !fits(image, encoding)) throw refuse('is damaged: its pixels are not its columns')
  const network = fromJSON(saved.network)
  const wanted = [encodingWidth(encoding.inputs), outputsFor(encoding.target)]
  const found = [network.sizes[0]!, network.sizes.at(-1)!]
  if (found.join() !== wanted.join()) {
    throw refuse(
      `is damaged: its network has ${found[0]} inputs and ${found[1]} outputs, and the columns need ${wanted[0]} and ${wanted[1]}`,
    )
  }
  return { header, encoding, probabilities, network, ...(image === undefined ? {} : { image: image as ImageSize }) }
}

function fits(image: unknown, { inputs: { columns } }: TableEncoding): boolean {
  const { width, height } = (image ?? {}) as Partial<ImageSize>
  return (
    Number.isInteger(width) &&
    Number.isInteger(height) &&
    columns.length === width! * height! &&
    columns.every(({ kind }) => kind === 'number')
  )
}
