/** Shows the progress of a training: one line on a terminal, or some lines, for each network that is trained. */
import type { LearnOptions, RunNews } from '@gradus/tabular'
import { type Progress, progress } from './progress.js'

export interface Watch extends Required<Pick<LearnOptions, 'onEpoch' | 'onStep'>> {
  /** Where the training is, such as "epoch 12 of fold 2 of 5"; undefined before it begins. */
  where(): string | undefined
  stop(): void
}

export function watchRuns(): Watch {
  let run = 0
  let bar: Progress | undefined
  let where: string | undefined
  const barFor = (news: RunNews): Progress => {
    if (news.run === run && bar !== undefined) return bar
    bar?.stop()
    run = news.run
    return (bar = progress(news.most, `${news.label}: epoch`, news.examples))
  }
  return {
    onEpoch: (news) => {
      const { epoch, loss, validationLoss, accuracy, validationAccuracy } = news
      barFor(news).update(epoch, { loss, validationLoss, accuracy: validationAccuracy ?? accuracy })
    },
    onStep: (news) => {
      where = `epoch ${Math.ceil(news.epochs)} (${news.label})`
      barFor(news).advance(news.epochs)
    },
    where: () => where,
    stop: () => bar?.stop(),
  }
}
