/**
 * Data sets for tiny networks. Runs in browsers; what touches files is in '@gradus/data/node'.
 * - generators.ts, iris.ts: data sets to start with
 * - csv.ts, csv-rows.ts: text → table of cells; error.ts: what is wrong with the data, and where
 * - encode.ts, target.ts, table-encoding.ts: how a table becomes inputs and targets, as plain JSON that a model keeps
 * - row-encoder.ts: rows → inputs; decimal.ts, cells.ts: which cells are numbers, and which are the same number
 * - remarks.ts: what is not wrong with a table, but probably not meant
 * - scale.ts, onehot.ts: the rules these use, for numbers of your own
 * - split.ts, batches.ts: training and validation; mini-batches
 * - csv-stream.ts, csv-batches.ts: what node.ts needs for files that memory does not hold
 * - idx.ts, images.ts: the format of MNIST, and its pictures with their classes
 * - augment.ts, warp.ts, expand.ts: pictures shifted, turned, deformed and made noisy, so that there are more of them
 */
export { blobs, circles, type Dataset, type GeneratorOptions, moons, spirals, xor } from './sets/generators.js'
export { iris, irisCsv } from './sets/iris.js'
export { type CsvOptions, parseCsv, type Table } from './csv/csv.js'
export { DataError, type DataPlace } from './error.js'
export { type Column, type Encoding, fitEncoding } from './encode/encode.js'
export { type Cell, encode, type EncodeOptions, encodingWidth, inputNames, rowEncoder, type RowEncoder, type RowEncoderOptions } from './encode/row-encoder.js' // prettier-ignore
export { type Remark, remarksOn, type RemarksOptions } from './encode/remarks.js'
export { fitTable, type FitTableOptions, readTableEncoding, type TableEncoding } from './encode/table-encoding.js'
export { decodeTarget, encodeTarget, fitTarget, guessTask, type TargetEncoding, type Task } from './encode/target.js'
export { showName } from './options.js'
export { fitScaler, type Scaler, standardize, unstandardize } from './encode/scale.js'
export { oneHot } from './encode/onehot.js'
export { type Fold, folds, split, type SplitOptions } from './sets/split.js'
export { type Batch, batches, type BatchesOptions } from './sets/batches.js'
export { type Idx, type IdxValues, parseIdx } from './images/idx.js'
export { type Images, type ImagesOptions, toImages } from './images/images.js'
export {
  elastic,
  type ElasticOptions,
  noise,
  type NoiseOptions,
  type Picture,
  rotate,
  shift,
} from './images/augment.js'
export { expand, type ExpandOptions } from './images/expand.js'
