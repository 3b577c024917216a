/**
 * Networks on top of @gradus/engine: models, losses, optimizers and the training loop.
 *
 * To read the source, follow one example through training:
 *
 * - `model/`: what a network computes. neuron.ts (a weighted sum and an activation), layer.ts, mlp.ts; activation.ts and
 *   initializers.ts for the choices, dropout.ts; json.ts and to-module.ts for files.
 * - `losses.ts`: how wrong an output is, as one Value. `metrics.ts`: how good a model is, in numbers for people.
 * - `fit/`: how it learns. accumulate.ts (backpropagation over one batch), eager-trainer.ts (one step), fit.ts (the loop);
 *   options.ts, checks.ts and run.ts prepare a run, checkpoint.ts saves it. `fit/compiled/` takes the same steps in compiled code.
 * - `optim/`: what one step does with a gradient. optimizer.ts, then sgd.ts, adam.ts and the others; schedules.ts, clip.ts.
 * - `by-hand.ts`: the same algorithm written out in plain arrays; `trace/`, which is `@gradus/nn/trace`, prints a step of it. `diagnose.ts`: why does it not learn?
 * - `check-data.ts` and `check-output.ts`: what is refused before anything is computed.
 */
export type { Activation, ActivationFunction, ActivationName } from './model/activation.js'
export { activations } from './model/activation.js'
export type { Initializer, InitializerName } from './model/initializers.js'
export { initializers, uniform } from './model/initializers.js'
export { Neuron } from './model/neuron.js'
export type { LayerOptions } from './model/layer.js'
export { Layer } from './model/layer.js'
export type { MLPOptions } from './model/mlp.js'
export { MLP } from './model/mlp.js'
export type { Data, DataLike, Model, Target, Targets } from './model/model.js'
export type { NumberArray, Row } from './rows.js'
export type { Loss, LossName } from './losses.js'
export {
  binaryCrossEntropyWithLogits,
  crossEntropy,
  hinge,
  huber,
  losses,
  mae,
  mse,
  quadratic,
  sigmoidCrossEntropy,
} from './losses.js'
export { accumulate } from './fit/accumulate.js'
export type { OptimizerState } from './optim/optimizer.js'
export { Optimizer } from './optim/optimizer.js'
export type { SGDOptions } from './optim/sgd.js'
export { SGD } from './optim/sgd.js'
export type { AdamOptions, AdamWOptions } from './optim/adam.js'
export { Adam, AdamW } from './optim/adam.js'
export type { LBFGSOptions } from './optim/lbfgs.js'
export { LBFGS } from './optim/lbfgs.js'
export type { AdagradOptions } from './optim/adagrad.js'
export { Adagrad } from './optim/adagrad.js'
export type { RMSPropOptions } from './optim/rmsprop.js'
export { RMSProp } from './optim/rmsprop.js'
export type { DropoutMasks } from './model/dropout.js'
export { Dropout, drawnMasks } from './model/dropout.js'
export { clipNorm, clipValue, gradientNorm } from './optim/clip.js'
export type { Schedule } from './optim/schedules.js'
export * as schedules from './optim/schedules.js'
export type { Checkpoint, Progress } from './fit/checkpoint.js'
export { DivergedError } from './fit/diverged.js'
export type { FitOptions } from './fit/options.js'
export type { EpochRecord, History } from './fit/history.js'
export { evaluate, fit } from './fit/fit.js'
export { fewestFor } from '@gradus/compile'
export { predictAll } from './predict-all.js'
export type { Backpropagated, DeltaOptions, HandActivation, HandActivationName, Propagated } from './by-hand.js'
export { backpropagate, handActivations } from './by-hand.js'
export type { Metric, MetricName } from './metrics.js'
export { accuracy, argmax, confusionMatrix, meanAbsoluteError, r2, topKAccuracy } from './metrics.js'
export type { RandomState } from './random.js'
export { Random } from './random.js'
export type { FromJSONOptions, SavedMLP } from './model/json.js'
export type { Preprocessing } from './model/preprocessing.js'
export { checkPreprocessing } from './model/preprocessing.js'
export type { ModuleOptions } from './model/to-module.js'
export { toModule } from './model/to-module.js'
export type { LayerDiagnosis, OverfitOptions, RangeOptions } from './diagnose.js'
export { diagnose, learningRateRange, overfitBatch } from './diagnose.js'
