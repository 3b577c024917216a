/**
 * An MLP as plain JSON and back: what `model.toJSON()` and `MLP.fromJSON()` do. What comes back is checked first, entry by
 * entry, and refused with the path of the fault.
 */
import { table } from '@gradus/engine'
import { checkOptions, show } from '@gradus/engine/errors'
import {
  type Activation,
  type ActivationFunction,
  activations,
  checkActivation,
  isOp,
  showActivation,
  takesOne,
} from './activation.js'
import type { MLP } from './mlp.js'

const FORMAT = 'gradus mlp'
const VERSION = 1

/** The JSON form of an MLP. */
export interface SavedMLP {
  format: typeof FORMAT
  version: typeof VERSION
  /** One per layer: a name of Gradus, or the name of an op. */
  activations: string[]
  /** The dropout rate after each hidden layer. */
  dropout: number[]
  /** One matrix per layer: row i belongs to unit i, column 0 is the bias. */
  theta: number[][][]
}

/** The options of `MLP.fromJSON`. */
export interface FromJSONOptions {
  /** Your own ops that the model uses, by name, such as `{ mish }`. A file holds only the names. */
  activations?: Readonly<Record<string, ActivationFunction>>
}

/** The JSON form of a model. */
export function save(model: MLP): SavedMLP {
  const theta = model.theta()
  checkMatrices(theta, 'MLP.toJSON', 'Train the model again.')
  return {
    format: FORMAT,
    version: VERSION,
    activations: namesOf(model.layers.map((layer) => layer.activation)),
    dropout: model.dropouts.map(({ rate }) => rate),
    theta,
  }
}

/** The names by which `parse` finds these activations again. */
function namesOf(used: readonly Activation[]): string[] {
  const refuse = (l: number, what: string, instead: string) =>
    new RangeError(`MLP.toJSON: activations[${l}] is ${what}. ${instead}.`)
  return used.map((activation, l) => {
    if (typeof activation === 'string') return activation
    if (!isOp(activation)) {
      throw refuse(l, 'a function, and a file holds only names', 'Make it an op with unary(name, …) and defineOp')
    }
    const { name } = activation
    const own = ownActivation(name)
    if (own !== undefined && own !== activation) {
      throw refuse(l, `an op named ${show(name)}, which is the name of one of Gradus's own`, 'Give it another name')
    }
    const other = used.findIndex((f) => isOp(f) && f.name === name && f !== activation)
    if (other < 0) return name
    throw refuse(l, `another op named ${show(name)} than activations[${other}]`, 'Give one of them another name')
  })
}

/** An activation that every Gradus knows: a named one, or an op of the engine's table. */
function ownActivation(name: string): Activation | undefined {
  if (Object.hasOwn(activations, name)) return name as Activation
  const op = Object.hasOwn(table, name) ? table[name] : undefined
  return op !== undefined && takesOne(op) ? (op as unknown as ActivationFunction) : undefined
}

const WHERE = 'MLP.fromJSON'
const HINT = 'Pass what toJSON gave.'

/** What other JSON of Gradus is for. */
const OTHER_FORMATS: Readonly<Record<string, string>> = {
  'gradus model': 'a tabular model. Pass it to TabularModel.fromJSON of @gradus/tabular',
  'gradus checkpoint': "a checkpoint. Pass it to fit as the option 'resume'",
}

/** Checks the JSON and returns what `MLP.fromTheta` needs. */
export function parse(
  json: unknown,
  options: FromJSONOptions,
): { theta: number[][][]; activation: Activation[]; output: Activation; dropout: number[] } {
  checkOptions(WHERE, options, ['activations'])
  const { activations: given = {} } = options
  checkGiven(given)
  const fault = (path: string, value: unknown, wanted: string) =>
    new RangeError(`${WHERE}: ${path} is ${show(value)}, not ${wanted}. ${HINT}`)
  if (typeof json === 'string') throw new TypeError(`${WHERE}: the model is a text. Pass JSON.parse(text).`)
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw fault('the model', json, 'an object')
  const saved = json as Partial<Record<keyof SavedMLP, unknown>>
  const { format } = saved
  if (typeof format === 'string' && Object.hasOwn(OTHER_FORMATS, format)) {
    throw new RangeError(`${WHERE}: the model is ${OTHER_FORMATS[format]!}.`)
  }
  if (format !== FORMAT) throw fault('format', format, show(FORMAT))
  if (saved.version !== VERSION) throw fault('version', saved.version, String(VERSION))
  const known = ['format', 'version', 'activations', 'dropout', 'theta']
  const extra = Object.keys(json).find((key) => !known.includes(key))
  if (extra !== undefined) throw fault(extra, (json as Record<string, unknown>)[extra], 'there at all')

  const theta = checkMatrices(saved.theta, WHERE, HINT)
  const dropout = checkList(saved.dropout, 'dropout', theta.length - 1).map((rate, l) => {
    if (typeof rate === 'number' && rate >= 0 && rate < 1) return rate
    throw fault(`dropout[${l}]`, rate, 'a number in [0, 1)')
  })
  const found = checkList(saved.activations, 'activations', theta.length).map((name, l) => {
    const path = `activations[${l}]`
    if (typeof name !== 'string') throw fault(path, name, 'a name')
    const activation = ownActivation(name) ?? (Object.hasOwn(given, name) ? given[name] : undefined)
    if (activation !== undefined) return activation
    const names = Object.keys(activations).join(', ')
    throw new RangeError(
      `${WHERE}: ${path} is ${show(name)}, not one of ${names}. If it is an op of yours, pass it in the option activations, such as { activations: { ${/^[A-Za-z_]\w*$/.test(name) ? name : `${show(name)}: op`} } }.`,
    )
  })
  return { theta, activation: found.slice(0, -1), output: found.at(-1)!, dropout }

  function checkList(list: unknown, path: string, length: number): unknown[] {
    if (Array.isArray(list) && list.length === length) return list
    throw fault(path, list, `an array of length ${length}`)
  }
}

/** Ops of the user by name. Another op under a name would be another network. */
function checkGiven(given: unknown): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new TypeError(`${WHERE}: activations is ${show(given)}. Pass an object of ops by name, such as { mish }.`)
  }
  for (const [name, f] of Object.entries(given)) {
    const activation = checkActivation(WHERE, f)
    const own = ownActivation(name)
    const refuse = (what: string, instead: string) =>
      new RangeError(`${WHERE}: activations.${name} is ${what}. ${instead}.`)
    if (own !== undefined && own !== activation) {
      throw refuse(`${showActivation(activation)}, and Gradus has its own ${name}`, 'Give yours another name')
    }
    if (own !== undefined || (isOp(activation) && activation.name === name)) continue
    throw refuse(`${showActivation(activation)}, not the op "${name}"`, 'Pass the op that the model was made with')
  }
}

/** Matrices of finite numbers. The size of each follows from the one before. */
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
