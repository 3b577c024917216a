/** The view of an expression: its text, its numbers, its graph with both passes, its derivatives and plots. */
import { useMemo } from 'preact/hooks'
import { Button } from '../controls/button.js'
import { state } from '../state/page.js'
import '../styles/expression.css'
import { Examples } from './example-buttons.js'
import { Formulas } from './formulas.js'
import { graphAt, parsed } from './graph-of.js'
import { GraphPanel } from './graph-panel.js'
import { closeGraph, opened } from './opened.js'
import { Plots } from './plots.js'
import { ExpressionText } from './text.js'
import { Variables } from './variables.js'

/** What a graph is opened from. */
const NAMES = { expression: 'the expression', 'by-hand': 'the neuron', network: 'the network' }

export function ExpressionView() {
  const { text, values, along, pass, ask, range } = state.value.expression
  const expression = useMemo(() => parsed(text), [text])
  const root = useMemo(() => ('message' in expression ? undefined : graphAt(expression, values)), [expression, values])
  const name = root?.label || 'f'
  const other = opened.value
  if (other !== undefined) {
    return (
      <div class="expression" onKeyDown={leaveOnEscape}>
        <div class="row">
          <h2>{other.title}</h2>
          <Button
            label={`Back to ${NAMES[other.from]}`}
            help="Goes back to where this graph comes from."
            onPress={closeGraph}
          />
        </div>
        <GraphPanel root={other.root} pass={pass} ask={ask} onLeave={closeGraph} />
      </div>
    )
  }
  return (
    <div class="expression">
      <ExpressionText text={text} hasGraph={root !== undefined} />
      <Examples />
      {'message' in expression || root === undefined ? null : (
        <>
          <GraphPanel root={root} pass={pass} ask={ask} variables={{ names: expression.names, values }}>
            <Variables names={expression.names} values={values} />
          </GraphPanel>
          {ask ? (
            <p class="muted">Derivatives and plots are hidden while the page asks.</p>
          ) : (
            expression.names.length > 0 && (
              <div class="below">
                <Formulas name={name} text={text} names={expression.names} values={values} />
                <Plots name={name} text={text} names={expression.names} values={values} along={along} range={range} />
              </div>
            )
          )}
        </>
      )}
    </div>
  )
}

/** Escape leaves the graph, unless it means something to the part that has the focus. */
function leaveOnEscape(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.defaultPrevented || (event.target as HTMLInputElement).type === 'text') return
  closeGraph()
}
