/** What the page says when a run has ended by itself. After a number that is not finite it offers two ways on. */
import { Button } from '../controls/button.js'
import { change, state } from '../state/page.js'
import { ended, run, seek } from './run.js'

export function Ending() {
  const news = ended.value
  if (news === undefined) return null
  const { rate } = state.value.network
  const lastFinite = run.value?.kept.at(-1) ?? 0
  return (
    <section class={`ending ${news.reason}`} role="alert">
      <p>{news.message}</p>
      {news.reason === 'diverged' && (
        <div class="row">
          <Button
            label={`Go back to pass ${lastFinite}`}
            help="The last kept step whose numbers are all finite."
            onPress={() => seek(lastFinite)}
          />
          <Button
            label={`Begin again with learning rate ${shorter(rate / 10)}`}
            help="A tenth of the learning rate, from the first weights."
            onPress={() => {
              change('network', { rate: shorter(rate / 10) })
              seek(0)
            }}
          />
        </div>
      )}
    </section>
  )
}

const shorter = (x: number): number => Number(x.toPrecision(3))
