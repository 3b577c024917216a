/** What the network sees of a point: toggles, of which at least one is on. */
import { Button } from '../controls/button.js'
import { change } from '../state/page.js'
import { type FeatureName, FEATURES } from './settings.js'

const NAMES = Object.keys(FEATURES) as FeatureName[]

export function FeatureToggles({ chosen }: { chosen: readonly FeatureName[] }) {
  const toggle = (name: FeatureName): void => {
    const next = NAMES.filter((one) => chosen.includes(one) !== (one === name))
    if (next.length > 0) change('network', { features: next })
  }
  return (
    <div class="features" role="group" aria-label="Features">
      <span>Features</span>
      {NAMES.map((name) => (
        <Button
          key={name}
          label={FEATURES[name].label}
          help={`Whether the network sees ${FEATURES[name].label} of each point. At least one feature is on.`}
          pressed={chosen.includes(name)}
          onPress={() => toggle(name)}
        />
      ))}
    </div>
  )
}
