/** The 2-2-2 network: its drawing, its tables, and its cost over the updates. */
import { useMemo } from 'preact/hooks'
import { ChoiceField, FlagField, NumberField } from '../controls/fields.js'
import { change } from '../state/page.js'
import { CostCurve } from './curve.js'
import { Drawing } from './drawing.js'
import { networkDrawing } from './network-drawing.js'
import { numberText } from './numbers.js'
import { isWide } from './places.js'
import { listsOf, passOf, runOf, type Pass, type Thetas } from './run.js'
import { BY_HAND, type ByHandSettings, STAGES } from './settings.js'
import { Steps } from './steps.js'
import { Comparison, Lines } from './tables.js'

export function NetworkExample({ settings }: { settings: ByHandSettings }) {
  const { x, y, weights, biases, cost, rate, fixedBiases, updates, stage } = settings
  const isPossible = cost === 'quadratic' || y.every((target) => target >= 0 && target <= 1)
  // Without a possible cost, the drawing still shows the numbers, with the quadratic cost.
  const possible: ByHandSettings = isPossible ? settings : { ...settings, cost: 'quadratic' }
  const run = useMemo(() => runOf(possible), [x, y, weights, biases, cost, rate, fixedBiases, updates])
  const pass = useMemo(() => passOf(run.thetas, possible), [run])
  const costs = useMemo(() => (stage === 'update' ? [...run.costs, pass.newJ] : run.costs), [run, pass, stage])
  const at = isPossible ? STAGES.indexOf(stage) : 0
  const drawing = networkDrawing(
    run.thetas,
    pass,
    { ...settings, stage: STAGES[at]! },
    editsOf(settings, run.thetas),
    isWide.value,
  )
  return (
    <>
      <div class="row">
        <ChoiceField of={BY_HAND.cost} value={cost} onChange={(value) => change('byHand', { cost: value })} />
        <NumberField of={BY_HAND.rate} value={rate} onChange={(value) => change('byHand', { rate: value }, 'rate')} />
        <FlagField of={BY_HAND.fixedBiases} value={fixedBiases} onChange={(value) => change('byHand', { fixedBiases: value })} />
      </div>
      <Steps settings={settings} status={isPossible ? statusOf(pass, settings) : ''} />
      {!isPossible && (
        <p class="fault" role="alert">
          The cross-entropy needs targets from 0 to 1. Change the targets, or choose the quadratic cost.
        </p>
      )}
      <Drawing label="The 2-2-2 network with its numbers" {...drawing} />
      <div class="columns">
        {at >= 1 && costs.length > 1 && <CostCurve costs={costs} />}
        {at >= 1 && <Lines title="Forward: the sums, the activations and the cost" lines={[...pass.forward, pass.cost]} />}
        {at >= 2 && <Comparison title="Backward: δ, the slope of J in each z" rule={deltaRule(cost)} lines={pass.deltas} />}
        {at >= 2 && <Comparison title="∂J/∂Θ = δ·a, the slope in each parameter" rule={SLOPE_RULE} lines={pass.slopes} />}
        {at >= 3 && <Lines title="Update: the new parameters" relation=":=" lines={pass.update} />}
      </div>
    </>
  ) // oxfmt-ignore
}

/** A number that is edited takes the place of the number that is shown, and the updates begin there. */
function editsOf({ x, y }: ByHandSettings, thetas: Thetas) {
  const from = (values: Partial<ByHandSettings>, about: string): void =>
    change('byHand', { ...listsOf(thetas), updates: 0, ...values }, about)
  const replaced = (list: readonly number[], at: number, value: number) => list.with(at, value)
  return {
    x: (i: number, value: number) => from({ x: replaced(x, i, value) }, `x${i}`),
    y: (i: number, value: number) => from({ y: replaced(y, i, value) }, `y${i}`),
    theta: (l: number, i: number, j: number, value: number) => {
      const edited = thetas.map((Theta, k) => (k === l ? Theta.with(i, Theta[i]!.with(j, value)) : Theta))
      from(listsOf(edited), `theta${l}${i}${j}`)
    },
  }
}

const deltaRule = (cost: ByHandSettings['cost']): string =>
  `δ⁽³⁾ = ${cost === 'quadratic' ? '(a⁽³⁾ − y) ⊙ a⁽³⁾(1 − a⁽³⁾)' : 'a⁽³⁾ − y'}, and δ⁽²⁾ = (Θ⁽²⁾)ᵀδ⁽³⁾ ⊙ g′(z⁽²⁾). For the sigmoid, g′(z) = a(1 − a). Autodiff finds δ as the gradient of the bias.`

const SLOPE_RULE =
  'The slope of a weight is the δ at its end times the activation at its beginning. A bias has the activation 1.'

function statusOf({ a, J, newJ }: Pass, { stage, updates }: ByHandSettings): string {
  const count = updates === 0 ? '' : `After ${updates} ${updates === 1 ? 'update' : 'updates'}. `
  if (stage === 'start') return `${count}Nothing is computed yet. Press Forward.`
  if (stage === 'forward') return `${count}Forward: the outputs are ${a[2]!.map((x) => numberText(x)).join(' and ')}. The cost is J = ${numberText(J)}.`
  if (stage === 'backward') return `${count}Backward: each unit has its δ, and each parameter its slope. J = ${numberText(J)}.`
  return `${count}Update: each parameter has moved against its slope. J goes from ${numberText(J)} to ${numberText(newJ)}.`
} // oxfmt-ignore
