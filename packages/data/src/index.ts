/**
 * Data sets for tiny networks. Runs in browsers; what touches files is in '@gradus/data/node'.
 * - sets/: data sets to start with; splits, folds and mini-batches
 * - csv/: text → table of cells, also for files that memory does not hold; which cells are numbers, and which are the same
 * - encode/: how a table becomes inputs and targets, as plain JSON that a model keeps; scaling; what was probably not meant
 * - images/: the format of MNIST, and its pictures with their classes; more of them, shifted, turned, deformed and noisy
 * - error.ts: what is wrong with the data, and where
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
export { showName } from '@gradus/engine/errors'
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
