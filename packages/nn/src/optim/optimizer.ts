import { Value } from '@gradus/engine'
import { show } from '@gradus/engine/errors'

/** What an optimizer remembers between steps, as plain JSON: moments per parameter, counters. */
export type OptimizerState = Record<string, number | number[]>

/** Changes parameters along their gradients. The name of each option and each formula is PyTorch's unless said. */
export abstract class Optimizer {
  /** The learning rate; may be changed between steps. */
  abstract lr: number

  /** The options besides the rate: a run continues from a checkpoint only with the same. */
  readonly settings: Readonly<Record<string, number | boolean>> = {}

  /** The arrays and counters that `state` copies. */
  protected abstract readonly memory: Record<string, Float64Array | { value: number }>
  /** Which of the arrays hold squares, never negative. */
  protected readonly squares: readonly string[] = []

  constructor(readonly parameters: readonly Value[]) {
    if (!Array.isArray(parameters) || !parameters.every((p) => p instanceof Value)) {
      throw new TypeError(
        `${this.constructor.name}: the parameters are ${show(parameters)}. Pass an array of Values, such as model.parameters().`,
      )
    }
  }

  /** Whether `step` looks at other points before it decides: the function has to be the same one all the while. */
  readonly searches: boolean = false

  /**
   * One update from the gradients that the parameters hold now. `evaluate` computes loss and gradients afresh at the
   * parameters as they are then; only a line search needs it, and `loss`, if it is known, saves it the first evaluation.
   */
  abstract step(evaluate?: () => number, loss?: number): void

  /** Sets the gradients of all parameters back to 0. */
  zeroGrad(): void {
    for (const p of this.parameters) p.zeroGrad()
  }

  /** For checkpoints: a copy; assign it to an optimizer of the same kind and size to go on from there. */
  get state(): OptimizerState {
    return Object.fromEntries(
      Object.entries(this.memory).map(([name, m]) => [name, m instanceof Float64Array ? [...m] : m.value]),
    )
  }
  set state(state: OptimizerState) {
    const entries = Object.entries(this.memory).map(([name, memory]) => ({ name, memory, saved: state[name] }))
    for (const { name, memory, saved } of entries) {
      const fault = this.faultOf(name, memory, saved)
      if (fault === undefined) continue
      throw new RangeError(`${this.constructor.name}: the saved ${fault}. Pass a state of this optimizer.`)
    }
    const surplus = Object.keys(state).find((name) => !Object.hasOwn(this.memory, name))
    if (surplus !== undefined) {
      throw new RangeError(
        `${this.constructor.name}: the state has ${show(surplus)}, which is of another optimizer. Pass a state of this one.`,
      )
    }
    for (const { memory, saved } of entries) {
      if (memory instanceof Float64Array) memory.set(saved as number[])
      else memory.value = saved as number
    }
  }

  /** What is wrong with a part of a state: its length, a number in it, or its kind. */
  private faultOf(name: string, memory: Float64Array | { value: number }, saved: unknown): string | undefined {
    if (!(memory instanceof Float64Array)) {
      return Number.isSafeInteger(saved) && (saved as number) >= 0 ? undefined : `${name} is ${show(saved)}`
    }
    if (!Array.isArray(saved) || saved.length !== memory.length) return `${name} is ${show(saved)}`
    const isSquare = this.squares.includes(name)
    const i = saved.findIndex((x: unknown) => typeof x !== 'number' || (isSquare && x < 0))
    return i < 0 ? undefined : `${name}[${i}] is ${show(saved[i])}`
  }

  /** A number per parameter, all 0 unless said. */
  protected perParameter(start = 0): Float64Array {
    return new Float64Array(this.parameters.length).fill(start)
  }
}
