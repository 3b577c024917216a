/** From a CSV table or from images to examples as numbers, with what a prediction needs to do the same again. */
import type { Column, Encoding, Images, Table, TargetEncoding, Task } from '@gradus/data'
import { encode, encodeTarget, fitEncoding, fitTarget, folds, split } from '@gradus/data'
import type { Data } from '@gradus/nn'
import type { ImageSize } from './model-file.js'

/** What `learn` learns from. */
export interface Prepared {
  features: Encoding
  target: TargetEncoding
  /** The size of the images, if the examples are images. */
  image?: ImageSize
  training: Data
  /** Kept from training, and measured on after each epoch; may be empty. */
  validation: Data
  /** From files of their own, and measured on once, at the end; may be empty. */
  test: Data
}

/** What part of the examples is kept from training. */
export interface Division {
  /** The share for validation, [0, 1). */
  validation: number
  seed: number
}

export interface TableOptions extends Division {
  /** Instead of the share, one part of a cross-validation, counted from 1. */
  fold?: { number: number; of: number }
  target: string
  /** Columns to leave out; default none. */
  exclude?: readonly string[]
  task: Task
}

const none: Data = { inputs: [], targets: [] }

/**
 * The rows of a table. Numbers are standardised, texts become one column per value.
 *
 * @param test a table with the same columns.
 */
export function prepareTable(table: Table, options: TableOptions, test?: Table): Prepared {
  const { task, seed, fold } = options
  const all = table.rows.map((_, i) => i)
  const labels =
    task === 'classification' ? encodeTarget(table, fitTarget(table, options.target, all, task)) : undefined
  if (labels !== undefined && new Set(labels).size === labels.length) {
    throw new Error(
      `train: column ${options.target} has ${labels.length} different values in ${labels.length} rows, which are no classes to learn. Pass another --target, or --task regression.`,
    )
  }
  const how = { seed, ...(labels === undefined ? {} : { labels }) }
  const part =
    fold === undefined
      ? split(table.rows.length, options.validation, how)
      : folds(table.rows.length, fold.of, how)[fold.number - 1]!

  // Scaling is fitted on the training rows only: the validation rows must stay unseen.
  const features = fitEncoding(table, part.train, { exclude: [options.target, ...(options.exclude ?? [])] })
  const target = fitTarget(table, options.target, part.train, task)
  const numbers = (rows: Table): Data => ({ inputs: encode(rows, features), targets: encodeTarget(rows, target) })
  return { features, target, ...divided(numbers(table), part), test: test === undefined ? none : numbers(test) }
}

/**
 * Images with their labels. A pixel is a feature from 0 to 1, a byte divided by 255; the classes are the different labels.
 *
 * @param test images of the same size and classes.
 */
export function prepareImages(images: Images, { validation, seed }: Division, test?: Images): Prepared {
  const { width, height, targets } = images
  const classes = [...new Set(targets)].sort((a, b) => a - b)
  if (classes.length === 1) {
    throw new Error(
      `train: every label is ${classes[0]}, which leaves nothing to tell apart. Pass images of two classes or more.`,
    )
  }
  if (classes.length === targets.length) {
    throw new Error(`train: the ${targets.length} labels are all different, which are no classes. Pass more images.`)
  }
  const indices = new Map(classes.map((label, index) => [label, index]))
  const numbers = ({ inputs, targets }: Images): Data => ({ inputs, targets: targets.map((y) => indices.get(y)!) })

  if (test !== undefined && (test.width !== width || test.height !== height)) {
    throw new Error(
      `train: the test images have ${test.height} × ${test.width} pixels, and those to learn from ${height} × ${width}. Pass images of one size.`,
    )
  }
  const unknown = test?.targets.find((label) => !indices.has(label))
  if (unknown !== undefined) {
    throw new Error(
      `train: a test label is ${unknown}, and the classes are ${classes.join(', ')}. Pass test images of these classes.`,
    )
  }
  // readImages has divided by 255 already; predict does it from these columns.
  const columns = Array.from({ length: width * height }, (_, i): Column => ({
    name: `pixel${i + 1}`,
    kind: 'number',
    mean: 0,
    scale: 255,
  }))
  return {
    features: { columns, ignored: [], missing: [] },
    target: { task: 'classification', name: 'label', classes: classes.map(String) },
    image: { width, height },
    ...divided(numbers(images), split(targets.length, validation, { seed, labels: targets })),
    test: test === undefined ? none : numbers(test),
  }
}

function divided(
  { inputs, targets }: Data,
  part: { train: number[]; validation: number[] },
): Pick<Prepared, 'training' | 'validation'> {
  const pick = (rows: number[]): Data => ({
    inputs: rows.map((i) => inputs[i]!),
    targets: rows.map((i) => targets[i]!),
  })
  return { training: pick(part.train), validation: pick(part.validation) }
}
