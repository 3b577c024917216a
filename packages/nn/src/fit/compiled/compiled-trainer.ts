/**
 * Training as compiled code: loss, gradient, L1 and L2, clipping and the optimizer's formula are recorded once and replayed
 * over whole batches. The eager trainer handles the exceptions, such as a loss that is not finite.
 */
import { CompiledStep, type Measurement, type Penalty, ThreadsError, type Update } from '@gradus/compile'
import { type Value, withoutGraph } from '@gradus/engine'
import { DivergedError, explainParameters } from '../diverged.js'
import { EagerTrainer, measured, penaltyAt } from '../eager-trainer.js'
import type { Run } from '../run.js'
import { lookAt, recordedMasks } from './dropout-inputs.js'
import type { DropoutMasks } from '../../model/dropout.js'
import type { DataLike, Target } from '../../model/model.js'
import { pick } from '../../model/model.js'
import { NotCompiled } from './fallback.js'
import { Loader } from './loader.js'
import { plainRow } from '../../rows.js'
import { Staleness } from './staleness.js'
import { ElementwiseOptimizer } from '../../optim/elementwise-optimizer.js'
import { targetShape } from './target-inputs.js'
import type { Measured, Pause, Position, Step, Trainer } from '../trainer.js'

/** Beyond this, an update might overflow: the eager trainer checks every parameter after its step. */
const SAFE = { f64: 1e100, f32: 1e9 }
/** Examples that are measured before other work of the program gets its turn. */
const CHUNK = 1024

export class CompiledTrainer implements Trainer {
  readonly mode = 'compiled'
  private readonly compiled: CompiledStep
  private readonly eager: EagerTrainer
  private readonly loader: Loader
  /** Loss and outputs of one example. */
  private readonly measurement: Measurement
  /** How many outputs the model has. */
  private readonly outputs: number
  /** The optimizer, if its formula is compiled too. */
  private readonly inside: ElementwiseOptimizer | undefined
  private readonly staleness: Staleness
  /** Whether the gradient of the last step is in the compiled memory, not in the model. */
  private holdsGradient = false

  constructor(private readonly run: Run) {
    const { model, loss, train, validation, parameters, optimizer, clip, precision, threads } = run
    this.eager = new EagerTrainer(run)
    const width = widthOf(run, validation === undefined ? [train] : [train, validation])
    const [outputs, rates] = lookAt(model, plainRow(train.inputs[0]!))
    this.outputs = outputs
    const target = targetShape(run, outputs)
    this.loader = new Loader(run, width, width + (target === 'scalar' ? 1 : target), rates)
    this.inside = optimizer instanceof ElementwiseOptimizer && optimizer.stepsByFormula ? optimizer : undefined
    const lossAndOutputs = (x: Value[], t: Target, masks?: DropoutMasks) => {
      const y = model.forward(x, masks)
      return [loss(y, t), ...y]
    }
    try {
      this.compiled = new CompiledStep({
        loss: (x: Value[], t: Target, mask: Value[] = []) => lossAndOutputs(x, t, recordedMasks(mask)),
        shape: rates.length === 0 ? [width, target] : [width, target, rates.length],
        parameters,
        update: this.inside?.update ?? NO_UPDATE,
        ...penaltyOf(run),
        ...(clip.value === undefined ? {} : { clipValue: clip.value }),
        precision,
        threads,
      })
      this.measurement =
        rates.length === 0
          ? this.compiled.measurement()
          : this.compiled.measurement((x: Value[], t: Target) => lossAndOutputs(x, t), [width, target])
    } catch (error) {
      if (error instanceof ThreadsError) throw error
      throw new NotCompiled((error as Error).message, { cause: error })
    }
    this.writeState()
    this.staleness = new Staleness(run, (rows) => {
      const losses: number[] = []
      const load = this.loader.withoutMasks(pick(train, rows), 0)
      this.measurement.measure(rows.length, load, (_, numbers, at) => losses.push(numbers[at]!))
      return losses
    })
  }

  step(rows: readonly number[], at: Position): Step {
    if (at.batch === 1 && !this.staleness.found) this.staleness.look()
    if (this.staleness.found) return this.stepEagerly(rows, at)
    if (at.batch === 1) this.loader.copyTrain()
    const { optimizer, random, clip, precision } = this.run
    const { inside, compiled } = this
    const before = random.state
    this.loader.drawMasks(rows.length, random)
    if (inside === undefined) return this.stepBeside(rows, at)
    this.holdsGradient = false // from here on, also if this throws
    const { loss, norm } = compiled.evaluate(rows.length, this.loader.withMasks(rows))
    const safe = SAFE[precision]
    if (!(Number.isFinite(loss) && norm <= safe && optimizer.lr <= safe && optimizer.lr * inside.decay <= 1)) {
      random.state = before
      return this.stepEagerly(rows, at)
    }
    const factor = clip.norm !== undefined && norm > clip.norm ? clip.norm / norm : 1
    compiled.apply(factor, inside.coefficients())
    this.holdsGradient = true
    return { loss, norm }
  }

