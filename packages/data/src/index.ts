/**
 * Data sets for tiny networks. Runs in browsers; what touches files is in '@gradus/data/node'.
 * - generators.ts, iris.ts: data sets to start with
 * - csv.ts, csv-rows.ts: text → table of cells; error.ts: what is wrong with the data, and where
 * - encode.ts, target.ts: table → inputs and targets for a network, and the encoding that a model keeps
 * - scale.ts, onehot.ts: the rules these use, for numbers of your own
 * - split.ts, folds.ts, batches.ts: training and validation; cross-validation; mini-batches
 * - csv-stream.ts, csv-batches.ts: what node.ts needs for files that memory does not hold
 * - idx.ts, images.ts: the format of MNIST, and its pictures with their classes
 * - augment.ts, warp.ts, expand.ts: pictures shifted, turned, deformed and made noisy, so that there are more of them
 */
export { blobs, circles, type Dataset, type GeneratorOptions, moons, spirals, xor } from './generators.js'
export { iris, irisCsv } from './iris.js'
export { type CsvOptions, parseCsv, type Table } from './csv.js'
export { DataError, type DataPlace } from './error.js'
export { type Column, encode, type Encoding, encodingWidth, fitEncoding } from './encode.js'
export { encodeTarget, fitTarget, guessTask, type TargetEncoding, type Task } from './target.js'
export { fitScaler, type Scaler, standardize, unstandardize } from './scale.js'
export { oneHot } from './onehot.js'
export { folds } from './folds.js'
export { split, type SplitOptions } from './split.js'
export { type Batch, batches, type BatchesOptions } from './batches.js'
export { type Idx, type IdxValues, parseIdx } from './idx.js'
export { type Images, type ImagesOptions, toImages } from './images.js'
export { elastic, type ElasticOptions, noise, type NoiseOptions, type Picture, rotate, shift } from './augment.js'
export { expand, type ExpandOptions } from './expand.js'
