/** A network on its way: its data, its parameters, the passes that it has made, and the steps that it can return to. */
import type { Value } from '@gradus/engine'
import { type EpochRecord, fit, type MLP } from '@gradus/nn'
import type { NetworkSettings } from '../network/settings.js'
import { type DataSet, lossFor } from './data-set.js'
import { type Best, type KeptStep, KeptSteps } from './kept-steps.js'
import { lossesOf, type Start, Starts } from './losses.js'
import type { Losses } from './messages.js'
import { checkpointAt, type Resume, withoutRecords } from './resume.js'
import { examplesFor, fitKey, fitSettings, newModel, newOptimizer, passKey, takenOver } from './recipe.js'

/** The records of more passes would fill the memory of the page. */
export const MOST_EPOCHS = 1_000_000

/** Values of `made` besides the key of settings: no pass yet; other settings in between, or parameters that were given. */
const UNTOUCHED = 'untouched'
const MIXED = 'mixed'

/** What a call of `train` asks and tells. */
export interface Listener {
  readonly next: () => Promise<boolean>
  readonly signal: { readonly aborted: boolean }
  readonly onNotice: (notice: string) => void
}

export class Training {
  epoch = 0
  readonly records: EpochRecord[] = []
  /** How many of the records the page has, as they are now. */
  sent = 0
  readonly kept = new KeptSteps()
  private readonly starts: Starts
  best: Best | undefined
  /** Whether the parameters hold the gradient of the last batch. */
  hasGradient = false
  /** Whether the parameters are others than those after the last pass: edited ones, or those of a part of a pass. */
  private isBetween = false
  /** Under which settings all passes so far were made. */
  private made = UNTOUCHED
  /** How `fit` can continue from here with the same bits. */
  private resume: Resume | undefined
  private model: MLP
  parameters: readonly Value[]

  /** @param weights the first parameters; undefined: those that seed and initialization give */
  constructor(
    readonly data: DataSet,
    public settings: NetworkSettings,
    weights: readonly number[] | undefined,
  ) {
    this.starts = new Starts(data.news)
    lossFor(settings, data.news) // refuses a loss that does not fit
    this.model = newModel(data.news.sizes, settings)
    this.parameters = this.model.parameters()
    if (weights !== undefined) {
      this.setParameters(weights)
      this.made = MIXED
    }
    this.kept.put(this.step(undefined))
  }

  /** Remarks on settings that have no effect. */
  get notes(): string[] {
    if (this.settings.patience === 0 || this.data.news.validation.length > 0) return []
    return ['Patience has no effect, because there are no validation examples. Raise “Validation share”.']
  }

  /** What the losses of the run are compared with. */
  get start(): Start {
    return this.starts.of(this.settings, this.kept.at(0)!)
  }

  /** The losses of the present parameters. */
  get losses(): Losses {
    if (this.isBetween) return lossesOf(this.data.news, this.settings, this.numbers())
    return this.epoch === 0 ? this.start.losses : this.records[this.epoch - 1]!
  }

  get network(): MLP {
    return this.model
  }

  /** Whether the settings alone lead to these parameters. */
  get isReproducible(): boolean {
    return this.made === UNTOUCHED || this.made === passKey(this.settings)
  }

  /** Takes over what a run can take over. @throws Error for a loss that the data cannot have */
  change(settings: NetworkSettings): void {
    const next = takenOver(this.settings, settings)
    lossFor(next, this.data.news)
    this.settings = next
  }

  edit(parameter: number, value: number): void {
    const p = this.parameters[parameter]
    if (p === undefined) {
      throw new RangeError(`edit: there is no parameter ${parameter}. The network has ${this.parameters.length}.`)
    }
    p.data = value
    this.made = MIXED
    this.hasGradient = false
    this.isBetween = this.epoch > 0
    this.kept.drop(this.epoch)
    if (this.epoch === 0) this.kept.put(this.step(undefined))
  }

  /** Returns to the kept step that is nearest. Those after it stay, until the run continues from there. */
  seek(epoch: number): void {
    this.take(this.kept.nearest(epoch))
  }

