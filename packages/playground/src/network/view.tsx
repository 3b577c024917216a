/** The view of a network that learns: its settings, its units, what it answers, and its curves. */
import { drawNetwork } from '@gradus/viz'
import { useEffect, useMemo } from 'preact/hooks'
import { useIsNarrow } from '../controls/use-is-narrow.js'
import { KeepPanel } from '../keep/keep-panel.js'
import { offerPicture } from '../share/pictures.js'
import { state } from '../state/page.js'
import { theme } from '../state/theme.js'
import type { DataNews, RunNews } from '../training/messages.js'
import '../styles/network.css'
import { AnswerMap } from './answer-map.js'
import { Charts } from './charts.js'
import { Drawing } from './drawing.js'
import { Remark } from './remark.js'
import { Example } from './example.js'
import { hasStandardized } from './inputs.js'
import { modelOf, unitNumbers } from './model.js'
import { example, goTo, placeIn } from './place.js'
import { PlayBar } from './play-bar.js'
import { data, fault, follow, records, run, shown } from './run.js'
import { Score } from './score.js'
import { sensitivities } from './sensitivity.js'
import { FoldedSettings } from './settings-panel.js'
import { openUnitGraph } from './unit-graph.js'
import { UnitPanel } from './unit-panel.js'

/** Up to this width, in pixels, the answers and curves stand below the network. */
const TWO_COLUMNS = 1199

export function NetworkView() {
  useEffect(follow, [])
  return (
    <div class="network">
      <Bar />
      <Remark />
      <Settings />
      <Present />
    </div>
  )
}

// Each part reads what it shows, so that the news of a run do not draw the settings again.

const Bar = () => (data.value === undefined || run.value === undefined ? null : <PlayBar run={run.value} />)

const Settings = () => (
  <FoldedSettings
    settings={state.value.network}
    hasFeatures={data.value?.plane?.hasFeatures === true}
    lacksData={state.value.network.data === 'own' && data.value === undefined}
  />
)

function Present() {
  const [about, now] = [data.value, run.value]
  if (about !== undefined && now !== undefined) return <Live data={about} run={now} />
  return <Waiting isOwn={state.value.network.data === 'own'} fault={fault.value} />
}

/** A fault of the user's own data stands beside them. */
function Waiting({ isOwn, fault }: { isOwn: boolean; fault: string | undefined }) {
  if (fault === undefined)
    return <p role="status">{isOwn ? 'Choose a file or paste a table to begin.' : 'Preparing the data …'}</p>
  return isOwn ? null : (
    <p class="fault" role="alert">
      {fault}
    </p>
  )
}

function Live({ data, run }: { data: DataNews; run: RunNews }) {
  const { activation } = state.value.network
  const { selected, first, opened } = placeIn(data.sizes)
  const isBelow = useIsNarrow(TWO_COLUMNS)
  const keep = <KeepPanel data={data} run={run} />
  const chosen = Math.min(example.value, data.rows.length - 1)
  const model = useMemo(() => modelOf(data.sizes, activation, run.parameters), [data.sizes, activation, run.parameters])
  const input = data.rows[chosen]!
  const numbers = useMemo(() => unitNumbers(model, input), [model, input])
  const slopes = useMemo(
    () => (data.side === undefined ? undefined : sensitivities(model, numbers)),
    [data.side, model, numbers],
  )
  useEffect(() => {
    const activations = [Array.from(input), ...numbers.map((layer) => layer.map(({ a }) => a))]
    const { inputs, outputs } = data
    const names = outputs.length === data.sizes.at(-1) ? { inputs, outputs } : { inputs }
    return offerPicture('Network', () =>
      drawNetwork({ thetas: model.theta(), activations, ...names }, { theme: theme.value }),
    )
  }, [model, numbers])
  const choose = (index: number): void => {
    example.value = index
  }
  return (
    <>
      <div class="middle">
        <Drawing
          data={data}
          run={run}
          numbers={numbers}
          input={input}
          slopes={slopes}
          selected={selected}
          first={first}
          onSelect={(unit) => goTo(data.sizes, { selected: unit })}
          onOpen={(unit, from) => goTo(data.sizes, { selected: unit, opened: { unit, from } })}
        />
        {data.notes.map((note) => (
          <p key={note} class="told">
            {note}
          </p>
        ))}
        {slopes !== undefined && (
          <p class="note">
            The picture of a unit shows how its z changes with each pixel of the example: orange where more ink raises
            it, blue where more ink lowers it. In the first layer these are the weights of the unit.
          </p>
        )}
        {data.plane !== undefined && (
          <p class="note">
            The picture of a unit shows what it answers at each place of the map: orange above 0, blue below.
          </p>
        )}
        {hasStandardized(data) && (
          <p class="note">
            An input shows its number in the table, then → the standardized number that the network gets: the distance
            from the mean in standard deviations.
          </p>
        )}
        {opened !== undefined && (
          <UnitPanel
            data={data}
            run={run}
            activation={activation}
            unit={opened.unit}
            from={opened.from}
            input={input}
            numbers={numbers}
            slopes={slopes}
            onGraph={() => openUnitGraph(model, data, opened.unit, input)}
            onClose={() => {
              const { layer, unit } = opened.unit
              goTo(data.sizes, { selected: opened.unit, opened: undefined })
              document.querySelector<HTMLElement>(`[data-unit="${layer} ${unit}"]`)?.focus()
            }}
          />
        )}
        {!isBelow && keep}
      </div>
      <div class="side">
        {data.plane !== undefined && (
          <AnswerMap data={data} run={run} plane={data.plane} chosen={chosen} onChoose={choose} />
        )}
        <Score data={data} run={run} />
        <Example data={data} example={chosen} outputs={numbers.at(-1)!} onChoose={choose} model={model} />
        <Charts data={data} run={run} records={records} passes={shown.passes} />
        {isBelow && keep}
      </div>
    </>
  )
}
