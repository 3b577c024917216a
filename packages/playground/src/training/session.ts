/** Obeys the page: starts, runs, pauses and changes a training, and sends news of it. It needs no browser. */
import { DivergedError } from '@gradus/nn'
import { makeDataSet } from './data-set.js'
import type { NetworkSettings } from '../network/settings.js'
import type { FromWorker, Moment, ToWorker } from './messages.js'
import { inPageWords } from './page-words.js'
import { weightsFor } from './recipe.js'
import { Reporter } from './reporter.js'
import { Runs } from './runs.js'
import { Speed } from './speed.js'
import { MOST_EPOCHS, Training } from './training.js'
import { warningOf } from './warnings.js'

/** Milliseconds between news while a training runs. */
const NEWS = 100

export class Session {
  private readonly inbox: ToWorker[] = []
  private wake = () => {}
  private training: Training | undefined
  private reporter: Reporter | undefined
  private readonly runs = new Runs()
  /** Stops the present call of `fit`. */
  private signal = { aborted: false }
  private isRunning = false
  /** The run pauses when it has made this number of passes. */
  private until = Infinity
  private readonly speed = new Speed()
  /** Whether the page has been told that the run gets worse. */
  private hasWarned = false

  constructor(private readonly send: (news: FromWorker) => void) {
    void this.live()
  }

  /** Takes a command. The commands are obeyed in their order, those for a run between two passes. */
  receive(command: ToWorker): void {
    if (command.type === 'start') {
      // What came before belongs to a network that will be gone. Only the speed is not about it.
      for (const earlier of this.inbox.splice(0)) if (earlier.type === 'speed') this.inbox.push(earlier)
      this.signal.aborted = true
    }
    this.inbox.push(command)
    this.wake()
  }

  private async live(): Promise<never> {
    for (;;) {
      const command = this.inbox.shift()
      if (command !== undefined) await this.guarded(() => this.obey(command))
      else if (this.isRunning && this.training !== undefined) await this.guarded(() => this.train(this.training!))
      else await this.sleep()
    }
  }

  /** Tells the page what went wrong. */
  private async guarded(action: () => Promise<void> | void): Promise<void> {
    try {
      await action()
    } catch (error) {
      this.isRunning = false
      this.send({ type: 'fault', message: inPageWords((error as Error).message) })
      this.tell()
    }
  }

  private async obey(command: ToWorker): Promise<void> {
    if (command.type === 'start') return this.start(command)
    this.obeyInRun(command)
  }

  private async start({ id, settings, own, was }: Extract<ToWorker, { type: 'start' }>): Promise<void> {
    this.isRunning = this.hasWarned = false
    const earlier = was && this.runs.find(was)
    if (earlier !== undefined) return this.goBack(id, earlier, was!, settings)
    this.training = this.reporter = undefined
    const data = await makeDataSet(settings, own)
    const { weights, fault } = weightsFor(settings.weights, data.news.sizes)
    this.training = new Training(data, settings, weights)
    this.runs.put(id, this.training)
    this.reporter = new Reporter(id, this.training, fault === undefined ? [] : [fault])
    this.tell()
  }

  private goBack(start: number, training: Training, { id, epoch }: Moment, settings: NetworkSettings): void {
    training.change(settings)
    training.goTo(epoch, settings.weights)
    if (training !== this.training) this.reporter = new Reporter(id, training, [])
    this.reporter!.obeyed = start
    this.training = training
    this.tell()
  }

  /** Obeys a command that does not need another call of `fit`, and sends news. */
  private obeyInRun(command: Exclude<ToWorker, { type: 'start' }>): void {
    if (command.type === 'speed') this.speed.set(command.passesPerSecond)
    const { training } = this
    if (training === undefined) return
    if (command.type === 'run') this.run(training, Infinity)
    else if (command.type === 'step') this.run(training, training.epoch + command.passes)
    else if (command.type === 'pause') this.isRunning = false
    else if (command.type === 'edit') training.edit(command.parameter, command.value)
    else if (command.type === 'settings') training.change(command.settings)
    else if (command.type === 'seek' || command.type === 'seekBest') {
      this.isRunning = this.hasWarned = false
      if (command.type === 'seek') training.seek(command.epoch)
      else training.seekBest()
    }
    this.tell()
    if (this.isRunning) this.mustEnd(training)
  }

