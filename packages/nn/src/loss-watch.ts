/** A loss or a model of the user's may use a number that changes from epoch to epoch. Compiled code would have the old one. */
import { dataOf, withoutGraph } from '@gradus/engine'
import type { Plan } from './fit-options.js'
import { NotCompiled } from './not-compiled.js'

/** Examples that are looked at again, at most. */
const MOST = 8

/** The losses of single examples, by the engine. */
export function lossesOf({ model, loss, training }: Plan, rows: readonly number[]): number[] {
  const lossOf = (row: number) => dataOf(loss(model.forward(training.inputs[row]!), training.targets[row]!))
  return withoutGraph(() => rows.map(lossOf))
}

/** Some losses with the first weights, which must stay what they are. */
export class LossWatch {
  private readonly rows: readonly number[]
  private readonly weights: readonly number[]

  constructor(
    private readonly run: Plan,
    rows: readonly number[],
    private readonly losses: readonly number[],
  ) {
    this.rows = rows.slice(0, MOST)
    this.weights = this.rows.length === 0 ? [] : run.parameters.map((p) => p.data)
  }

  /** @throws NotCompiled if one is another number now */
  look(): void {
    if (this.rows.length === 0) return
    const { parameters } = this.run
    const latest = parameters.map((p) => p.data)
    const setAll = (numbers: readonly number[]) => parameters.forEach((p, i) => (p.data = numbers[i]!))
    setAll(this.weights)
    try {
      lossesOf(this.run, this.rows).forEach((loss, i) => {
        if (Object.is(loss, this.losses[i])) return
        throw new NotCompiled(
          `With the first weights, the loss of example ${this.rows[i]} was ${this.losses[i]} and is ${loss} now, so it uses a number from outside that changes.`,
        )
      })
    } finally {
      setAll(latest)
    }
  }
}
