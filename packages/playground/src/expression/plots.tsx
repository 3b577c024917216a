/** f, f′ and f″ along one variable, around its present number. */
import type { Value } from '@gradus/engine'
import type { Expression } from '@gradus/expression'
import { useMemo } from 'preact/hooks'
import { WithHelp } from '../controls/help.js'
import { usePlots } from '../drawing/use-plots.js'
import { change } from '../state/page.js'
import { numberOf } from './graph-of.js'
import { EXPRESSION } from './settings.js'

interface PlotsProps {
  readonly expression: Expression
  readonly values: Readonly<Record<string, number>>
  /** The variable; any other text stands for the first. */
  readonly along: string
}

/** How far the plot goes to each side. */
const REACH = 4

export function Plots({ expression, values, along }: PlotsProps) {
  const plots = usePlots()
  const { names, f } = expression
  const name = names.includes(along) ? along : names[0]
  const svg = useMemo(() => {
    if (plots === undefined || name === undefined) return undefined
    const center = numberOf(values, name)
    const at = Number.isFinite(center) ? center : 0
    const along = (x: Value) => f(names.map((one) => (one === name ? x : numberOf(values, one))))
    return plots.plotFunction(along, [at - REACH, at + REACH], { width: 420, theme: 'page', xLabel: name })
  }, [plots, expression, values, name])
  if (name === undefined) return null
  return (
    <section aria-label="Plots">
      <h2>Along one variable</h2>
      <WithHelp help={EXPRESSION.along.help}>
        {(id) => (
          <label>
            <span>{EXPRESSION.along.label}</span>
            <select
              value={name}
              aria-describedby={id}
              onChange={({ currentTarget }) => change('expression', { along: currentTarget.value })}
            >
              {names.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          </label>
        )}
      </WithHelp>
      {svg === undefined ? <p>Loading …</p> : <div class="picture" dangerouslySetInnerHTML={{ __html: svg }} />}
    </section>
  )
}
