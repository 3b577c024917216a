import type { Update } from '@gradus/compile'
import { Optimizer } from './optimizer.js'
import { StateArray } from './state.js'

/** An optimizer that updates every parameter by the same formula, from that parameter's own gradient and state. */
export abstract class ElementwiseOptimizer extends Optimizer {
  /** The formula, on scalars: `step` computes it with numbers, `fit` compiles it. */
  abstract readonly update: Update
  /** Whether the formula turns finite numbers into finite numbers. It does not if a denominator can be 0. */
  readonly staysFinite: boolean = true
  /** λ of the weight decay. If lr·λ ≤ 1, the decay makes no parameter larger. */
  readonly decay: number = 0

  /** The numbers that the formula is given at the next step, such as the learning rate. Counts that step. */
  abstract coefficients(): number[]

  /** The parts of the state with one number per parameter, in the order in which they are declared. */
  get stateArrays(): Float64Array[] {
    return Object.values(this.parts).flatMap((part) => (part instanceof StateArray ? [part.numbers] : []))
  }

  /** Whether `fit` may compile the formula and replace `step`. It may not if a subclass overrides `step`. */
  get stepsByFormula(): boolean {
    return this.staysFinite && this.step === ElementwiseOptimizer.prototype.step
  }

  step(): void {
    const { update, parameters } = this
    const state = this.stateArrays
    const coefficients = this.coefficients()
    parameters.forEach((p, i) => {
      const before = state.map((part) => part[i]!)
      const [after, ...kept] = update.formula(p.data, p.grad, before, coefficients) as number[]
      p.data = after!
      state.forEach((part, k) => (part[i] = kept[k]!))
    })
  }

  /** The update with this formula; the number of state arrays is that of the declared parts. */
  protected updateBy(coefficients: number, formula: Update['formula']): Update {
    return { state: this.stateArrays.length, coefficients, formula }
  }
}