  private run(training: Training, until: number): void {
    this.isRunning = training.epoch < until
    this.until = until
    this.reporter?.startClock()
  }

  private async train(training: Training): Promise<void> {
    this.signal = { aborted: false }
    try {
      await training.train({
        next: () => this.betweenPasses(training),
        signal: this.signal,
        onNotice: (message) => this.send({ type: 'fault', message }),
      })
    } catch (error) {
      if (!(error instanceof DivergedError)) throw error
      this.isRunning = false
      this.tell()
      const { culprit, batch } = error
      const where = `in pass ${training.epoch + 1}, batch ${batch}`
      const message = `The run stopped ${where}: ${culprit}. The network has its last finite weights. Go back to an earlier step, and choose a lower learning rate.`
      this.send({ type: 'remark', reason: 'diverged', message })
      return
    }
    if (this.isTired(training)) this.takeBest(training)
  }

  /** Waits until the next pass may begin. Gives false if this call of `fit` has to end. */
  private async betweenPasses(training: Training): Promise<boolean> {
    if (training.epoch >= this.until) this.isRunning = false
    if (this.isTired(training)) return false
    this.warn(training)
    let isNews = !this.isRunning
    if (this.isRunning && this.mustEnd(training)) isNews = false
    for (;;) {
      while (this.inbox.length > 0) {
        const command = this.inbox[0]!
        if (command.type === 'start' || command.type === 'seek' || command.type === 'seekBest') return false
        this.inbox.shift()
        await this.guarded(() => this.obeyInRun(command))
        isNews = false
      }
      if (isNews || this.reporter!.isDue(NEWS)) this.tell()
      isNews = false
      if (!this.isRunning) {
        await this.sleep()
        continue
      }
      const wait = this.speed.waitingTime()
      if (wait <= 0) return true
      await this.sleep(Math.min(wait, NEWS))
    }
  }

  /** Says once that the loss rises instead of falling, or that it no longer falls. */
  private warn(training: Training): void {
    const warning = this.hasWarned ? undefined : warningOf(training)
    if (warning === undefined) return
    this.hasWarned = true
    this.tell()
    this.send({ type: 'remark', ...warning })
  }

  /** Ends the run if it has made as many passes as it may, and says so. */
  private mustEnd({ epoch, settings: { stopAfter } }: Training): boolean {
    const isAsked = stopAfter > 0 && epoch >= stopAfter
    if (!isAsked && epoch < MOST_EPOCHS) return false
    this.isRunning = false
    this.tell()
    const message = isAsked
      ? `The run ended, because “Stop after” is ${stopAfter} passes. Raise it to continue.`
      : `The run ended after ${MOST_EPOCHS.toLocaleString('en')} passes, the most that this page makes.`
    this.send({ type: 'remark', reason: 'stop', message })
    return true
  }

  /** Whether the validation loss has not fallen for as many passes as the user has patience for. */
  private isTired({ epoch, best, settings: { patience } }: Training): boolean {
    return patience > 0 && best !== undefined && epoch - best.epoch >= patience
  }

  private takeBest(training: Training): void {
    const { epoch } = training
    this.isRunning = false
    training.seekBest()
    this.tell()
    const message = `The validation loss has not fallen for ${epoch - training.epoch} passes. The network has the weights of pass ${training.epoch}, the best so far.`
    this.send({ type: 'remark', reason: 'patience', message })
  }

  private tell(): void {
    for (const news of this.reporter?.all(this.isRunning) ?? []) this.send(news)
  }

  /** Waits for a command, at most this number of milliseconds. */
  private sleep(most = Infinity): Promise<void> {
    if (this.inbox.length > 0) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = most === Infinity ? undefined : setTimeout(resolve, most)
      this.wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
