import { Value } from '@gradus/engine'
import { show } from '@gradus/engine/errors'
import { StateArray, type StatePart } from './state.js'

/** A copy of what an optimizer keeps between steps, as plain JSON: numbers per parameter, counters. */
export type OptimizerState = Record<string, number | number[]>

/** Changes parameters along their gradients. Names of options and formulas are PyTorch's unless a docstring says otherwise. */
export abstract class Optimizer {
  /** The learning rate. You may change it between steps. */
  abstract lr: number

  /** The options other than the rate. A run continues from a checkpoint only with the same options. */
  readonly settings: Readonly<Record<string, number | boolean>> = {}

  /** What the optimizer keeps between steps, by name. This is the only place that declares it. */
  protected abstract readonly parts: Readonly<Record<string, StatePart>>

  constructor(readonly parameters: readonly Value[]) {
    if (!Array.isArray(parameters) || !parameters.every((p) => p instanceof Value)) {
      throw new TypeError(
        `${this.constructor.name}: the parameters are ${show(parameters)}. Pass an array of Values, such as model.parameters().`,
      )
    }
  }

  /** Whether `step` evaluates the loss at other points before it decides. The loss must then stay the same function. */
  readonly searches: boolean = false

  /**
   * Updates the parameters once, from the gradients they hold.
   *
   * @param evaluate computes loss and gradients at the present parameters; only a line search needs it
   * @param loss the loss at the present parameters, if you know it: this saves the line search one evaluation
   */
  abstract step(evaluate?: () => number, loss?: number): void

  /** Sets the gradients of all parameters to 0. */
  zeroGrad(): void {
    for (const p of this.parameters) p.zeroGrad()
  }

  /** A copy of the state, for checkpoints. Assign it to an optimizer of the same kind and size to continue from there. */
  get state(): OptimizerState {
    return Object.fromEntries(Object.entries(this.parts).map(([name, part]) => [name, part.save()]))
  }
  set state(state: OptimizerState) {
    const parts = Object.entries(this.parts)
    for (const [name, part] of parts) {
      const fault = part.fault(name, state[name])
      if (fault === undefined) continue
      throw new RangeError(`${this.constructor.name}: the saved ${fault}. Pass a state of this optimizer.`)
    }
    const surplus = Object.keys(state).find((name) => !Object.hasOwn(this.parts, name))
    if (surplus !== undefined) {
      throw new RangeError(
        `${this.constructor.name}: the state has ${show(surplus)}, which belongs to another optimizer. Pass a state of this one.`,
      )
    }
    for (const [name, part] of parts) part.restore(state[name]!)
  }

  /** A part of the state with one number per parameter. */
  protected perParameter(): StateArray {
    return new StateArray(this.parameters.length)
  }

  /** The same for squares and sums of squares, which are never negative. */
  protected squarePerParameter(): StateArray {
    return new StateArray(this.parameters.length, true)
  }
}
