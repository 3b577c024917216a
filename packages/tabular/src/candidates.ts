/** The two models that compete: a network, and a linear model, which is a network without hidden units. */
import type { TargetEncoding } from '@gradus/data'
import { oneHot } from '@gradus/data'
import { dot, eq, Value, withoutGraph } from '@gradus/engine'
import type { Data, EpochRecord, FitOptions, History, Loss, LossName } from '@gradus/nn'
import { fit, LBFGS, losses, MLP, predictAll } from '@gradus/nn'
import type { Learning } from './options.js'
import { makeOptimizer, scheduleOptions } from './schedules.js'

/** How many outputs a model of a target has. */
export const outputsFor = (target: TargetEncoding): number =>
  target.task === 'classification' ? target.classes.length : 1

/** Converts a standardized number to the unit of the target. A class index stays as it is. */
export const inUnits = (target: TargetEncoding, y: number): number =>
  target.task === 'regression' ? y * target.scale + target.mean : y

/** The examples of some rows, with targets in the form that the loss takes. */
export function examplesOf(
  { inputs, targets }: Data,
  rows: readonly number[],
  { loss }: Learning,
  outputs: number,
): Data {
  const target = (i: number) => targets[i]!
  return {
    inputs: rows.map((i) => inputs[i]!),
    // sigmoidCrossEntropy takes a 0 or 1 for each class.
    targets: rows.map(loss === 'sigmoidCrossEntropy' ? (i) => oneHot(target(i) as number, outputs) : target),
  }
}

/** What listens to a run, and how it is saved and resumed. */
export interface Listeners extends Pick<FitOptions, 'checkpoint' | 'resume'> {
  onEpoch: ((record: EpochRecord) => unknown) | undefined
  /** Called with the number of epochs done, such as 1.25. */
  onStep: ((epochs: number) => unknown) | undefined
}

/**
 * Trains a network. With validation data it stops early and keeps the best parameters.
 *
 * @param weights one for each class, or undefined
 */
export async function trainNetwork(
  train: Data,
  validation: Data | undefined,
  outputs: number,
  weights: readonly number[] | undefined,
  epochs: number,
  options: Learning,
  { onEpoch, onStep, ...checkpoints }: Listeners,
): Promise<{ network: MLP; history: History }> {
  const { hidden, activation, init, dropout, seed, loss, l1, l2, batchSize, patience } = options
  const { mode, precision, threads, signal, clipNorm, clipValue } = options
  const network = new MLP([train.inputs[0]!.length, ...hidden, outputs], { activation, init, dropout, seed })
  const steps = Math.ceil(train.inputs.length / batchSize)
  const history = await fit(network, train, {
    loss: weighted(losses[loss], weights),
    optimizer: makeOptimizer(network.parameters(), options),
    ...scheduleOptions(options),
    ...checkpoints,
    ...(isRegression(loss) ? {} : { metrics: ['accuracy'] as const }),
    ...(clipNorm === undefined ? {} : { clipNorm }),
    ...(clipValue === undefined ? {} : { clipValue }),
    ...{ epochs, batchSize, seed, l1, l2 },
    ...(validation === undefined ? {} : { validationData: validation, earlyStopping: { patience } }),
    ...(mode === undefined ? {} : { mode }),
    ...(precision === undefined ? {} : { precision }),
    ...(threads === undefined ? {} : { threads }),
    ...(signal === undefined ? {} : { signal }),
    ...(onEpoch === undefined ? {} : { onEpoch: (record) => void onEpoch(record) }),
    ...(onStep === undefined ? {} : { onProgress: ({ epoch, batch }) => void onStep(epoch - 1 + batch / steps) }),
  })
  signal?.throwIfAborted()
  return { network, history }
}

const isRegression = (loss: LossName): boolean => ['mse', 'mae', 'huber'].includes(loss)

/** λ of L2 for the linear model: a normal prior with standard deviation 1 on its weights, the default of other libraries. */
const LINEAR_L2 = 1
/** Calls of LBFGS, and iterations in each. Convex losses need far fewer. */
const [ROUNDS, ITERATIONS] = [10, 20]

/** The linear model: least squares for a regression, logistic regression for classes, both with a little L2. */
export async function trainLinear(
  train: Data,
  outputs: number,
  weights: readonly number[] | undefined,
  { loss, signal }: Learning,
): Promise<MLP> {
  const model = new MLP([train.inputs[0]!.length, outputs], { init: 'zeros' })
  await fit(model, train, {
    loss: weighted(losses[isRegression(loss) ? 'mse' : loss], weights),
    optimizer: new LBFGS(model.parameters(), { maxIter: ITERATIONS }),
    epochs: ROUNDS,
    l2: LINEAR_L2,
    ...(signal === undefined ? {} : { signal }),
  })
  signal?.throwIfAborted()
  return model
}

/** Multiplies the loss of each example by the weight of its class. */
function weighted(loss: Loss, weights: readonly number[] | undefined): Loss {
  if (weights === undefined) return loss
  return (outputs, target) => {
    const share =
      typeof target === 'object' && Array.isArray(target) ? target : weights.map((_, k) => eq(target as number, k))
    return loss(outputs, target).mul(dot(weights, share))
  }
}

/** The outputs of a model for some examples, and the loss of each. */
export function measure(
  model: MLP,
  { inputs, targets }: Data,
  weights: readonly number[] | undefined,
  { loss }: Learning,
): { outputs: number[][]; losses: number[] } {
  const lossOf = weighted(losses[loss], weights)
  const outputs = predictAll(model, inputs)
  return {
    outputs,
    losses: withoutGraph(() =>
      outputs.map((y, i) => {
        const values = y.map((o) => new Value(o))
        return lossOf(values, targets[i]!).data
      }),
    ),
  }
}
