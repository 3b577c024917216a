/** The view "Neuron and δ": an update of a small network, stage by stage, with all its numbers. */
import { ChoiceField } from '../controls/fields.js'
import { change, state } from '../state/page.js'
import '../styles/by-hand.css'
import { NetworkExample } from './network-example.js'
import { NeuronExample } from './neuron-example.js'
import { BY_HAND } from './settings.js'

export function ByHandView() {
  const settings = state.value.byHand
  return (
    <div class="by-hand">
      <div class="row">
        <ChoiceField
          of={BY_HAND.example}
          value={settings.example}
          onChange={(example) => change('byHand', { example, stage: 'start' })}
        />
        <p class="lead">
          {settings.example === 'network'
            ? 'Backpropagation by hand, beside what the engine finds. Click any number in the drawing to edit it.'
            : 'a = tanh(w₁·x₁ + w₂·x₂ + b): the smallest example. Click any number in the drawing to edit it.'}
        </p>
      </div>
      {settings.example === 'network' ? <NetworkExample settings={settings} /> : <NeuronExample settings={settings} />}
    </div>
  )
}
