/** The buttons that go through an update stage by stage, and what the last of them has done. */
import { Button } from '../controls/button.js'
import { NumberField } from '../controls/fields.js'
import { change } from '../state/page.js'
import { BY_HAND, type ByHandSettings, MOST_UPDATES } from './settings.js'

/** The updates that are complete. */
const done = ({ updates, stage }: ByHandSettings): number => (stage === 'update' ? updates + 1 : updates)

/** What the next button to press is. */
const nextOf = ({ stage }: ByHandSettings) =>
  ({ start: 'Forward', forward: 'Backward', backward: 'Update', update: 'Forward' })[stage]

export function Steps({ settings, status }: { settings: ByHandSettings; status: string }) {
  const { stage, repeat, example } = settings
  const next = example === 'neuron' && stage === 'backward' ? 'Reset' : nextOf(settings)
  const isFull = done(settings) >= MOST_UPDATES
  const to = (values: Partial<ByHandSettings>) => change('byHand', values)
  return (
    <>
      <div class="row">
        <Button
          label="Forward"
          help="Computes each z and a, from the inputs to the outputs, and the cost."
          primary={next === 'Forward'}
          disabled={next !== 'Forward' || isFull}
          onPress={() => to({ updates: done(settings), stage: 'forward' })}
        />
        <Button
          label="Backward"
          help="Computes each δ, from the last layer to the first, and the slope of each parameter. It needs Forward first."
          primary={next === 'Backward'}
          disabled={next !== 'Backward'}
          onPress={() => to({ stage: 'backward' })}
        />
        {example === 'network' && (
          <>
            <Button
              label="Update"
              help="Moves each parameter against its slope: Θ := Θ − α·∂J/∂Θ. It needs Backward first."
              primary={next === 'Update'}
              disabled={next !== 'Update'}
              onPress={() => to({ stage: 'update' })}
            />
            <Button
              label="Repeat"
              help="Makes as many updates as the number beside it says."
              disabled={isFull}
              onPress={() => to({ updates: Math.min(MOST_UPDATES, done(settings) + repeat), stage: 'forward' })}
            />
            <NumberField of={BY_HAND.repeat} value={repeat} onChange={(value) => change('byHand', { repeat: value }, 'repeat')} />
          </>
        )}
        <Button
          label="Reset"
          help="Goes back to before the first update. Numbers that you have edited stay."
          disabled={done(settings) === 0 && stage === 'start'}
          onPress={() => to({ updates: 0, stage: 'start' })}
        />
        <Button
          label="Original numbers"
          help="Brings back the numbers of the course, before the first update."
          onPress={() => to(original(settings))}
        />
      </div>
      <p role="status" aria-label="What has been computed" class="status">
        {status} {isFull && `The page makes at most ${MOST_UPDATES} updates. Press Reset to begin again.`}
      </p>
    </>
  ) // oxfmt-ignore
}

/** Everything as it was at first, but the example. */
function original({ example }: ByHandSettings): Partial<ByHandSettings> {
  const entries = Object.entries(BY_HAND).map(([key, { initial }]) => [key, initial])
  return { ...Object.fromEntries(entries), example }
}
