/** The view of an expression: its text, its numbers, its graph, and both passes step by step. */
import { walk } from '@gradus/viz'
import { useMemo, useState } from 'preact/hooks'
import { TextField } from '../controls/fields.js'
import { Graph } from '../drawing/graph.js'
import { change, state } from '../state/page.js'
import { graphOf } from './graph-of.js'
import { EXPRESSION } from './settings.js'

export function ExpressionView() {
  const settings = state.value.expression
  const evaluated = useMemo(() => graphOf(settings), [settings])
  const [selected, setSelected] = useState<string>()
  if ('fault' in evaluated) return <p class="fault">{evaluated.fault}</p>
  const scenes = walk(evaluated.root, { theme: 'page', partials: true, digits: 3 })
  return (
    <>
      <TextField of={EXPRESSION.text} value={settings.text} onChange={(text) => change('expression', { text })} />
      <Graph
        label="Graph"
        description={scenes.at(-1)!.description}
        selected={selected}
        onSelect={setSelected}
        nameOf={(id) => id}
      />
    </>
  )
}
