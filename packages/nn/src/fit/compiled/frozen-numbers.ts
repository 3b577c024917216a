/** A loss or a model of the user's may use a number that changes from epoch to epoch. Compiled code would have the old one. */
import { withoutGraph } from '@gradus/engine'
import { mustBeValue } from '../accumulate.js'
import type { Plan } from '../options.js'
import { pick, type Data } from '../../model/model.js'
import { NotCompiled } from './fallback.js'

/** Examples that are looked at again, at most. */
const MOST = 8

/** The losses of single examples, by the engine. */
export const lossesOf = ({ model, loss }: Plan, { inputs, targets }: Data): number[] =>
  withoutGraph(() => inputs.map((x, i) => mustBeValue(loss(model.forward(x), targets[i]!)).data))

/** Some losses with the first weights, which must stay what they are. */
export class LossWatch {
  private readonly examples: Data
  private readonly weights: readonly number[]

  /** @param losses of the rows */
  constructor(
    private readonly run: Plan,
    private readonly rows: readonly number[],
    private readonly losses: readonly number[],
  ) {
    const { inputs, targets } = pick(run.training, rows.slice(0, MOST))
    // Copies, for the data may be changed in place from epoch to epoch.
    this.examples = {
      inputs: inputs.map((x) => [...x]),
      targets: targets.map((t) => (typeof t === 'number' ? t : [...t])),
    }
    this.weights = rows.length === 0 ? [] : run.parameters.map((p) => p.data)
  }

  /** @throws NotCompiled if one is another number now */
  look(): void {
    if (this.rows.length === 0) return
    const { parameters } = this.run
    const latest = parameters.map((p) => p.data)
    const setAll = (numbers: readonly number[]) => parameters.forEach((p, i) => (p.data = numbers[i]!))
    setAll(this.weights)
    try {
      lossesOf(this.run, this.examples).forEach((loss, i) => {
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
