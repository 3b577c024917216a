/**
 * Training as compiled code: loss, gradient, L1 and L2, clipping and the optimizer's formula are recorded once and replayed
 * over whole batches. What is out of the ordinary, such as a loss that is not finite, is left to the eager trainer.
 */
import {
  type Batch,
  mustMatchEngine,
  type Load,
  type Penalty,
  ThreadsError,
  Training,
  type UpdateRule,
} from '@gradus/compile'
import { type Value, withoutGraph } from '@gradus/engine'
import { DivergedError, explainParameters } from '../diverged.js'
import { EagerTrainer, measured, penaltyAt } from '../eager-trainer.js'
import type { Plan } from '../options.js'
import { countMasks, RecordedMasks } from './dropout-inputs.js'
import type { DataLike, Target } from '../../model/model.js'
import { pick } from '../../model/model.js'
import { goEager, NotCompiled } from './fallback.js'
import { plainRow } from '../../rows.js'
import { rowsToCheck } from './rows-to-check.js'
import { LossWatch, lossesOf } from './frozen-numbers.js'
import { RuleOptimizer } from '../../optim/rule-optimizer.js'
import { encodeTargets, type Encoding } from './target-inputs.js'
import type { Measured, Position, Step, Trainer } from '../trainer.js'

/** Beyond this, a step might leave the range of numbers: the eager trainer looks at every parameter after its step. */
const SAFE = { f64: 1e100, f32: 1e9 }
/** Examples that are measured before others get their turn. */
const CHUNK = 1024

export class CompiledTrainer implements Trainer {
  readonly engine = 'compiled'
  private readonly training: Training
  private readonly eager: EagerTrainer
  private readonly encoding: Encoding
  /** Numbers per input. */
  private readonly width: number
  private readonly measuring: Batch
  private readonly rates: readonly number[]
  private masks = new Float64Array(0)
  /** The optimizer, if its formula is compiled too. */
  private readonly inside: RuleOptimizer | undefined
  private readonly lossWatch: LossWatch
  /** Whether the loss is another one by now than was compiled: then the engine goes on. */
  private isStale = false
  /** Whether the gradient of the last step is in the compiled code, not in the model. */
  private holdsGradient = false

  constructor(private readonly run: Plan) {
    const { model, loss, training, validation, parameters, optimizer, clip, precision, threads } = run
    this.eager = new EagerTrainer(run)
    const width = (this.width = widthOf(run, validation === undefined ? [training] : [training, validation]))
    const outputs = withoutGraph(() => model.forward(plainRow(training.inputs[0]!))).length
    this.encoding = encodeTargets(run, outputs)
    this.rates = countMasks(model, plainRow(training.inputs[0]!))
    const targetShape = this.encoding.width ?? 'scalar'
    this.inside = optimizer instanceof RuleOptimizer && optimizer.stepsByRule ? optimizer : undefined
    const masks = this.rates.length
    try {
      this.training = new Training({
        loss: (x: Value[], t: Target, mask: Value[] = []) => loss(model.forward(x, new RecordedMasks(mask)), t),
        shape: masks === 0 ? [width, targetShape] : [width, targetShape, masks],
        params: parameters,
        rule: this.inside?.rule ?? NO_RULE,
        ...penaltyOf(run),
        ...(clip.value === undefined ? {} : { clipValue: clip.value }),
        precision,
        threads,
      })
      this.measuring = this.training.batch(
        (x: Value[], t: Target) => {
          const y = model.forward(x)
          return [loss(y, t), ...y]
        },
        [width, targetShape],
      )
    } catch (error) {
      if (error instanceof ThreadsError) throw error
      throw new NotCompiled((error as Error).message, { cause: error })
    }
    this.adopt()
    const rows = rowsToCheck(run)
    this.lossWatch = new LossWatch(run, rows, this.compareLosses(rows))
  }

  step(rows: readonly number[], at: Position): Step {
    if (at.batch === 1) this.watch()
    if (this.isStale) return this.stepEagerly(rows, at)
    const { optimizer, random, clip } = this.run
    const before = random.state
    this.drawMasks(rows.length)
    const { training } = this
    const load = this.loader(this.run.training, (b) => rows[b]!)
    if (this.inside === undefined) return this.stepBeside(rows, at, load)
    this.holdsGradient = false // from here on, also if this throws
    const { loss, norm } = training.evaluate(rows.length, load)
    const { inside } = this
    const safe = SAFE[this.run.precision]
    if (!(Number.isFinite(loss) && norm <= safe && optimizer.lr <= safe && optimizer.lr * inside.decay <= 1)) {
      random.state = before
      return this.stepEagerly(rows, at)
    }
    const factor = clip.norm !== undefined && norm > clip.norm ? clip.norm / norm : 1
    training.apply(factor, inside.coefficients())
    this.holdsGradient = true
    return { loss, norm }
  }

  /** The gradient is compiled, the optimizer steps outside. */
  private stepBeside(rows: readonly number[], at: Position, load: Load): Step {
    const { run, training } = this
    const evaluate = () => {
      training.push()
      const { loss } = training.evaluate(rows.length, load)
      training.pullGradient()
      return { loss, penalty: penaltyAt(run) }
    }
    return this.outside(at, () => this.eager.stepWith(evaluate, pick(run.training, rows), at))
  }

