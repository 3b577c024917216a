/** Steps through both passes: back and forward, playing in both directions, a slider over all steps, and the speed. */
import { Button } from '../controls/button.js'
import { ChoiceField, Slider } from '../controls/fields.js'
import { choiceSetting } from '../state/setting.js'
import { stepKey, type Steps } from './steps.js'

const SPEED = choiceSetting(
  'speed',
  '1',
  [
    ['0.5', 'slow'],
    ['1', 'normal'],
    ['2', 'fast'],
    ['5', 'very fast'],
  ],
  { label: 'Speed', help: 'How fast the steps play.' },
)

export function Stepper({ steps }: { steps: Steps }) {
  const { step, count, most, playing, speed } = steps
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key } = event
    const { tagName } = event.target as Element
    if (tagName !== 'BUTTON' || event.ctrlKey || event.altKey || event.metaKey) return // others need their keys themselves
    const by = { ArrowLeft: -1, ArrowRight: 1 }[key]
    if (by !== undefined) steps.go(step + by)
    else if (key === ' ' || !stepKey(steps, key)) return // the space bar presses the button
    event.preventDefault()
  }
  return (
    <div class="stepper" role="group" aria-label="Steps" onKeyDown={onKeyDown}>
      <div class="buttons">
        <Button
          label="To start"
          icon="|◀︎"
          help="The first step: only the leaves have values."
          disabled={step === 0}
          onPress={() => steps.go(0)}
        />
        <Button
          label="Step back"
          icon="‹"
          help="One step back."
          disabled={step === 0}
          onPress={() => steps.go(step - 1)}
        />
        <Button
          label="Play in reverse"
          icon="◀︎"
          help="Plays the steps from here to the start."
          pressed={playing === -1}
          disabled={step === 0}
          onPress={() => steps.play(-1)}
        />
        {playing === 0 ? (
          <Button
            label="Play"
            icon="▶︎"
            primary
            help="Plays the steps: first the forward pass, then the backward pass."
            onPress={() => steps.play(1)}
          />
        ) : (
          <Button label="Pause" icon="❚❚" primary help="Stops at this step." onPress={steps.pause} />
        )}
        <Button
          label="Step forward"
          icon="›"
          help="One step forward."
          disabled={step === most}
          onPress={() => steps.go(step + 1)}
        />
        <Button
          label="To end"
          icon="▶︎|"
          help="The last step: all gradients are there."
          disabled={step === most}
          onPress={() => steps.go(most)}
        />
      </div>
      <div class="track">
        <Slider
          label="Step"
          help="Goes to any step."
          value={step}
          range={[0, count - 1]}
          step={1}
          onChange={steps.go}
        />
        <span class="count">
          Step {step + 1} of {count}
        </span>
      </div>
      <ChoiceField of={SPEED} value={String(speed)} onChange={(value) => steps.setSpeed(Number(value))} />
    </div>
  )
}
