/** Makes the news of a training. Pictures that take long are made less often while it runs. */
import type { DataNews, FromWorker, RunNews } from './messages.js'
import { Pictures } from './pictures.js'
import type { Training } from './training.js'

export class Reporter {
  private readonly pictures: Pictures
  private readonly map: Paced<Float32Array<ArrayBuffer> | undefined>
  private readonly confusion: Paced<number[][] | undefined>
  /** When the last news were made, and of which pass. */
  private last = { time: 0, epoch: -1 }
  /** Where the present measurement of the speed began. */
  private clock = { time: 0, epoch: 0 }
  private passesPerSecond = 0

  /** The number of the last `start` that was obeyed. */
  obeyed: number

  /** The notes that the page has; undefined before the first news. */
  private notes: string | undefined

  /**
   * @param id the number of the run
   * @param faults remarks on the start, which the page shows beside those on the data
   */
  constructor(
    private readonly id: number,
    private readonly training: Training,
    private readonly faults: readonly string[],
  ) {
    this.obeyed = id
    training.sent = 0
    this.pictures = new Pictures(training.data, training.network)
    this.map = new Paced({ interval: 0, share: 0.05 }, () => this.pictures.map(training.numbers()))
    this.confusion = new Paced({ interval: 500, share: 0.05 }, () => this.pictures.confusion(training.numbers()))
  }

  /** Whether there was a pass since the last news, and these are at least `interval` milliseconds old. */
  isDue(interval: number): boolean {
    return this.training.epoch !== this.last.epoch && performance.now() - this.last.time >= interval
  }

  startClock(): void {
    this.clock = { time: performance.now(), epoch: this.training.epoch }
    this.passesPerSecond = 0
  }

  /** The news of the run, and before them those of the data if the page does not have them. */
  all(isRunning: boolean): FromWorker[] {
    const { data, notes } = this.training
    const all = [...data.news.notes, ...this.faults, ...notes]
    const isNew = this.notes !== all.join('\n')
    this.notes = all.join('\n')
    const news: DataNews = { ...data.news, notes: all }
    return isNew ? [news, this.news(isRunning)] : [this.news(isRunning)]
  }

  private news(isRunning: boolean): RunNews {
    const { training } = this
    const { epoch, records, kept, parameters, hasGradient, isReproducible } = training
    const now = performance.now()
    this.last = { time: now, epoch }
    const from = training.sent
    training.sent = records.length
    return {
      type: 'run',
      ...{ id: this.id, obeyed: this.obeyed },
      ...{ epoch, isRunning, isReproducible },
      passesPerSecond: isRunning ? this.speed(now, epoch) : 0,
      parameters: training.numbers(),
      gradient: hasGradient ? Float64Array.from(parameters, (p) => p.grad) : new Float64Array(0),
      from: from + 1,
      records: records.slice(from),
      start: training.start.losses,
      losses: training.losses,
      kept: kept.epochs,
      map: this.map.make(now, isRunning),
      confusion: this.confusion.make(now, isRunning),
    }
  }

  /** Measured over half a second at a time. */
  private speed(now: number, epoch: number): number {
    const { time, epoch: before } = this.clock
    const measured = now - time < 1 || epoch < before ? 0 : ((epoch - before) * 1000) / (now - time)
    if (now - time >= 500 || this.passesPerSecond === 0) this.passesPerSecond = measured
    if (now - time >= 500) this.clock = { time: now, epoch }
    return this.passesPerSecond
  }
}

/** Makes something at most every `interval` milliseconds, and so rarely that it takes only this share of the time. */
class Paced<T> {
  private next = 0

  constructor(
    private readonly pace: { readonly interval: number; readonly share: number },
    private readonly maker: () => T,
  ) {}

  /** Undefined if it is too early. A run that is paused does not wait. */
  make(now: number, isRunning: boolean): T | undefined {
    if (isRunning && now < this.next) return undefined
    const begin = performance.now()
    const made = this.maker()
    const took = performance.now() - begin
    this.next = now + Math.max(this.pace.interval, took / this.pace.share)
    return made
  }
}
