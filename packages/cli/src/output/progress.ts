/** Shows the progress of long work on stderr. */
import { SingleBar } from 'cli-progress'
import { note } from './streams.js'

export interface Progress {
  /** Shows how many are done, and the current losses. */
  update(done: number, loss: number, validationLoss?: number): void
  /** Shows a part of one, such as 1.25. Only a bar can show it. */
  advance(done: number): void
  stop(): void
}

/** A bar on a terminal, otherwise about ten lines of text. */
export function progress(total: number, unit: string): Progress {
  const losses = (loss: number, validationLoss: number | undefined) =>
    `loss ${loss.toPrecision(4)}${validationLoss === undefined ? '' : `, validation ${validationLoss.toPrecision(4)}`}`
  if (process.stderr.isTTY) {
    const bar = new SingleBar({
      stream: process.stderr,
      format: `{bar} {percentage}% | ${unit} {whole}/{total} | {losses} | {eta_formatted} left`,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      hideCursor: true,
    })
    bar.start(total, 0, { whole: 0, losses: 'loss –' })
    const interrupted = () => {
      bar.stop() // shows the cursor of the terminal again
      if (process.listenerCount('SIGINT') === 0) process.exit(130) // otherwise the command handles Ctrl-C itself
    }
    process.once('SIGINT', interrupted)
    return {
      update: (done, loss, validationLoss) => bar.update(done, { whole: done, losses: losses(loss, validationLoss) }),
      advance: (done) => bar.update(done),
      stop: () => {
        process.removeListener('SIGINT', interrupted)
        bar.stop()
      },
    }
  }
  const every = Math.max(1, Math.floor(total / 10))
  return {
    update: (done, loss, validationLoss) => {
      if (done % every === 0 || done === total) note(`${unit} ${done}/${total}, ${losses(loss, validationLoss)}`)
    },
    advance: () => undefined,
    stop: () => undefined,
  }
}
