/** Examples that can be divided several times. Each time, scaling and the like are fitted to the training rows only. */
import type { Images, Remark, Table, TableEncoding, Task } from '@gradus/data'
import { encode, encodeTarget, fitTable, guessTask, remarksOn } from '@gradus/data'
import { show } from '@gradus/engine/errors'
import type { Data } from '@gradus/nn'

/** In pixels. */
export interface ImageSize {
  width: number
  height: number
}

/** All examples as numbers. The encoding was fitted to some of them. */
export interface Encoded {
  encoding: TableEncoding
  /** Every example, including those that the encoding was not fitted to. */
  data: Data
  /** The test examples, if there are any. */
  test?: Data
}

export interface Examples {
  readonly count: number
  readonly task: Task
  /** For classification, the class of each example. Parts are stratified by it. */
  readonly labels: readonly number[] | undefined
  readonly image?: ImageSize
  /** Things in the data that are allowed but probably not intended. */
  readonly remarks: readonly Remark[]
  /** @param rows the training examples, the only ones that decide how numbers are scaled */
  encode(rows: readonly number[]): Encoded
}

export interface TableColumns {
  /** The column to predict. */
  target: string
  /** Columns to leave out; default none. */
  exclude?: readonly string[]
  /** Guessed from the target column unless given. */
  task?: Task
}

/**
 * The rows of a table. Numbers are standardized, texts become one 0/1 column per value.
 *
 * @param test a table with the same columns
 * @throws RangeError for an excluded target, and for a classification in which no class occurs twice; DataError for wrong cells
 */
export function tableExamples(table: Table, columns: TableColumns, test?: Table): Examples {
  const { target, task = guessTask(table, target), exclude = [] } = columns
  const options = { target, task, exclude: [...exclude] }
  const labels = task === 'classification' ? encodeTarget(table, fitTable(table, options).target) : undefined
  if (labels !== undefined && new Set(labels).size === labels.length) {
    throw new RangeError(
      `trainTable: column ${show(target)} has ${labels.length} different values in ${labels.length} rows, so no class occurs twice. Pass another target, or task: 'regression'.`,
    )
  }
  const remarks = remarksOn(table, options)
  return {
    ...{ count: table.rows.length, task, labels, remarks },
    encode(rows) {
      const encoding = fitTable(table, { ...options, rows })
      const numbers = (from: Table): Data => ({
        inputs: encode(from, encoding.inputs, { onRemark: (remark) => void remarks.push(remark) }),
        targets: encodeTarget(from, encoding.target),
      })
      return { encoding, data: numbers(table), ...(test === undefined ? {} : { test: numbers(test) }) }
    },
  }
}

/**
 * Images with their labels. A pixel is a number from 0 to 1, a byte divided by 255; the classes are the different labels.
 *
 * @param test images of the same size and classes
 * @throws RangeError for labels that are all the same or all different, and for test images of another size or class
 */
export function imageExamples(images: Images, test?: Images): Examples {
  const { width, height, targets } = images
  const classes = [...new Set(targets)].sort((a, b) => a - b)
  if (classes.length === 1) {
    throw new RangeError(`trainImages: every label is ${classes[0]}. Pass images of two classes or more.`)
  }
  if (classes.length === targets.length) {
    throw new RangeError(`trainImages: the ${targets.length} labels are all different. Pass several images of a class.`)
  }
  if (test !== undefined && (test.width !== width || test.height !== height)) {
    throw new RangeError(
      `trainImages: the test images have ${test.height} × ${test.width} pixels, and the training images have ${height} × ${width}. Pass images of one size.`,
    )
  }
  const indices = new Map(classes.map((label, index) => [label, index]))
  const unknown = test?.targets.find((label) => !indices.has(label))
  if (unknown !== undefined) {
    throw new RangeError(
      `trainImages: a test label is ${unknown}, and the classes are ${classes.join(', ')}. Pass test images of these classes.`,
    )
  }
  const numbers = (from: Images): Data => ({
    inputs: from.inputs,
    targets: from.targets.map((label) => indices.get(label)!),
  })
  const encoded: Encoded = {
    encoding: {
      version: 1,
      inputs: {
        // The images come divided by 255; a prediction does it by these columns.
        columns: Array.from({ length: width * height }, (_, i) => ({
          name: `pixel${i + 1}`,
          kind: 'number',
          mean: 0,
          scale: 255,
        })),
        ignored: [],
        missing: [],
      },
      target: { task: 'classification', name: 'label', classes: classes.map(String) },
    },
    data: numbers(images),
    ...(test === undefined ? {} : { test: numbers(test) }),
  }
  return {
    count: targets.length,
    task: 'classification',
    labels: encoded.data.targets as number[],
    image: { width, height },
    remarks: [],
    encode: () => encoded,
  }
}
