/** Play, pause, steps, rewind, and how far the run is. */
import { useState } from 'preact/hooks'
import { Button } from '../controls/button.js'
import { ChoiceField, Slider } from '../controls/fields.js'
import { choiceSetting } from '../state/setting.js'
import type { RunNews } from '../training/messages.js'
import { showNumber } from '../controls/show-number.js'
import { newWeights, pause, play, seek, setSpeed, step } from './run.js'

type Speed = '1' | '10' | '100' | 'full'

const SPEED = choiceSetting<Speed>(
  'speed',
  'full',
  [
    ['1', '1 pass a second'],
    ['10', '10 passes a second'],
    ['100', '100 passes a second'],
    ['full', 'as fast as possible'],
  ],
  { label: 'Speed', help: 'How fast the network learns while it plays.' },
)

export function PlayBar({ run }: { run: RunNews }) {
  const [speed, choose] = useState<Speed>(SPEED.initial)
  const { epoch, isRunning, kept, losses, passesPerSecond } = run
  const at = kept.findLastIndex((one) => one <= epoch)
  return (
    <section class="play-bar" aria-label="Training">
      <div class="row">
        {isRunning ? (
          <Button label="Pause" icon="‖" primary help="Stops the training. Nothing is lost." onPress={pause} />
        ) : (
          <Button label="Play" icon="▶" primary help="Trains the network until you press Pause." onPress={play} />
        )}
        <Button label="One pass" help="Takes each training example once." disabled={isRunning} onPress={() => step()} />
        <Button label="Rewind" icon="|‹" help="Goes back to the first weights of this run." onPress={() => seek(0)} />
        <Button
          label="New weights"
          help="Begins again with other first weights: those of the next seed."
          onPress={newWeights}
        />
        <ChoiceField
          of={SPEED}
          value={speed}
          onChange={(value) => {
            choose(value)
            setSpeed(value === 'full' ? Infinity : Number(value))
          }}
        />
        <div class="scrub">
          <span aria-hidden="true">Kept steps</span>
          <Slider
            label="Kept steps"
            help="Goes back to an earlier moment of this run, or forward again. Play continues from there."
            value={at}
            range={[0, Math.max(1, kept.length - 1)]}
            step={1}
            onChange={(value) => seek(kept[value]!)}
          />
        </div>
      </div>
      <dl class="numbers" aria-label="State of the training">
        <Figure name="Pass" value={epoch.toLocaleString('en-US')} />
        <Figure name="Training loss" value={showNumber(losses.loss)} />
        <Figure
          name="Validation loss"
          value={losses.validationLoss === undefined ? '–' : showNumber(losses.validationLoss)}
        />
        <Figure
          name="Passes per second"
          value={isRunning ? Math.round(passesPerSecond).toLocaleString('en-US') : '–'}
        />
      </dl>
    </section>
  )
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
