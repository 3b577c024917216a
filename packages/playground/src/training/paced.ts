/**
 * Hands the news of a run on as quickly as the page can draw them. A busy machine may need longer for a drawing than the worker
 * for the next news; then news are joined, so that the page always answers.
 */
import type { FromWorker, RunNews } from './messages.js'

/** Calls back when what has been changed is drawn, and gives the milliseconds that this took. */
export type WhenDrawn = (callback: (took: number) => void) => void

/** After a drawing, the page rests for as long as it took. News that do not belong to a run that goes on never wait. */
export function paced(receive: (news: FromWorker) => void, whenDrawn: WhenDrawn) {
  let isBusy = false
  let waiting: RunNews | undefined
  /** Counts what has been handed on, so that an old timer cannot end the rest after a newer drawing. */
  let count = 0
  const handOn = (news: FromWorker): void => {
    waiting = undefined
    isBusy = true
    const mine = ++count
    receive(news)
    whenDrawn((took) =>
      setTimeout(() => {
        if (mine !== count) return
        isBusy = false
        if (waiting !== undefined) handOn(waiting)
      }, took),
    )
  }
  return (news: FromWorker): void => {
    if (news.type !== 'run') {
      if (waiting !== undefined) handOn(waiting)
      handOn(news)
      return
    }
    const joined = waiting === undefined ? news : join(waiting, news)
    if (isBusy && news.isRunning) waiting = joined
    else handOn(joined)
  }
}

/** Two news as one: what the later says, and of the earlier what the later does not repeat. */
function join(earlier: RunNews, later: RunNews): RunNews {
  const from = Math.min(earlier.from, later.from)
  const records = [...earlier.records.slice(0, Math.max(0, later.from - earlier.from)), ...later.records]
  if (!later.isRunning) return { ...later, from, records }
  return { ...later, from, records, map: later.map ?? earlier.map, confusion: later.confusion ?? earlier.confusion }
}