  /**
   * Returns to a pass of this run with the parameters that it had then. Without the kept step of that pass, the run can go on
   * from there, but not with the same bits.
   *
   * @param weights none for the first parameters
   */
  goTo(epoch: number, weights: readonly number[]): void {
    const isFirst = weights.length === 0
    const parameters = isFirst
      ? numbersOf(newModel(this.data.news.sizes, this.settings).parameters())
      : Float64Array.from(weights)
    const step = this.kept.at(epoch)
    if (step?.parameters.every((w, i) => Object.is(w, parameters[i]))) return this.take(step)
    const best = this.best !== undefined && this.best.epoch <= epoch ? this.best : undefined
    const isBetween = epoch > 0
    this.take({ epoch, made: isFirst ? UNTOUCHED : MIXED, best, isBetween, resume: undefined, parameters })
    if (epoch === 0) this.kept.put(this.step(undefined))
  }

  /** Returns to the parameters with the lowest validation loss. */
  seekBest(): void {
    const { best } = this
    if (best === undefined) return
    if (this.kept.at(best.epoch) === undefined) {
      const { epoch, parameters } = best
      this.kept.put({ epoch, parameters, made: this.made, best, isBetween: false, resume: undefined })
    }
    this.seek(best.epoch)
  }

  /**
   * Makes passes until `next`, which is awaited after each of them, gives false, or until the signal ends it within a pass.
   *
   * @throws DivergedError with the parameters from before that batch
   */
  async train({ next, signal, onNotice }: Listener): Promise<void> {
    const { settings } = this
    const key = fitKey(settings)
    const resume = this.resume?.key === key ? this.resume : undefined
    const base = resume?.base ?? this.epoch
    this.kept.dropAfter(this.epoch)
    this.records.length = this.epoch
    this.sent = Math.min(this.sent, this.epoch)
    this.setModel(settings)
    const optimizer = newOptimizer(this.parameters, settings)
    const { loss, train, validation } = examplesFor(settings, this.data.news)
    this.resume = undefined // until this call ends between two passes
    try {
      await fit(this.model, train, {
        ...fitSettings(settings),
        ...{ loss, optimizer, signal, onNotice, epochs: MOST_EPOCHS - base },
        ...(validation && { validationData: validation }),
        ...(resume && { resume: checkpointAt(resume, this.numbers(), settings.rate, this.records) }),
        onEpoch: async (record) => {
          this.count(base === 0 ? record : { ...record, epoch: base + record.epoch })
          const continues = await next()
          optimizer.lr = this.settings.rate
          return continues && fitKey(this.settings) === key
        },
        checkpoint: {
          due: () => this.kept.isDue(this.epoch),
          save: (checkpoint) => this.keep({ checkpoint: withoutRecords(checkpoint), base, key }),
        },
      })
    } catch (error) {
      this.made = MIXED // a part of a pass has been made
      this.hasGradient = false
      this.isBetween = true
      throw error
    }
  }

  /** Counts a pass. */
  private count(record: EpochRecord): void {
    const key = passKey(this.settings)
    this.made = this.made === UNTOUCHED || this.made === key ? key : MIXED
    this.epoch = record.epoch
    this.hasGradient = true
    this.isBetween = false
    this.records.push(record)
    const loss = record.validationLoss
    if (loss === undefined || loss >= (this.best?.loss ?? Infinity)) return
    this.best = { loss, epoch: record.epoch, parameters: this.numbers() }
  }

  private keep(resume: Resume): void {
    this.resume = resume
    this.kept.put(this.step(resume))
  }

  private step(resume: Resume | undefined): KeptStep {
    const { epoch, made, best, isBetween } = this
    return { epoch, made, best, isBetween, resume, parameters: this.numbers() }
  }

  private take({ epoch, made, best, isBetween, resume, parameters }: KeptStep): void {
    Object.assign(this, { epoch, made, best, isBetween, resume, hasGradient: false })
    this.setParameters(parameters)
  }

  /** A network for the dropout of these settings. */
  private setModel(settings: NetworkSettings): void {
    const numbers = this.numbers()
    this.model = newModel(this.data.news.sizes, settings)
    this.parameters = this.model.parameters()
    this.setParameters(numbers)
  }

  numbers(): Float64Array<ArrayBuffer> {
    return numbersOf(this.parameters)
  }

  private setParameters(numbers: ArrayLike<number>): void {
    this.parameters.forEach((p, i) => (p.data = numbers[i]!))
  }
}

const numbersOf = (parameters: readonly Value[]): Float64Array<ArrayBuffer> =>
  Float64Array.from(parameters, (p) => p.data)
