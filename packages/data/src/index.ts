/**
 * Data sets for tiny networks. Runs in browsers. '@gradus/data/node' reads files, and '@gradus/data/digits' has digits.
 * - sets/: generated and built-in data sets; splits, folds and mini-batches
 * - csv/: CSV text to tables of cells, also for files that are larger than memory; exact decimal numbers
 * - encode/: tables to inputs and targets; scaling; remarks on probable mistakes
 * - images/: the files of MNIST; random variants of images
 * - error.ts: the error for faults in the data
 */
export { blobs, circles, type Dataset, type GeneratorOptions, moons, spirals, xor } from './sets/generators.js'
export { iris, irisCsv } from './sets/iris.js'
export { type CsvOptions, parseCsv, type Table } from './csv/csv.js'
export { DataError, type DataPlace } from './error.js'
export { type Column, type Encoding, fitEncoding } from './encode/encode.js'
export { type Cell, encode, type EncodeOptions, encodingWidth, inputNames, rowEncoder, type RowEncoder, type RowEncoderOptions } from './encode/row-encoder.js' // oxfmt-ignore
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