  /** From the same weights and the same masks, looking at every number. */
  private stepEagerly(rows: readonly number[], at: Position): Step {
    return this.outside(at, () => this.eager.step(rows, at))
  }

  /** A step on the model itself, which must not leave the range of compiled numbers. */
  private outside({ epoch, batch }: Position, takeStep: () => Step): Step {
    const { parameters, precision } = this.run
    this.publish()
    const before = parameters.map((p) => p.data)
    const step = takeStep()
    this.holdsGradient = false
    const culprit = precision === 'f32' ? explainParameters(this.run, Math.fround) : undefined
    if (culprit !== undefined) {
      parameters.forEach((p, i) => (p.data = before[i]!))
      throw new DivergedError(epoch, batch, culprit)
    }
    this.adopt()
    return step
  }

  async measure(data: DataLike, pause: () => Promise<void>): Promise<Measured> {
    if (this.isStale) {
      this.publish()
      return this.eager.measure(data, pause)
    }
    const { metrics } = this.run
    const count = data.inputs.length
    const outputs: number[][] = []
    let total = 0
    for (let from = 0; from < count; from += CHUNK) {
      const load = this.loader(data, (b) => from + b, false)
      this.measuring.run(Math.min(CHUNK, count - from), load, (_, lanes, base, numbers) => {
        const each = this.measuring.program.outputs.length
        for (let at = base; at < base + lanes * each; at += each) {
          total += numbers[at]!
          if (metrics.length > 0) outputs.push([...numbers.subarray(at + 1, at + each)])
        }
      })
      await pause()
    }
    return { loss: total / count, metrics: measured(metrics, outputs, data) }
  }

  dispose(): void {
    this.training.dispose()
  }

  publish(): void {
    this.training.pull()
    if (this.holdsGradient) this.training.pullGradient()
    this.inside?.memories.forEach((m, k) => m.set(this.training.memory(k)))
  }

  adopt(): void {
    this.training.push()
    this.inside?.memories.forEach((m, k) => this.training.setMemory(k, m))
  }

  /** In the order in which the eager engine draws them: example by example, layer by layer. */
  private drawMasks(count: number): void {
    const { rates, run } = this
    if (this.masks.length < count * rates.length) this.masks = new Float64Array(count * rates.length)
    for (let i = 0, b = 0; b < count; b++) for (const rate of rates) this.masks[i++] = run.random.mask(rate) as number
  }

  /** Writes examples one after the other: inputs, targets, masks. */
  private loader(data: DataLike, rowOf: (b: number) => number, training = true): Load {
    const encode = this.encoding.of
    const masks = training ? this.rates.length : 0
    return (start, lanes, base, numbers) => {
      let at = base
      for (let l = 0; l < lanes; l++) {
        const row = rowOf(start + l)
        const x = data.inputs[row]!
        if (x.length !== this.width) {
          throw new RangeError(
            `fit: input ${row} has ${x.length} numbers now, and had ${this.width} at the start. Leave the data as they are.`,
          )
        }
        numbers.set(x, at)
        at = encode(data.targets[row]!, numbers, at + x.length)
        for (let i = (start + l) * masks, end = i + masks; i < end; i++) numbers[at++] = this.masks[i]!
      }
    }
  }

  /** Leaves the rest to the engine if the loss is not what it was. */
  private watch(): void {
    if (this.isStale) return
    this.publish()
    try {
      this.lossWatch.look()
    } catch (error) {
      if (!(error instanceof NotCompiled)) throw error
      goEager(this.run, error)
      this.isStale = true
    }
  }

  /** A loss or a model of the user's may decide by plain numbers, which compiled code cannot. Gives the losses. */
  private compareLosses(rows: readonly number[]): number[] {
    if (rows.length === 0) return []
    const { training, precision } = this.run
    const got: number[] = []
    const load = this.loader(training, (b) => rows[b]!, false)
    const each = this.measuring.program.outputs.length
    this.measuring.run(rows.length, load, (_, lanes, base, numbers) => {
      for (let l = 0; l < lanes; l++) got.push(numbers[base + l * each]!)
    })
    const expected = lossesOf(this.run, pick(training, rows))
    try {
      mustMatchEngine(expected, got, precision, (i) => `the loss of example ${rows[i]!}`)
    } catch (error) {
      throw new NotCompiled((error as Error).message, { cause: error })
    }
    return expected
  }
}

/** For optimizers that step outside. */
const NO_RULE: UpdateRule = { memories: 0, coefficients: 0, update: (p) => [p] }

/** L1 and L2 per step: λ/n, on the parameters that they pull on. */
function penaltyOf({ penalty: { l1, l2, weights }, parameters, training }: Plan): { penalty?: Penalty } {
  if (weights.length === 0) return {}
  const n = training.inputs.length
  const pulls = new Set(weights)
  return { penalty: { l1: l1 / n, l2: l2 / n, pulled: parameters.map((p) => (pulls.has(p) ? 1 : 0)) } }
}

/** How many numbers an input has; every input is looked at, since compiled code would not. */
function widthOf({ model }: Plan, data: readonly DataLike[]): number {
  const width = data[0]!.inputs[0]!.length
  for (const { inputs } of data) {
    for (const x of inputs) {
      if (x?.length === width && [...x].every((xi) => typeof xi === 'number')) continue
      withoutGraph(() => model.forward(plainRow(x))) // says what is wrong
      throw new NotCompiled('Its inputs have different lengths.')
    }
  }
  return width
}
