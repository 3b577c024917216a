/** f, f′ and f″ along one variable, with the present point marked. */
import { withMinus } from '@gradus/svg'
import { Button } from '../controls/button.js'
import { ChoiceField, NumberInput } from '../controls/fields.js'
import { useIsNarrow } from '../controls/use-is-narrow.js'
import { Plot } from '../drawing/plot.js'
import { change } from '../state/page.js'
import { choiceSetting, SettingError } from '../state/setting.js'
import { numberOf } from './graph-of.js'
import { reachOf, readNumber } from './number.js'
import { EXPRESSION } from './settings.js'
import { useAnalysis } from './use-analysis.js'

interface PlotsProps {
  /** What the expression is called. */
  readonly name: string
  readonly text: string
  readonly names: readonly string[]
  readonly values: Readonly<Record<string, number>>
  /** The variable; any other text stands for the first. */
  readonly along: string
  /** Empty for a range around the present number. */
  readonly range: readonly number[]
}

export function Plots({ name: f, text, names, values, along: wanted, range: given }: PlotsProps) {
  const along = names.includes(wanted) ? wanted : names[0]!
  const reach = reachOf(numberOf(values, along))
  const [from, to] = given.length === 2 ? (given as [number, number]) : [-reach, reach]
  const width = useIsNarrow() ? 340 : 560
  const reply = useAnalysis({ kind: 'plot', name: f, text, values, along, range: [from, to], width })
  const { name, label, help } = EXPRESSION.along
  const variable = choiceSetting(
    name,
    along,
    names.map((one) => [one, one] as const),
    { label, help },
  )
  const setRange = (range: readonly number[]) => change('expression', { range }, 'range of the plot')
  const end = (isLow: boolean) => (typed: string) => {
    const value = readNumber(typed)
    if (Number.isFinite(value) && (isLow ? value < to : value > from)) return value
    throw new SettingError(
      isLow ? `Enter a number below ${withMinus(String(to))}.` : `Enter a number above ${withMinus(String(from))}.`,
    )
  }
  return (
    <section aria-label="Plots" class="plots">
      <h2>
        {f}, {f}′ and {f}″ along {along}
      </h2>
      <div class="row">
        <ChoiceField
          of={variable}
          value={along}
          onChange={(value) => change('expression', { along: value, range: [] })}
        />
        <NumberInput
          label="From"
          help="Where the plots begin."
          value={from}
          read={end(true)}
          onChange={(x) => setRange([x, to])}
        />
        <NumberInput
          label="To"
          help="Where the plots end."
          value={to}
          read={end(false)}
          onChange={(x) => setRange([from, x])}
        />
        <Button
          label="Default range"
          help="A range with the present number in it."
          disabled={given.length === 0}
          onPress={() => setRange([])}
        />
      </div>
      {reply === undefined ? (
        <p class="muted">Loading …</p>
      ) : 'fault' in reply ? (
        <p class="fault">{reply.fault}</p>
      ) : (
        <Plot svg={reply.svg} />
      )}
    </section>
  )
}
