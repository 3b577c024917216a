/** Explains where a loss or a parameter stopped being finite. */
import { AnomalyError, detectAnomaly } from '@gradus/engine'
import type { Run } from './run.js'
import type { DataLike } from '../model/model.js'
import { plainRow, plainTarget } from '../rows.js'

const ADVICE = 'Lower the learning rate, clip the gradient, or scale the inputs.'

/**
 * Thrown when the loss of a batch, or a parameter after a step, is NaN or infinite. The model keeps its parameters from
 * before that batch.
 */
export class DivergedError extends Error {
  override readonly name = 'DivergedError'
  constructor(
    /** Counted from 1. */
    readonly epoch: number,
    readonly batch: number,
    /** What was not finite, such as "the loss" or "parameter θ1[2,0]". */
    readonly culprit: string,
  ) {
    super(`fit: ${culprit} in epoch ${epoch}, batch ${batch}. ${ADVICE}`)
  }
}

/** Evaluates the examples again, one by one, and names the first op whose result is not finite. */
export function explainLoss({ model, loss }: Run, batch: DataLike, value: number, what = 'the loss'): string {
  for (let i = 0; i < batch.inputs.length; i++) {
    try {
      detectAnomaly(() => loss(model.forward(plainRow(batch.inputs[i]!)), plainTarget(batch.targets[i]!)))
    } catch (error) {
      if (!(error instanceof AnomalyError)) throw error
      return `${what} became ${value}: ${error.op.name} gave ${error.result}`
    }
  }
  return `${what} became ${value}`
}

/** Describes the first parameter that is not finite after rounding; undefined if all are finite. */
export function explainParameters({ parameters }: Run, rounded = (x: number) => x): string | undefined {
  const i = parameters.findIndex((p) => !Number.isFinite(rounded(p.data)))
  if (i < 0) return undefined
  const p = parameters[i]!
  return `parameter ${p.label === '' ? i : p.label} became ${rounded(p.data)} (gradient ${p.grad})`
}
