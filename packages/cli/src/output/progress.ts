/** Shows the progress of long work on stderr. */
import { SingleBar } from 'cli-progress'
import { longLine, type Moment, progressLine } from './progress-line.js'
import { isSilent, note } from './streams.js'

export type Losses = Pick<Moment, 'loss' | 'validationLoss' | 'accuracy'>

export interface Progress {
  /** Shows how many are done, and the current losses. */
  update(done: number, losses: Losses): void
  /** Shows a part of one, such as 1.25. Only a terminal can show it. */
  advance(done: number): void
  stop(): void
}

/** The columns of a terminal that does not say how many it has. */
const USUAL = 80

/**
 * One line that changes on a terminal, otherwise about ten lines of text, and nothing with --quiet.
 *
 * @param examples how many examples one unit has, if their number per second should be shown
 */
export function progress(total: number, unit: string, examples?: number): Progress {
  if (isSilent()) return { update: () => undefined, advance: () => undefined, stop: () => undefined }
  const moment = clocked(total, unit, examples)
  if (!process.stderr.isTTY || process.env.TERM === 'dumb') return plain(total, moment)
  let now: Moment = { unit, done: 0, total }
  const bar = new SingleBar({
    stream: process.stderr,
    format: () => progressLine(now, process.stderr.columns || USUAL),
    hideCursor: true,
  })
  bar.start(total, 0)
  let losses: Losses = {}
  const show = (done: number) => {
    now = { ...moment(done), ...losses }
    bar.update(done)
  }
  const interrupted = () => {
    bar.stop() // shows the cursor of the terminal again
    if (process.listenerCount('SIGINT') === 0) process.exit(130) // otherwise the command handles Ctrl-C itself
  }
  process.once('SIGINT', interrupted)
  return {
    update: (done, latest) => {
      losses = latest
      show(done)
    },
    advance: show,
    stop: () => {
      process.removeListener('SIGINT', interrupted)
      bar.stop()
    },
  }
}

function plain(total: number, moment: (done: number) => Moment): Progress {
  const every = Math.max(1, Math.floor(total / 10))
  return {
    update: (done, losses) => {
      if (done % every === 0 || done === total) note(longLine({ ...moment(done), ...losses }))
    },
    advance: (done) => void moment(done),
    stop: () => undefined,
  }
}

/** Returns a function that measures the speed. A resumed run does not begin at 0. */
function clocked(total: number, unit: string, examples: number | undefined): (done: number) => Moment {
  const start = performance.now()
  let before: number | undefined
  return (done) => {
    before ??= Math.max(0, Math.ceil(done) - 1)
    const perSecond = (done - before) / ((performance.now() - start) / 1000)
    const known = perSecond > 0 && perSecond < Infinity
    return {
      ...{ unit, done, total },
      ...(known && examples !== undefined ? { examplesPerSecond: perSecond * examples } : {}),
      ...(known ? { secondsLeft: (total - done) / perSecond } : {}),
    }
  }
}
