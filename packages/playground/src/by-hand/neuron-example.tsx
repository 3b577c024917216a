/** The one neuron: its drawing, and the slopes of its activation. */
import { useMemo } from 'preact/hooks'
import { Button } from '../controls/button.js'
import { change, show } from '../state/page.js'
import { Drawing } from './drawing.js'
import { neuronPass } from './neuron.js'
import { neuronDrawing } from './neuron-drawing.js'
import { numberText } from './numbers.js'
import { isWide } from './places.js'
import { type ByHandSettings, STAGES } from './settings.js'
import { Steps } from './steps.js'
import { Comparison } from './tables.js'

export function NeuronExample({ settings }: { settings: ByHandSettings }) {
  const { neuron } = settings
  const pass = useMemo(() => neuronPass(neuron), [neuron])
  // A neuron without a target has no update.
  const stage = settings.stage === 'update' ? 'backward' : settings.stage
  const edit = (i: number, value: number) => change('byHand', { neuron: neuron.with(i, value) }, `neuron${i}`)
  const drawing = neuronDrawing(neuron, pass, stage, edit, isWide.value)
  return (
    <>
      <Steps settings={{ ...settings, updates: 0, stage }} status={statusOf(pass, stage)} />
      <Drawing label="One neuron with its numbers" {...drawing} />
      <div class="row">
        <Button
          label="Open as an expression"
          help="Shows the graph of this neuron in the view “Expression”, with the numbers from here."
          onPress={() => openAsExpression(neuron)}
        />
      </div>
      {STAGES.indexOf(stage) >= 2 && (
        <div class="columns">
          <Comparison
            title="Backward: the slopes of a"
            rule="δ = ∂a/∂z = tanh′(z) = 1 − a². The slope of a weight is δ times its input, and the slope of an input is δ times its weight."
            lines={pass.slopes}
          />
        </div>
      )}
    </>
  )
}

function statusOf({ z, a }: { z: number; a: number }, stage: string): string {
  if (stage === 'start') return 'Nothing is computed yet. Press Forward.'
  if (stage === 'forward') return `Forward: z = ${numberText(z)}, a = tanh(z) = ${numberText(a)}.`
  return `Backward: each number has its slope, which says how far a moves with it.`
}

function openAsExpression(numbers: readonly number[]): void {
  const [w1, x1, w2, x2, b] = numbers as [number, number, number, number, number]
  change('expression', { text: 'tanh(w1*x1 + w2*x2 + b)', values: { w1, x1, w2, x2, b } })
  show('expression')
}
