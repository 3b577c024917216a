/**
 * A run that can be played, paused, changed and rewound. While it plays, `fit` trains; a pause ends `fit` with a checkpoint, and the next
 * play resumes from there, so that the bits are those of a run without pauses. It knows nothing of workers and pages.
 */
import { type Checkpoint, DivergedError, type EpochRecord, fit, type MLP, type Optimizer } from '@gradus/nn'
import type { NetworkSettings } from '../network/settings.js'
import { buildModel, type Examples, examplesFor, OPTIMIZERS } from './build.js'
import { type DataSet, makeDataSet } from './data-set.js'
import { KeptSteps } from './kept.js'
import type { FromWorker, ToWorker } from './messages.js'
import { confusionOf, gradientOf, mapMaker } from './pictures.js'

/** Milliseconds between two news of a run, and between two of its slower pictures. */
const NEWS = 50
const SLOW = 500

/** What a start makes. */
interface Run {
  settings: NetworkSettings
  readonly dataSet: DataSet
  model: MLP
  examples: Examples
  optimizer: Optimizer
  readonly kept: KeptSteps
  map: (() => Float32Array<ArrayBuffer>) | undefined
  records: EpochRecord[]
  /** Epochs before the present `fit` began anew: its own epochs count from 1. */
  base: number
  /** Where the next play goes on. Undefined if it begins anew at `base`. */
  checkpoint: Checkpoint | undefined
  isReproducible: boolean
}

export class Session {
  readonly #emit: (news: FromWorker) => void
  #run: Run | undefined
  #speed = Infinity
  /** Passes that are still to be made; 0 while the run rests. */
  #wanted = 0
  /** The `fit` that is going on. */
  #going: Promise<void> = Promise.resolve()
  /** Commands, one after the other. */
  #queue: Promise<void> = Promise.resolve()
  #last = { news: 0, slow: 0, epoch: 0, rate: 0, sent: 0 }
  #gradient: Float64Array = new Float64Array()
  #confusion: number[][] | undefined

  constructor(emit: (news: FromWorker) => void) {
    this.#emit = emit
  }

  /** Takes a command. A pause, and all that changes the network, ends the pass that is going on first. */
  receive(command: ToWorker): void {
    if (command.type === 'speed') {
      this.#speed = command.passesPerSecond
      return
    }
    if (command.type !== 'run' && command.type !== 'step') this.#wanted = this.#resumesAfter(command) ? this.#wanted : 0
    this.#queue = this.#queue.then(() => this.#do(command)).catch((error: Error) => this.#fault(error))
  }

  /** Resolves when all commands are done and the run rests. */
  async settled(): Promise<void> {
    await this.#queue
    await this.#going
  }

  /** Live changes interrupt a run, and it plays on. */
  #resumesAfter = ({ type }: ToWorker): boolean => type === 'settings' || type === 'edit'

