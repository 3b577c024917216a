import type { UpdateRule } from '@gradus/compile'
import { Optimizer } from './optimizer.js'

/** An optimizer that changes every parameter by the same formula, from its own gradient alone. */
export abstract class RuleOptimizer extends Optimizer {
  /** The formula, on scalars: computed with numbers here, compiled by `fit`. */
  abstract readonly rule: UpdateRule
  /** Whether finite numbers always give finite ones; not where a denominator can be 0. */
  readonly staysFinite: boolean = true
  /** λ of the weight decay; with lr·λ ≤ 1 it makes no weight larger. */
  readonly decay: number = 0

  /** What the formula is told at the step that is due, such as the learning rate; counts that step. */
  abstract coefficients(): number[]

  /** What the formula keeps for each parameter, one array per memory. */
  get memories(): Float64Array[] {
    return Object.values(this.memory).filter((m) => m instanceof Float64Array)
  }

  /** Whether `fit` may compile the formula in place of `step`: not if a subclass has a step of its own. */
  get stepsByRule(): boolean {
    return this.staysFinite && this.step === RuleOptimizer.prototype.step
  }

  step(): void {
    const { rule, parameters } = this
    const memories = this.memories
    const coefficients = this.coefficients()
    parameters.forEach((p, i) => {
      const before = memories.map((m) => m[i]!)
      const [after, ...kept] = rule.update(p.data, p.grad, before, coefficients) as number[]
      p.data = after!
      memories.forEach((m, k) => (m[i] = kept[k]!))
    })
  }
}
