/** The view of an expression: its text, its numbers, its graph with both passes, its derivatives and plots. */
import { useMemo } from 'preact/hooks'
import { Button } from '../controls/button.js'
import { change, state } from '../state/page.js'
import '../styles/expression.css'
import { EXAMPLES } from './examples.js'
import { Formulas } from './formulas.js'
import { graphAt, parsed } from './graph-of.js'
import { GraphPanel } from './graph-panel.js'
import { closeGraph, opened } from './opened.js'
import { Plots } from './plots.js'
import { ExpressionText } from './text.js'
import { Variables } from './variables.js'

export function ExpressionView() {
  const { text, values, along, pass } = state.value.expression
  const expression = useMemo(() => parsed(text), [text])
  const root = useMemo(() => ('message' in expression ? undefined : graphAt(expression, values)), [expression, values])
  const other = opened.value
  if (other !== undefined) {
    return (
      <>
        <div class="row">
          <h2>{other.title}</h2>
          <Button label="Back" help="Goes back to where this graph comes from." onPress={closeGraph} />
        </div>
        <GraphPanel root={other.root} pass={pass} />
      </>
    )
  }
  return (
    <div class="expression">
      <ExpressionText text={text} />
      <div class="row examples" role="group" aria-label="Examples">
        {EXAMPLES.map(({ name, help, text, values }) => (
          <Button
            key={name}
            label={name}
            help={help}
            onPress={() => change('expression', { text, values, pass: 'right' })}
          />
        ))}
      </div>
      {'message' in expression || root === undefined ? (
        <p class="fault">{'message' in expression ? expression.message : ''}</p>
      ) : (
        <>
          <Variables names={expression.names} values={values} />
          <GraphPanel root={root} pass={pass} />
          <div class="below">
            <Formulas expression={expression} values={values} />
            <Plots expression={expression} values={values} along={along} />
          </div>
        </>
      )}
    </div>
  )
}
