/** What the page says when a run has ended by itself or gets worse. If the learning rate is too high, it offers two ways on. */
import { Button } from '../controls/button.js'
import { change, state } from '../state/page.js'
import type { RunNews } from '../training/messages.js'
import { records, remark, run, seek } from './run.js'

export function Remark() {
  const [news, now] = [remark.value, run.value]
  if (news === undefined) return null
  if (news.until !== undefined && now !== undefined && hasRecovered(now, news.until)) return null
  const { rate } = state.value.network
  const isTooFast = news.reason === 'diverged' || news.reason === 'worse'
  const best = now === undefined ? 0 : bestOfKept(now)
  return (
    <section class={`remark ${news.reason}`} role="alert">
      <p>{news.message}</p>
      {isTooFast && (
        <div class="row">
          <Button
            label={`Go back to pass ${best}`}
            help="The kept step with the lowest training loss."
            onPress={() => goBack(best)}
          />
          <Button
            label={`Begin again with learning rate ${shorter(rate / 10)}`}
            help="A tenth of the learning rate, from the first weights."
            onPress={() => {
              change('network', { rate: shorter(rate / 10) })
              goBack(0)
            }}
          />
        </div>
      )}
    </section>
  )
}

/** So many passes in a row that a loss that jumps up and down does not make the remark come and go. */
const STEADY = 300

/** Whether the loss has stayed below a limit for a while, or the run stands at such a pass. */
function hasRecovered({ epoch, isRunning, losses }: RunNews, limit: number): boolean {
  if (!isRunning) return losses.loss <= limit
  return epoch >= STEADY && records.slice(epoch - STEADY, epoch).every(({ loss }) => loss <= limit)
}

/** The buttons here vanish. They give the focus to the play button, which is the next to be pressed. */
function goBack(epoch: number): void {
  document.querySelector<HTMLElement>('.play-bar button')!.focus()
  seek(epoch)
}

/** The kept step with the lowest training loss. */
function bestOfKept({ kept, start }: RunNews): number {
  const lossAt = (epoch: number): number => (epoch === 0 ? start.loss : (records[epoch - 1]?.loss ?? Infinity))
  return kept.reduce((best, epoch) => (lossAt(epoch) < lossAt(best) ? epoch : best), 0)
}

const shorter = (x: number): number => Number(x.toPrecision(3))
