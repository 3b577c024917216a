/** The view "Neuron and δ": the 2-2-2 network forward, δ by hand next to the engine, and updates. Every number can be changed. */
import { useMemo, useState } from 'preact/hooks'
import { Button } from '../controls/button.js'
import { ChoiceField, FlagField, NumberField, NumberInput } from '../controls/fields.js'
import { usePlots } from '../drawing/use-plots.js'
import { change, state } from '../state/page.js'
import { showNumber } from '../network/format.js'
import '../styles/by-hand.css'
import { byEngine, byFormulas, updated } from './compute.js'
import { BY_HAND, type ByHandSettings } from './settings.js'

/** Names of the weights, in their order. */
const NAMES = [1, 2].flatMap((layer) =>
  [1, 2].flatMap((unit) => [0, 1, 2].map((from) => `Θ${sup(layer)}${sub(unit)}${sub(from)}`)),
)
const DIGITS = 6

export function ByHandView() {
  const settings = state.value.byHand
  const hand = useMemo(() => byFormulas(settings), [settings])
  const engine = useMemo(() => byEngine(settings), [settings])
  const plots = usePlots()
  const [costs, setCosts] = useState<readonly number[]>([])
  const set = (values: Partial<ByHandSettings>, about: string): void => change('byHand', values, about)
  const one = (name: 'inputs' | 'targets' | 'weights', k: number, value: number): void =>
    set({ [name]: settings[name].map((old, i) => (i === k ? value : old)) }, `by hand ${name} ${k}`)
  const update = (times: number): void => {
    const { weights, costs: more } = updated(settings, times)
    setCosts([...costs, ...more])
    set({ weights }, '')
  }
  const { z, a, delta } = hand.examples[0]!
  const gradient = hand.D.flat(2)
  const number = (x: number) => showNumber(x, DIGITS)
  return (
    <div class="by-hand">
      <div class="row">
        {settings.inputs.map((x, k) => (
          <NumberInput
            key={k}
            label={`Input ${k + 1}`}
            help="What the network sees."
            value={x}
            onChange={(next) => one('inputs', k, next)}
          />
        ))}
        {settings.targets.map((y, k) => (
          <NumberInput
            key={k}
            label={`Target ${k + 1}`}
            help="What output unit should answer."
            value={y}
            onChange={(next) => one('targets', k, next)}
          />
        ))}
        <ChoiceField of={BY_HAND.cost} value={settings.cost} onChange={(cost) => set({ cost }, '')} />
        <NumberField of={BY_HAND.rate} value={settings.rate} onChange={(rate) => set({ rate }, '')} />
        <FlagField
          of={BY_HAND.fixedBiases}
          value={settings.fixedBiases}
          onChange={(fixedBiases) => set({ fixedBiases }, '')}
        />
      </div>
      <div class="row">
        <Button
          label="Update"
          primary
          help="Subtracts the learning rate times the gradient from each weight, once."
          onPress={() => update(1)}
        />
        <Button
          label="Repeat 100 times"
          help="Makes a hundred updates, one after the other."
          onPress={() => update(100)}
        />
        <Button
          label="Reset"
          help="Brings back the numbers of the worked example."
          onPress={() => {
            setCosts([])
            set(Object.fromEntries(Object.entries(BY_HAND).map(([name, { initial }]) => [name, initial])), '')
          }}
        />
        <p role="status">
          Cost J = <b data-number="J">{number(hand.J)}</b>
        </p>
      </div>
      <div class="tables">
        <section>
          <h2>Forward</h2>
          {[0, 1].flatMap((l) =>
            [0, 1].map((i) => {
              const before = l === 0 ? settings.inputs : a[1]!
              const row = settings.weights.slice(6 * l + 3 * i, 6 * l + 3 * i + 3)
              return (
                <p key={`${l} ${i}`} class="math">
                  z{sup(l + 2)}
                  {sub(i + 1)} = {number(row[0]!)} + {number(row[1]!)} · {number(before[0]!)} + {number(row[2]!)} ·{' '}
                  {number(before[1]!)} = {number(z[l]![i]!)}, a = σ(z) = {number(a[l + 1]![i]!)}
                </p>
              )
            }),
          )}
        </section>
        <section>
          <h2>δ by hand</h2>
          {[0, 1].map((i) => (
            <p key={i} class="math">
              δ⁽³⁾{sub(i + 1)} = {settings.cost === 'quadratic' ? '(a − y) · a · (1 − a)' : 'a − y'} ={' '}
              {number(delta[1]![i]!)}
            </p>
          ))}
          {[0, 1].map((j) => (
            <p key={j} class="math">
              δ⁽²⁾{sub(j + 1)} = (Θ⁽²⁾₁{sub(j + 1)} · δ⁽³⁾₁ + Θ⁽²⁾₂{sub(j + 1)} · δ⁽³⁾₂) · a · (1 − a) ={' '}
              {number(delta[0]![j]!)}
            </p>
          ))}
        </section>
      </div>
      <div class="scroll">
        <table>
          <caption>Weights, and ∂J/∂Θ = a · δ by hand and by the engine. Column 0 has the biases.</caption>
          <thead>
            <tr>
              {['', 'weight', 'a · δ by hand', 'engine', 'difference', 'after the update'].map((text) => (
                <th scope="col" key={text}>
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {settings.weights.map((w, k) => (
              <tr key={k}>
                <th scope="row">{NAMES[k]}</th>
                <td>
                  <NumberInput
                    label={`Weight ${NAMES[k]}`}
                    help="A weight or a bias of the network."
                    hideLabel
                    value={w}
                    onChange={(next) => one('weights', k, next)}
                  />
                </td>
                <td>{number(gradient[k]!)}</td>
                <td>{number(engine[k]!)}</td>
                <td>{showNumber(gradient[k]! - engine[k]!, 2)}</td>
                <td>{number(settings.fixedBiases && k % 3 === 0 ? w : w - settings.rate * gradient[k]!)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {costs.length > 1 && plots !== undefined && (
        <section aria-label="Cost">
          <div
            class="picture"
            dangerouslySetInnerHTML={{
              __html: plots.plotCurves(
                { cost: costs },
                { width: 420, theme: 'page', xLabel: 'update', yLabel: 'J', best: 'none' },
              ),
            }}
          />
        </section>
      )}
    </div>
  )
}

function sup(n: number): string {
  return `⁽${'⁰¹²³⁴⁵⁶⁷⁸⁹'[n]}⁾`
}
function sub(n: number): string {
  return '₀₁₂₃₄₅₆₇₈₉'[n]!
}
