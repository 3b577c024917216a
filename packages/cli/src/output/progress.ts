/** Shows on stderr how far the work is. */
import { SingleBar } from 'cli-progress'
import { note } from './streams.js'

export interface Progress {
  /** Says how many are done, and the losses now. */
  update(done: number, loss: number, validationLoss?: number): void
  /** Moves on within one, such as to 1.25: only a bar shows it. */
  advance(done: number): void
  stop(): void
}

/** A bar on a terminal, plain lines (ten of them) otherwise, always on stderr. */
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
      bar.stop() // gives the terminal its cursor back
      if (process.listenerCount('SIGINT') === 0) process.exit(130) // else a command ends in its own way
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
