/** Shows the progress of a training: one bar, or some lines, for each network that is trained. */
import type { LearnOptions, RunNews } from '@gradus/tabular'
import { type Progress, progress } from './progress.js'

export function watchRuns(): Required<Pick<LearnOptions, 'onEpoch' | 'onStep'>> & { stop(): void } {
  let run = 0
  let bar: Progress | undefined
  const barFor = (news: RunNews): Progress => {
    if (news.run === run && bar !== undefined) return bar
    bar?.stop()
    run = news.run
    return (bar = progress(news.most, `${news.label}: epoch`))
  }
  return {
    onEpoch: (news) => barFor(news).update(news.epoch, news.loss, news.validationLoss),
    onStep: (news) => barFor(news).advance(news.epochs),
    stop: () => bar?.stop(),
  }
}