  async #do(command: ToWorker): Promise<void> {
    if (command.type === 'start') return this.#start(command.settings, command.own)
    const run = this.#run
    if (run === undefined) return
    if (command.type === 'run' || command.type === 'step') {
      await this.#rest()
      this.#play(run, command.type === 'run' ? Infinity : command.passes)
      return
    }
    const wanted = this.#resumesAfter(command) ? this.#wanted : 0
    await this.#rest()
    if (command.type === 'settings') this.#change(run, command.settings)
    else if (command.type === 'edit') this.#edit(run, command.parameter, command.value)
    else if (command.type === 'seek') this.#seek(run, command.epoch)
    if (wanted > 0) this.#play(run, wanted)
    else this.#tell(run, true)
  }

  async #rest(): Promise<void> {
    this.#wanted = 0
    await this.#going
  }

  async #start(settings: NetworkSettings, own: Parameters<typeof makeDataSet>[1]): Promise<void> {
    await this.#rest()
    this.#run = undefined
    const dataSet = await makeDataSet(settings, own)
    const { news } = dataSet
    const model = buildModel(settings, news.sizes)
    const parameters = model.parameters()
    const run: Run = {
      settings,
      dataSet,
      model,
      examples: examplesFor(settings, news),
      optimizer: OPTIMIZERS[settings.optimizer](parameters, settings.rate),
      kept: new KeptSteps({ epoch: 0, parameters: numbersOf(model), records: [], checkpoint: undefined }),
      map: mapMaker(model, dataSet),
      records: [],
      base: 0,
      checkpoint: undefined,
      isReproducible: settings.weights.length === 0,
    }
    this.#run = run
    this.#last = { news: 0, slow: 0, epoch: 0, rate: 0, sent: 0 }
    this.#emit(news)
    this.#tell(run, true)
  }

  #change(run: Run, settings: NetworkSettings): void {
    const { optimizer, dropout } = run.settings
    run.settings = settings
    run.examples = examplesFor(settings, run.dataSet.news)
    if (settings.dropout !== dropout) {
      run.model = buildModel({ ...settings, weights: [...numbersOf(run.model)] }, run.model.sizes)
      run.map = mapMaker(run.model, run.dataSet)
    }
    if (settings.optimizer !== optimizer || settings.dropout !== dropout) {
      run.optimizer = OPTIMIZERS[settings.optimizer](run.model.parameters(), settings.rate)
    } else run.optimizer.lr = settings.rate
    this.#beginAnew(run)
  }

  #edit(run: Run, parameter: number, value: number): void {
    run.model.parameters()[parameter]!.data = value
    this.#beginAnew(run)
  }

  /** After a change, the next play starts `fit` anew from the present weights. */
  #beginAnew(run: Run): void {
    run.checkpoint = undefined
    run.base = run.records.length
    run.isReproducible =
      run.base === 0 && run.settings.weights.length === 0 && sameNumbers(run.kept.at(0).parameters, run.model)
  }

  #seek(run: Run, epoch: number): void {
    const { parameters, records, checkpoint, epoch: found } = run.kept.at(epoch)
    run.model.parameters().forEach((p, i) => (p.data = parameters[i]!))
    run.records = [...records]
    run.checkpoint = found === 0 ? undefined : checkpoint
    run.optimizer = OPTIMIZERS[run.settings.optimizer](run.model.parameters(), run.settings.rate)
    run.base = found === 0 || checkpoint === undefined ? found : found - checkpoint.progress.records.length
    if (found === 0) run.isReproducible = run.settings.weights.length === 0
    this.#last.sent = 0
  }

  #play(run: Run, passes: number): void {
    this.#wanted = passes
    this.#going = this.#fit(run).catch((error: Error) => this.#ended(run, error))
  }

  async #fit(run: Run): Promise<void> {
    const { model, optimizer, examples, settings } = run
    const { loss, train, validation } = examples
    const { stopAfter, patience } = settings
    if (stopAfter > 0 && run.records.length >= stopAfter)
      return this.#end(run, 'stop', `The run stops after ${stopAfter} passes, as you have set.`)
    if (patience > 0 && validation === undefined) {
      throw new RangeError('Patience: there are no validation data. Set a validation share above 0, or patience to 0.')
    }
    this.#last = { ...this.#last, epoch: run.records.length, rate: performance.now() }
    const { base } = run
    const history = await fit(model, train, {
      loss,
      optimizer,
      epochs: stopAfter > 0 ? stopAfter - base : MANY,
      batchSize: Math.min(settings.batch, train.inputs.length),
      seed: settings.seed,
      l1: settings.l1,
      l2: settings.l2,
      ...(validation === undefined ? {} : { validationData: validation }),
      ...(patience > 0 ? { earlyStopping: { patience } } : {}),
      ...(run.checkpoint === undefined ? {} : { resume: run.checkpoint }),
      onEpoch: (record) => this.#afterPass(run, { ...record, epoch: base + record.epoch }),
      checkpoint: {
        due: () => run.kept.isDue(run.records.length),
        save: (checkpoint) => {
          run.checkpoint = checkpoint
          const epoch = run.records.length
          if (run.kept.isDue(epoch))
            run.kept.add({ epoch, parameters: numbersOf(model), records: [...run.records], checkpoint })
        },
      },
      onNotice: () => undefined,
    })
    if (history.ended === 'early') {
      this.#end(
        run,
        'patience',
        `The validation loss has not fallen for ${patience} passes. These are the weights of pass ${base + history.bestEpoch!}, where it was lowest.`,
      )
    } else if (history.ended === 'epochs')
      this.#end(run, 'stop', `The run stops after ${stopAfter} passes, as you have set.`)
    else this.#tell(run, true)
  }

  /** Returns false where `fit` is to stop. */
  #afterPass(run: Run, record: EpochRecord): boolean | Promise<boolean> {
    run.records.push(record)
    if (this.#wanted !== Infinity && this.#wanted > 0) this.#wanted--
    const now = performance.now()
    if (now - this.#last.news >= NEWS) this.#tell(run, false)
    if (this.#wanted === 0) return false
    if (this.#speed === Infinity) return true
    return new Promise((resolve) => setTimeout(() => resolve(this.#wanted > 0), 1000 / this.#speed))
  }

  #end(run: Run, reason: 'stop' | 'patience', message: string): void {
    this.#wanted = 0
    this.#tell(run, true)
    this.#emit({ type: 'end', reason, message })
  }

  #ended(run: Run, error: Error): void {
    this.#wanted = 0
    if (!(error instanceof DivergedError)) return this.#fault(error)
    this.#tell(run, true)
    this.#emit({ type: 'end', reason: 'diverged', message: error.message })
  }

  #fault(error: Error): void {
    this.#wanted = 0
    this.#emit({ type: 'fault', message: error.message })
  }

  #tell(run: Run, isRest: boolean): void {
    const now = performance.now()
    const { records, kept, model, map } = run
    const seconds = (now - this.#last.rate) / 1000
    const passesPerSecond = isRest || seconds === 0 ? 0 : (records.length - this.#last.epoch) / seconds
    if (isRest || now - this.#last.slow >= SLOW) {
      this.#gradient = gradientOf(model, run.examples)
      this.#confusion = confusionOf(model, run.dataSet.news)
      this.#last.slow = now
    }
    const from = Math.min(this.#last.sent, records.length) + 1
    this.#emit({
      type: 'run',
      epoch: records.length,
      isRunning: !isRest,
      passesPerSecond,
      parameters: numbersOf(model),
      gradient: this.#gradient,
      from,
      records: records.slice(from - 1),
      kept: kept.epochs,
      map: map?.(),
      confusion: this.#confusion,
      isReproducible: run.isReproducible,
    })
    this.#last = { ...this.#last, sent: records.length, news: performance.now() }
    if (seconds > 1) this.#last = { ...this.#last, rate: now, epoch: records.length }
  }
}

/** The passes of a run that goes on until it is paused. */
const MANY = 1e9

const numbersOf = (model: MLP): Float64Array => Float64Array.from(model.parameters(), (p) => p.data)

const sameNumbers = (numbers: Float64Array, model: MLP): boolean =>
  model.parameters().every((p, i) => Object.is(p.data, numbers[i]))
