/** An MLP as plain JSON and back. What comes back is checked first, entry by entry, and refused with the path of the fault. */
import { show } from '@gradus/engine/errors'
import type { ActivationName } from './activation.js'
import { activations } from './activation.js'
import { MLP } from './mlp.js'

const FORMAT = 'gradus mlp'
const VERSION = 1

/** The format of a model with its preprocessing, which @gradus/tabular writes. */
const TABULAR = 'gradus model'

export interface SavedMLP {
  format: typeof FORMAT
  version: typeof VERSION
  /** One per layer. */
  activations: ActivationName[]
  /** The dropout rate after each hidden layer. */
  dropout: number[]
  /** One matrix per layer: row i belongs to unit i, column 0 is the bias. */
  theta: number[][][]
}

/** @throws RangeError if a weight is not finite, which JSON could not carry. */
export function toJSON(model: MLP): SavedMLP {
  const theta = model.theta()
  checkMatrices(theta, 'toJSON', 'Train the model again.')
  return {
    format: FORMAT,
    version: VERSION,
    activations: model.layers.map((layer) => layer.activation),
    dropout: model.dropouts.map(({ rate }) => rate),
    theta,
  }
}

const HINT = 'Pass what toJSON gave.'

/**
 * The network that `toJSON` saved.
 *
 * @param json the parsed JSON, of any origin
 * @throws RangeError naming the path of the first fault; nothing is made then.
 */
export function fromJSON(json: unknown): MLP {
  const fault = (path: string, value: unknown, wanted: string) =>
    new RangeError(`fromJSON: ${path} is ${show(value)}, not ${wanted}. ${HINT}`)
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw fault('the top', json, 'an object')
  const saved = json as Partial<Record<keyof SavedMLP, unknown>>
  if (saved.format === TABULAR) {
    throw new RangeError(
      'fromJSON: this is a tabular model, such as gradus train writes. Pass it to TabularModel.fromJSON of @gradus/tabular.',
    )
  }
  if (saved.format !== FORMAT) throw fault('format', saved.format, show(FORMAT))
  if (saved.version !== VERSION) throw fault('version', saved.version, String(VERSION))
  const known = ['format', 'version', 'activations', 'dropout', 'theta']
  const extra = Object.keys(json).find((key) => !known.includes(key))
  if (extra !== undefined) throw fault(extra, (json as Record<string, unknown>)[extra], 'there at all')

  const theta = checkMatrices(saved.theta, 'fromJSON', HINT)
  const names = checkList(saved.activations, 'activations', theta.length, (name) =>
    typeof name === 'string' && Object.hasOwn(activations, name)
      ? undefined
      : `one of ${Object.keys(activations).join(', ')}`,
  )
  const dropout = checkList(saved.dropout, 'dropout', theta.length - 1, (rate) =>
    typeof rate === 'number' && rate >= 0 && rate < 1 ? undefined : 'a number in [0, 1)',
  )
  return MLP.fromTheta(theta, {
    activation: names.slice(0, -1) as ActivationName[],
    output: names.at(-1) as ActivationName,
    dropout: dropout as number[],
  })

  function checkList(
    list: unknown,
    path: string,
    length: number,
    wrong: (x: unknown) => string | undefined,
  ): unknown[] {
    if (!Array.isArray(list) || list.length !== length) throw fault(path, list, `an array of length ${length}`)
    list.forEach((x: unknown, i) => {
      const wanted = wrong(x)
      if (wanted !== undefined) throw fault(`${path}[${i}]`, x, wanted)
    })
    return list
  }
}

/** Matrices of finite numbers whose sizes follow on one another. */
function checkMatrices(theta: unknown, where: string, hint: string): number[][][] {
  const fault = (path: string, value: unknown, wanted: string) =>
    new RangeError(`${where}: ${path} is ${show(value)}, not ${wanted}. ${hint}`)
  if (!Array.isArray(theta) || theta.length === 0) throw fault('theta', theta, 'an array of matrices')
  let columns: number | undefined
  theta.forEach((matrix: unknown, l) => {
    if (!Array.isArray(matrix) || matrix.length === 0) throw fault(`theta[${l}]`, matrix, 'an array of rows')
    matrix.forEach((row: unknown, i) => {
      const path = `theta[${l}][${i}]`
      if (!Array.isArray(row) || row.length < 2) throw fault(path, row, 'an array of two numbers or more')
      columns ??= row.length
      if (row.length !== columns) throw fault(path, row, `an array of length ${columns}`)
      const j = row.findIndex((w) => typeof w !== 'number' || !Number.isFinite(w))
      if (j >= 0) throw fault(`${path}[${j}]`, row[j], 'a finite number')
    })
    columns = matrix.length + 1
  })
  return theta as number[][][]
}
