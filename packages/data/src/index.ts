/**
 * Data sets for tiny networks. Runs in browsers; what touches files is in '@gradus/data/node'.
 * - generators.ts, iris.ts: data sets to start with
 * - csv.ts: text → table of cells; error.ts: what is wrong with the data, and where
 * - encode.ts, target.ts: table → inputs and targets for a network, and the encoding that a model keeps
 * - scale.ts, onehot.ts: the rules these use, for numbers of your own
 * - split.ts: training and validation
 */
export { blobs, circles, type Dataset, type GeneratorOptions, moons, spirals, xor } from './generators.js'
export { iris, irisCsv } from './iris.js'
export { type CsvOptions, parseCsv, type Table } from './csv.js'
export { DataError, type DataPlace } from './error.js'
export { type Column, encode, type Encoding, encodingWidth, fitEncoding } from './encode.js'
export { encodeTarget, fitTarget, guessTask, type TargetEncoding, type Task } from './target.js'
export { fitScaler, type Scaler, standardize, unstandardize } from './scale.js'
export { oneHot } from './onehot.js'
export { split, type SplitOptions } from './split.js'
