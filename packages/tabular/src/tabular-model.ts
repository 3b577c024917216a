/** The model that the recipe returns: a network with its scaling and class names, which predicts from raw rows. */
import type { Cell, EncodeOptions, RowEncoderOptions, Table, TableEncoding } from '@gradus/data'
import { inputNames, rowEncoder } from '@gradus/data'
import { sigmoid, softmax } from '@gradus/engine'
import { show } from '@gradus/engine/errors'
import { argmax, type FromJSONOptions, type MLP, toModule, type Preprocessing } from '@gradus/nn'
import { inUnits } from './candidates.js'
import type { ImageSize } from './examples.js'
import { parse, type SavedTabular, save } from './saved.js'

/** A raw row: a number or a text for each column. A missing cell is '', null or undefined. */
export type Row = Readonly<Record<string, Cell>>

export type Prediction =
  | { prediction: number }
  | { prediction: string; /** By class name. */ probabilities: Record<string, number> }

export interface TabularParts {
  /** How rows become inputs, and how outputs become the target. */
  encoding: TableEncoding
  /** How the outputs of a classifier become probabilities: all together, or each separately. */
  probabilities: 'softmax' | 'sigmoid'
  network: MLP
  /** Whether the training table had a header with column names. */
  header: boolean
  /** The size of the training images; the columns are then their pixels. */
  image?: ImageSize | undefined
}

/**
 * A trained model that predicts from raw rows.
 *
 * @example
 * const { model } = await trainTable(table, { target: 'species' })
 * model.predict([{ sepal_length: 5.1, sepal_width: 3.5, petal_length: 1.4, petal_width: 0.2 }])
 */
export class TabularModel {
  readonly encoding: TableEncoding
  readonly probabilities: 'softmax' | 'sigmoid'
  readonly network: MLP
  readonly header: boolean
  readonly image: ImageSize | undefined

  constructor({ encoding, probabilities, network, header, image }: TabularParts) {
    this.encoding = encoding
    this.probabilities = probabilities
    this.network = network
    this.header = header
    this.image = image
  }

  /**
   * Returns one prediction per row. The bits of a prediction do not depend on the other rows.
   *
   * @param rows a table of @gradus/data, or objects with a value for each column; other columns are ignored
   * @param options `onRemark` receives a remark about each text that training has not seen; the text then counts as missing.
   * Without `onRemark` such a text is an error.
   * @throws DataError if a column is missing, or if a cell in a column of numbers is not a number; RangeError with the number of
   * the row if a prediction is not finite
   */
  predict(rows: Table | readonly Row[], options: EncodeOptions = {}): Prediction[] {
    if (isTable(rows)) {
      const predictRow = this.predictor(rows.columns, { file: rows.file, ...options })
      return rows.rows.map((row, i) => predictRow(row, rows.lines[i]!))
    }
    if (!Array.isArray(rows)) {
      throw new TypeError(`predict: the rows are ${show(rows)}. Pass a table, or an array of objects.`)
    }
    const columns = this.encoding.inputs.columns.map(({ name }) => name)
    const predictRow = this.predictor(columns, { file: 'the rows', ...options })
    return rows.map((row: Row, i) => {
      if (typeof row !== 'object' || row === null) {
        throw new TypeError(`predict: row ${i + 1} is ${show(row)}. Pass an object with a value for each column.`)
      }
      const missing = columns.find((name) => !Object.hasOwn(row, name))
      if (missing !== undefined) {
        throw new RangeError(
          `predict: row ${i + 1} has no ${show(missing)}. Pass a value for each column, or null if it is missing.`,
        )
      }
      return predictRow(
        columns.map((name) => row[name]),
        i + 1,
      )
    })
  }

  /**
   * Returns a function that predicts one row at a time, for data that do not fit into memory.
   *
   * @param columns the names of a row's cells, in their order
   */
  predictor(
    columns: readonly string[],
    options: RowEncoderOptions = {},
  ): (cells: readonly Cell[], line: number) => Prediction {
    const encodeRow = rowEncoder(this.encoding.inputs, columns, options)
    return (cells, line) => this.predictEncoded(encodeRow(cells, line), line)
  }

  /** The prediction for a row as numbers, in the order of the inputs. `line` is for messages. */
  predictEncoded(x: readonly number[], line: number): Prediction {
    const { target } = this.encoding
    const outputs = this.network.predict(x)
    if (target.task === 'regression') {
      return { prediction: finite(inUnits(target, outputs[0]!), line) }
    }
    for (const z of outputs) finite(z, line)
    const shares = this.probabilities === 'softmax' ? softmax(outputs) : outputs.map((z) => sigmoid(z))
    return {
      prediction: target.classes[argmax(outputs)]!,
      probabilities: Object.fromEntries(target.classes.map((name, k) => [name, shares[k]!])),
    }
  }

  /** The steps before and after the network, in the form that `toOnnx` and `toModule` take. */
  get preprocessing(): Preprocessing {
    const { inputs, target } = this.encoding
    const scales = inputs.columns.flatMap((column) =>
      column.kind === 'number'
        ? [{ mean: column.mean, scale: column.scale }]
        : column.values.map(() => ({ mean: 0, scale: 1 })),
    )
    return {
      inputs: inputNames(inputs).map((name, i) => ({ name, ...scales[i]! })),
      output: target.task === 'regression' ? target : { ...target, probabilities: this.probabilities },
    }
  }

  /** The model as the text of a JavaScript module without dependencies; see `toModule` of @gradus/nn. */
  toModule(): string {
    return toModule(this.network, { preprocessing: this.preprocessing })
  }

  /** The model as plain JSON, for `TabularModel.fromJSON`. `JSON.stringify(model)` calls this. */
  toJSON(): SavedTabular {
    return save(this)
  }

  /**
   * Makes a model from the JSON of `toJSON`.
   *
   * @param json the parsed JSON, of any origin
   * @param options `activations` has your own ops that the network uses, by name, such as `{ mish }`
   * @throws RangeError, TypeError or DataError that names the first fault
   */
  static fromJSON(json: unknown, options: FromJSONOptions = {}): TabularModel {
    return new TabularModel(parse(json, options))
  }
}

const isTable = (rows: Table | readonly Row[]): rows is Table =>
  !Array.isArray(rows) && Array.isArray((rows as Table)?.columns)

function finite(x: number, line: number): number {
  if (Number.isFinite(x)) return x
  throw new RangeError(
    `predict: the prediction for line ${line} is ${x}. Check that line for numbers that are far too large.`,
  )
}
