/**
 * A loss or a model that you wrote may use a plain number that changes, or branch on one. Compiled code would keep the first
 * number and the first branch, so we compare some losses with the engine: once at the start, and again in each epoch.
 */
import { mustMatchEngine } from '@gradus/compile'
import { withoutGraph } from '@gradus/engine'
import { mustBeValue } from '../accumulate.js'
import type { Run } from '../run.js'
import { pick, type Data } from '../../model/model.js'
import { goEager, NotCompiled } from './fallback.js'
import { rowsToCheck } from './rows-to-check.js'

/** The largest number of examples that are computed again in each epoch. */
const MOST = 8

export class Staleness {
  /** Whether the loss has changed since it was compiled. Then the engine does the rest of the run. */
  found = false
  private readonly rows: readonly number[]
  private readonly losses: readonly number[]
  /** Copies, because the data may be changed in place from epoch to epoch. */
  private readonly examples: Data
  /** The parameters at the start: with them the losses must stay the same. */
  private readonly parameters: readonly number[]

  /**
   * @param compiledLosses computes the losses of rows of the training data in compiled code
   * @throws NotCompiled if they differ from the engine's
   */
  constructor(
    private readonly run: Run,
    compiledLosses: (rows: readonly number[]) => number[],
  ) {
    const { train, parameters } = run
    this.rows = rowsToCheck(run)
    const { inputs, targets } = pick(train, this.rows.slice(0, MOST))
    this.examples = {
      inputs: inputs.map((x) => [...x]),
      targets: targets.map((t) => (typeof t === 'number' ? t : [...t])),
    }
    this.parameters = this.rows.length === 0 ? [] : parameters.map((p) => p.data)
    this.losses = this.rows.length === 0 ? [] : this.compareLosses(compiledLosses(this.rows))
  }

  /** Computes some losses again with the first parameters; if one has changed, says so in a notice and sets `found`. */
  look(): void {
    if (this.rows.length === 0) return
    const { parameters } = this.run
    const latest = parameters.map((p) => p.data)
    const setAll = (numbers: readonly number[]) => parameters.forEach((p, i) => (p.data = numbers[i]!))
    setAll(this.parameters)
    try {
      const now = lossesOf(this.run, this.examples)
      const i = now.findIndex((loss, i) => !Object.is(loss, this.losses[i]))
      if (i < 0) return
      this.found = true
      goEager(
        this.run,
        new NotCompiled(
          `With the first parameters, the loss of example ${this.rows[i]} was ${this.losses[i]} and is ${now[i]} now, so it uses a number from outside that changes.`,
        ),
      )
    } finally {
      setAll(latest)
    }
  }

  /** Returns the losses by the engine, which the compiled ones must match. */
  private compareLosses(compiled: readonly number[]): number[] {
    const { train, precision } = this.run
    const expected = lossesOf(this.run, pick(train, this.rows))
    try {
      mustMatchEngine(expected, compiled, precision, (i) => `the loss of example ${this.rows[i]!}`)
    } catch (error) {
      throw new NotCompiled((error as Error).message, { cause: error })
    }
    return expected
  }
}

/** The losses of single examples, by the engine. */
const lossesOf = ({ model, loss }: Run, { inputs, targets }: Data): number[] =>
  withoutGraph(() => inputs.map((x, i) => mustBeValue(loss(model.forward(x), targets[i]!)).data))
