/** The settings of the network: data, features, layers, and how it learns. */
import { useState } from 'preact/hooks'
import { Button } from '../controls/button.js'
import { ChoiceField, NumberField, NumberInput } from '../controls/fields.js'
import { useIsNarrow } from '../controls/use-is-narrow.js'
import { FeatureToggles } from './features.js'
import { OwnDataPanel } from './own-data.js'
import { isGenerated, NETWORK, type NetworkSettings } from './settings.js'
import { change } from '../state/page.js'
import { SettingError } from '../state/setting.js'

interface SettingsPanelProps {
  readonly settings: NetworkSettings
  readonly hasFeatures: boolean
  /** Whether the user has to give data first. */
  readonly lacksData: boolean
}

/** Up to this width, in pixels, the parts of the view stand one below the other. */
const ONE_COLUMN = 899

/** The panel. On a narrow page it is folded, so that the network and its answers come first. */
export function FoldedSettings(props: SettingsPanelProps) {
  const isNarrow = useIsNarrow(ONE_COLUMN)
  const [isOpen, open] = useState(props.lacksData)
  if (!isNarrow) return <SettingsPanel {...props} />
  const isShown = isOpen || props.lacksData
  return (
    <div class="fold">
      <Button
        label="Settings"
        help="Shows the data, the layers, and how the network learns."
        expanded={isShown}
        onPress={() => open(!isOpen)}
      />
      {isShown && <SettingsPanel {...props} />}
    </div>
  )
}

function SettingsPanel({ settings, hasFeatures }: SettingsPanelProps) {
  const set = <K extends keyof NetworkSettings>(name: K) => ({
    value: settings[name],
    onChange: (value: NetworkSettings[K]) => change('network', { [name]: value }, `network ${name}`),
  })
  const generated = isGenerated(settings.data)
  return (
    <div class="settings">
      <fieldset>
        <legend>Data</legend>
        <ChoiceField wide of={NETWORK.data} {...set('data')} />
        {generated && <NumberField of={NETWORK.count} {...set('count')} />}
        {generated && <NumberField of={NETWORK.noise} {...set('noise')} />}
        <NumberField of={NETWORK.validation} {...set('validation')} />
        <NumberField of={NETWORK.seed} {...set('seed')} />
        {settings.data === 'own' && <OwnDataPanel />}
        {hasFeatures && <FeatureToggles chosen={settings.features} />}
      </fieldset>
      <fieldset>
        <legend>Network</legend>
        <Layers hidden={settings.hidden} />
        <ChoiceField of={NETWORK.activation} {...set('activation')} />
        <ChoiceField of={NETWORK.init} {...set('init')} />
        <NumberField of={NETWORK.dropout} {...set('dropout')} />
      </fieldset>
      <fieldset>
        <legend>Learning</legend>
        <NumberField of={NETWORK.rate} {...set('rate')} />
        <NumberField of={NETWORK.batch} {...set('batch')} />
        <ChoiceField wide of={NETWORK.optimizer} {...set('optimizer')} />
        <ChoiceField wide of={NETWORK.loss} {...set('loss')} />
        <NumberField of={NETWORK.l1} {...set('l1')} />
        <NumberField of={NETWORK.l2} {...set('l2')} />
        <NumberField of={NETWORK.stopAfter} {...set('stopAfter')} />
        <NumberField of={NETWORK.patience} {...set('patience')} />
      </fieldset>
    </div>
  )
}

/** What the page says of a network without hidden layers. */
const LINEAR = 'Without a hidden layer the network is linear: it cannot bend the boundary between two classes.'

/** The hidden layers: how many, and how many units each has. */
function Layers({ hidden }: { hidden: readonly number[] }) {
  const set = (next: readonly number[]): void => change('network', { hidden: next }, 'network hidden')
  const read = (text: string): number => {
    const widths = NETWORK.hidden.read(text)
    if (widths.length === 1) return widths[0]!
    const what = widths.length === 0 ? 'there is no number' : `“${text.slice(0, 40)}” does not fit`
    throw new SettingError(`Units: ${what}. Enter a whole number from 1 to 64.`)
  }
  return (
    <div class="layers" role="group" aria-label="Hidden layers">
      {hidden.map((units, l) => (
        <NumberInput
          key={l}
          label={`Units of layer ${l + 1}`}
          help="The number of units of this layer, 1 to 64."
          value={units}
          read={read}
          onChange={(value) => set(hidden.map((old, i) => (i === l ? value : old)))}
        />
      ))}
      <Button
        label="Add a layer"
        help="Adds a hidden layer before the output. There can be six."
        disabled={hidden.length >= 6}
        onPress={() => set([...hidden, hidden.at(-1) ?? 4])}
      />
      <Button
        label="Remove a layer"
        help="Removes the last hidden layer. Without any, the network is linear."
        disabled={hidden.length === 0}
        onPress={() => set(hidden.slice(0, -1))}
      />
      {hidden.length === 0 && <p class="note">{LINEAR}</p>}
    </div>
  )
}