  /** Computes the gradient compiled; the optimizer updates the Values. */
  private stepBeside(rows: readonly number[], at: Position): Step {
    const { run, compiled } = this
    const load = this.loader.withMasks(rows)
    const evaluate = () => {
      compiled.writeParameters()
      const { loss } = compiled.evaluate(rows.length, load)
      compiled.readGradient()
      return { loss, penalty: penaltyAt(run) }
    }
    return this.outside(at, () => this.eager.stepWith(evaluate, pick(run.train, rows), at))
  }

  /** The same step from the same parameters and the same masks, on the engine, which checks every number. */
  private stepEagerly(rows: readonly number[], at: Position): Step {
    return this.outside(at, () => this.eager.step(rows, at))
  }

  /** A step on the model's own Values. Afterwards they must fit into the precision of the compiled memory. */
  private outside({ epoch, batch }: Position, takeStep: () => Step): Step {
    const { parameters, precision } = this.run
    this.readParameters()
    const before = parameters.map((p) => p.data)
    const step = takeStep()
    this.holdsGradient = false
    const culprit = precision === 'f32' ? explainParameters(this.run, Math.fround) : undefined
    if (culprit !== undefined) {
      parameters.forEach((p, i) => (p.data = before[i]!))
      throw new DivergedError(epoch, batch, culprit)
    }
    this.writeParameters()
    return step
  }

  async measure(data: DataLike, pause: Pause): Promise<Measured> {
    if (this.staleness.found) {
      this.readParameters()
      return this.eager.measure(data, pause)
    }
    const { metrics } = this.run
    const count = data.inputs.length
    const outputs: number[][] = []
    let total = 0
    for (let from = 0; from < count; from += CHUNK) {
      const load = this.loader.withoutMasks(data, from)
      this.measurement.measure(Math.min(CHUNK, count - from), load, (_, numbers, at) => {
        total += numbers[at]!
        if (metrics.length > 0) outputs.push(plainPart(numbers, at + 1, this.outputs))
      })
      await pause()
    }
    return { loss: total / count, metrics: measured(metrics, outputs, data) }
  }

  dispose(): void {
    this.compiled.dispose()
  }

  readParameters(): void {
    this.compiled.readParameters()
    if (this.holdsGradient) this.compiled.readGradient()
    this.inside?.stateArrays.forEach((part, k) => part.set(this.compiled.readState(k)))
  }

  writeParameters(): void {
    this.compiled.writeParameters()
    this.writeState()
  }

  private writeState(): void {
    this.inside?.stateArrays.forEach((part, k) => this.compiled.writeState(k, part))
  }
}

/** For optimizers that update the Values themselves. */
const NO_UPDATE: Update = { state: 0, coefficients: 0, formula: (p) => [p] }

/** L1 and L2 per step: λ/n, for the parameters they apply to. */
function penaltyOf({ penalty: { l1, l2, penalized }, parameters, train }: Run): { penalty?: Penalty } {
  if (penalized.length === 0) return {}
  const n = train.inputs.length
  const set = new Set(penalized)
  return { penalty: { l1: l1 / n, l2: l2 / n, mask: parameters.map((p) => (set.has(p) ? 1 : 0)) } }
}

/** A plain array of `count` numbers, from index `at` on. With many short ones, `Array.from` takes several times as long. */
function plainPart(numbers: Float64Array | Float32Array, at: number, count: number): number[] {
  const part: number[] = []
  for (let i = at; i < at + count; i++) part.push(numbers[i]!)
  return part
}

/** How many numbers an input has. Checks every input, because compiled code would not. */
function widthOf({ model }: Run, data: readonly DataLike[]): number {
  const width = data[0]!.inputs[0]!.length
  for (const { inputs } of data) {
    for (const x of inputs) {
      if (x?.length === width && [...x].every((xi) => typeof xi === 'number')) continue
      withoutGraph(() => model.forward(plainRow(x))) // throws an error that says what is wrong
      throw new NotCompiled('Its inputs have different lengths.')
    }
  }
  return width
}
