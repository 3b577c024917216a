/** Steps through both passes: back and forward, playing in both directions, and a slider over all steps. */
import { useEffect, useState } from 'preact/hooks'
import { Button } from '../controls/button.js'
import { Slider } from '../controls/fields.js'

interface StepperProps {
  readonly step: number
  /** The number of steps. */
  readonly count: number
  readonly onStep: (step: number) => void
}

/** Milliseconds for each step of a play. */
const PACE = 1200

export function Stepper({ step, count, onStep }: StepperProps) {
  const [playing, play] = useState<0 | 1 | -1>(0)
  useEffect(() => {
    if (playing === 0) return
    const next = step + playing
    if (next < 0 || next >= count) return play(0)
    const timer = window.setTimeout(() => onStep(next), PACE)
    return () => window.clearTimeout(timer)
  }, [playing, step, count])
  const go = (next: number): void => {
    play(0)
    onStep(Math.max(0, Math.min(count - 1, next)))
  }
  return (
    <div class="row stepper" role="group" aria-label="Steps">
      <Button label="To start" icon="|‹" help="The first step: only the leaves have values." onPress={() => go(0)} />
      <Button label="Step back" icon="‹" help="One step back." disabled={step === 0} onPress={() => go(step - 1)} />
      <Button
        label="Play in reverse"
        icon="◀"
        help="Plays the steps from here to the start."
        pressed={playing === -1}
        disabled={step === 0}
        onPress={() => play(playing === -1 ? 0 : -1)}
      />
      {playing === 0 ? (
        <Button
          label="Play"
          icon="▶"
          primary
          help="Plays the steps: first the forward pass, then the backward pass."
          onPress={() => {
            if (step === count - 1) onStep(0)
            play(1)
          }}
        />
      ) : (
        <Button label="Pause" icon="‖" primary help="Stops at this step." onPress={() => play(0)} />
      )}
      <Button
        label="Step forward"
        icon="›"
        help="One step forward."
        disabled={step === count - 1}
        onPress={() => go(step + 1)}
      />
      <Button label="To end" icon="›|" help="The last step: all gradients are there." onPress={() => go(count - 1)} />
      <Slider label="Step" help="Goes to any step." value={step} range={[0, count - 1]} step={1} onChange={go} />
      <span>
        Step {step + 1} of {count}
      </span>
    </div>
  )
}
