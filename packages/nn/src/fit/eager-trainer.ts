/** Training on the engine, node by node: the same steps as the compiled trainer, in code that you can read along. */
import { withoutGraph } from '@gradus/engine'
import { show } from '@gradus/engine/errors'
import { accumulate } from './accumulate.js'
import { clipNorm, clipValue, gradientNorm } from '../optim/clip.js'
import { DivergedError, explainLoss, explainParameters } from './diverged.js'
import type { Run } from './run.js'
import type { Loss } from '../losses.js'
import type { Metric } from '../metrics.js'
import { drawnMasks } from '../model/dropout.js'
import type { DataLike, Model } from '../model/model.js'
import { pick, plainTargets } from '../model/model.js'
import { plainRow, plainTarget } from '../rows.js'
import type { Measured, Pause, Position, Step, Trainer } from './trainer.js'

export class EagerTrainer implements Trainer {
  readonly mode = 'eager'

  constructor(private readonly run: Run) {}

  step(rows: readonly number[], at: Position): Step {
    const { model, parameters, loss, random, train } = this.run
    const batch = pick(train, rows)
    const evaluate = () => {
      const value = accumulate(model, parameters, batch, loss, drawnMasks(random))
      return { loss: value, penalty: penalize(this.run) }
    }
    return this.stepWith(evaluate, batch, at)
  }

  /**
   * Takes one step, given a way to compute loss and gradients. If a number is not finite, the parameters stay as they were.
   *
   * @param evaluate computes the gradient, with L1 and L2, into the `grad` of the parameters
   */
  stepWith(
    evaluate: () => { loss: number; penalty: number },
    batch: DataLike,
    { epoch, batch: number }: Position,
  ): Step {
    const { parameters, optimizer, clip } = this.run
    const before = Float64Array.from(parameters, (p) => p.data)
    const goBack = () => parameters.forEach((p, i) => (p.data = before[i]!))
    const diverged = (culprit: string) => {
      goBack()
      return new DivergedError(epoch, number, culprit)
    }
    const { loss, penalty } = evaluate()
    if (!Number.isFinite(loss)) throw diverged(explainLoss(this.run, batch, loss))
    const norm = gradientNorm(parameters)
    if (clip.norm !== undefined) clipNorm(parameters, clip.norm)
    if (clip.value !== undefined) clipValue(parameters, clip.value)
    const again = () => {
      const there = evaluate()
      return there.loss + there.penalty
    }
    try {
      optimizer.step(again, loss + penalty)
    } catch (error) {
      goBack() // a line search may have moved the parameters
      throw error
    }
    const culprit = explainParameters(this.run)
    if (culprit !== undefined) throw diverged(culprit)
    return { loss, norm }
  }

  async measure(data: DataLike, pause: Pause): Promise<Measured> {
    const { model, loss, metrics } = this.run
    await pause()
    return measureOn(model, data, loss, metrics)
  }

  readParameters(): void {} // it trains the model's own Values
  writeParameters(): void {}
  dispose(): void {}
}

/** Adds the slopes of λ₂/(2n) Σ w² + λ₁/n Σ |w| to the gradients, and returns its value. */
export function penalize(run: Run): number {
  const { l1, l2, penalized } = run.penalty
  const n = run.train.inputs.length
  for (const w of penalized) w.grad += (l2 * w.data + l1 * Math.sign(w.data)) / n
  return penaltyAt(run)
}

/** λ₂/(2n) Σ w² + λ₁/n Σ |w| */
export function penaltyAt({ penalty: { l1, l2, penalized }, train }: Run): number {
  let penalty = 0
  for (const w of penalized) penalty += 0.5 * l2 * w.data * w.data + l1 * Math.abs(w.data)
  return penalty / train.inputs.length
}

/** Mean loss and metrics of a model over data, without dropout. */
function measureOn(
  model: Model,
  { inputs, targets }: DataLike,
  loss: Loss,
  metrics: readonly [string, Metric][],
): Measured {
  let total = 0
  const outputs = inputs.map((x, i) =>
    withoutGraph(() => {
      const y = model.forward(plainRow(x))
      total += loss(y, plainTarget(targets[i]!)).data
      return metrics.length === 0 ? [] : y.map((o) => o.data)
    }),
  )
  return { loss: total / inputs.length, metrics: measured(metrics, outputs, { inputs, targets }) }
}

export const measured = (
  metrics: readonly [string, Metric][],
  outputs: readonly (readonly number[])[],
  data: DataLike,
): Record<string, number> => {
  if (metrics.length === 0) return {}
  const targets = plainTargets(data.targets)
  return Object.fromEntries(
    metrics.map(([name, metric]) => {
      const number: unknown = metric(outputs, targets)
      if (typeof number === 'number') return [name, number]
      throw new TypeError(`fit: metric ${show(name)} returned ${show(number)}. Return a number.`)
    }),
  )
}
