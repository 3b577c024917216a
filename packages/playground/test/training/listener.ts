/** A page for a session: sends commands, and waits for news. */
import { NETWORK, type NetworkSettings } from '../../src/network/settings.js'
import { initialOf } from '../../src/state/group.js'
import type { DataNews, FromWorker, OwnData, RunNews, ToWorker } from '../../src/training/messages.js'
import { Session } from '../../src/training/session.js'

export const settings = (values: Partial<NetworkSettings> = {}): NetworkSettings => ({
  ...initialOf<NetworkSettings>(NETWORK),
  ...values,
})

export class Listener {
  readonly news: FromWorker[] = []
  private heard = () => {}
  private readonly session = new Session((news) => {
    this.news.push(news)
    this.heard()
  })

  send(...commands: ToWorker[]): void {
    for (const command of commands) this.session.receive(command)
  }

  /** The first news from place `from` on that fit. */
  async next<T extends FromWorker>(fits: (news: FromWorker) => news is T, from: number): Promise<T>
  async next(fits: (news: FromWorker) => boolean, from: number): Promise<FromWorker>
  async next(fits: (news: FromWorker) => boolean, from: number): Promise<FromWorker> {
    for (;;) {
      const found = this.news.slice(from).find(fits)
      if (found !== undefined) return found
      await new Promise<void>((resolve) => (this.heard = resolve))
    }
  }

  /** Sends commands, and gives the news of the run that follow the last of them and fit. */
  async after(commands: ToWorker[], fits: (news: RunNews) => boolean = (news) => !news.isRunning): Promise<RunNews> {
    const from = this.news.length
    this.send(...commands)
    return this.next((news): news is RunNews => news.type === 'run' && fits(news), from)
  }

  async start(values: Partial<NetworkSettings> = {}, own?: OwnData): Promise<RunNews> {
    return this.after([{ type: 'start', id: 1, settings: settings(values), ...(own && { own }) }])
  }

  /** Makes so many passes, and gives the news at their end. */
  async steps(passes: number): Promise<RunNews> {
    return this.after([{ type: 'step', passes }])
  }

  get data(): DataNews {
    return this.news.findLast((news): news is DataNews => news.type === 'data')!
  }

  /** The records that the page has, put together from all news of the last start. */
  get records() {
    const records: RunNews['records'][number][] = []
    for (const news of this.news.slice(
      this.news.findLastIndex((news) => news.type === 'run' && news.from === 1 && news.epoch === 0),
    )) {
      if (news.type !== 'run') continue
      records.length = news.from - 1
      records.push(...news.records)
    }
    return records
  }
}
