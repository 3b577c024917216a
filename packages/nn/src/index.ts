/**
 * Networks on top of @gradus/engine.
 *
 * To read the source: neuron.ts, layer.ts, mlp.ts (a network is weighted sums and activations), losses.ts, accumulate.ts
 * (backpropagation over a batch), sgd.ts and adam.ts (the step), fit.ts (the loop); random.ts and init.ts for the start.
 */
export type { ActivationName } from './activation.js'
export { activations } from './activation.js'
export type { Initialiser, InitialiserName } from './init.js'
export { initialisers, uniform } from './init.js'
export { Neuron } from './neuron.js'
export type { LayerOptions } from './layer.js'
export { Layer } from './layer.js'
export type { MLPOptions } from './mlp.js'
export { MLP } from './mlp.js'
export type { Data, DataLike, Model, Target, Targets } from './model.js'
export type { NumberArray, Row } from './rows.js'
export type { Loss, LossName } from './losses.js'
export {
  binaryCrossEntropy,
  crossEntropy,
  hinge,
  huber,
  losses,
  mae,
  mse,
  quadratic,
  sigmoidCrossEntropy,
} from './losses.js'
export { accumulate } from './accumulate.js'
export type { OptimizerState } from './optimizer.js'
export { Optimizer } from './optimizer.js'
export type { SGDOptions } from './sgd.js'
export { SGD } from './sgd.js'
export type { AdamOptions, AdamWOptions } from './adam.js'
export { Adam, AdamW } from './adam.js'
export type { LBFGSOptions } from './lbfgs.js'
export { LBFGS } from './lbfgs.js'
export type { AdagradOptions } from './adagrad.js'
export { Adagrad } from './adagrad.js'
export type { RMSPropOptions } from './rmsprop.js'
export { RMSProp } from './rmsprop.js'
export { Dropout } from './dropout.js'
export { clipNorm, clipValue, gradientNorm } from './clip.js'
export type { Schedule } from './schedules.js'
export * as schedules from './schedules.js'
export type { Checkpoint, Progress } from './checkpoint.js'
export { DivergedError } from './diverged.js'
export type { FitOptions } from './fit-options.js'
export type { EpochRecord, History } from './history.js'
export { evaluate, fit } from './fit.js'
export { fewestFor } from '@gradus/compile'
export { predictAll } from './predict-all.js'
export type { Backpropagated, DeltaOptions, HandActivation, Propagated } from './delta.js'
export { backpropagate, handActivations } from './delta.js'
export type { Metric, MetricName } from './metrics.js'
export { accuracy, argmax, confusion, meanAbsoluteError, r2, topK } from './metrics.js'
export type { RandomState } from './random.js'
export { Random } from './random.js'
export type { SavedMLP } from './saving.js'
export { fromJSON, toJSON } from './saving.js'
export type { Preprocessing } from './preprocessing.js'
export { checkPreprocessing } from './preprocessing.js'
export type { ModuleOptions } from './standalone.js'
export { toModule } from './standalone.js'
export type { LayerDiagnosis, OverfitOptions, RangeOptions } from './diagnose.js'
export { diagnose, learningRateRange, overfitBatch } from './diagnose.js'
