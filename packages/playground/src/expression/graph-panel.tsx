/** A graph with both passes step by step, the explanation that runs along, and the details of the selected node. */
import type { Value } from '@gradus/engine'
import type { Box } from '@gradus/viz'
import type { ComponentChildren } from 'preact'
import { useMemo, useRef, useState } from 'preact/hooks'
import { ChoiceField, FlagField } from '../controls/fields.js'
import { Graph } from '../drawing/graph.js'
import { change } from '../state/page.js'
import { Ask } from './ask.js'
import { Comparison } from './comparison.js'
import { Details } from './details.js'
import { useDirection } from './direction.js'
import { stepsUntil } from './facts.js'
import { boxKeys } from './names.js'
import { NaNReport } from './nan.js'
import { MOST_OPERATIONS } from './questions.js'
import { Running } from './running.js'
import { EXPRESSION, type Pass } from './settings.js'
import { Stepper } from './stepper.js'
import { stepKey, useSteps } from './steps.js'
import { type Asking, useAsking } from './use-asking.js'
import { useExplainer } from './use-explainer.js'
import { type Prepared, usePrepared } from './use-prepared.js'
import type { VariablesProps } from './variables.js'

interface PanelProps {
  readonly root: Value
  readonly pass: Pass
  readonly ask: boolean
  /** For a graph of another view, whose numbers stay as they are: goes back there. Such a graph gets the focus. */
  readonly onLeave?: () => void
  /** Those of the expression, whose numbers can be changed at their nodes. */
  readonly variables?: VariablesProps
  /** What stands next to the graph, above the details. */
  readonly children?: ComponentChildren
}

export function GraphPanel({ root, pass, ask, onLeave, variables, children }: PanelProps) {
  const asking = useAsking(root, ask)
  const direction = useDirection(root)
  const shownPass = asking === undefined ? pass : 'right'
  const prepared = usePrepared(root, shownPass, direction, onLeave === undefined ? 'expression' : 'program')
  if (prepared === undefined) return <p role="status">Preparing the graph …</p>
  return (
    <Panel prepared={prepared} asking={asking} chosen={shownPass} ask={ask} onLeave={onLeave} variables={variables}>
      {children}
    </Panel>
  )
}

interface PreparedProps extends Pick<PanelProps, 'ask' | 'children'> {
  readonly prepared: Prepared
  readonly asking: Asking | undefined
  /** The pass that is chosen. That of a large graph is prepared a moment later. */
  readonly chosen: Pass
  readonly onLeave: (() => void) | undefined
  readonly variables: VariablesProps | undefined
}

function Panel({ prepared, asking, chosen, ask, onLeave, variables, children }: PreparedProps) {
  const { root, pass, scenes, passing, keys, nan } = prepared
  const explain = useExplainer(root)
  const stepOf = (node: Value) => scenes.findIndex((scene) => scene.pass === 'backward' && scene.node === node)
  const next = asking?.next
  const steps = useSteps(scenes.length, next === undefined ? undefined : Math.max(0, stepOf(next.from) - 1))
  const scene = scenes[steps.step]!
  const { description } = scene
  const names = useMemo(() => boxKeys(description, keys), [description, keys])
  const done = stepsUntil(passing, scene, steps.step === scenes.length - 1)

  // Both are lasting names, so that the same node stays selected when the structure changes.
  const [selected, select] = useState<string>()
  const [hovered, hover] = useState<string>()
  const [isOpen, open] = useState(false)
  const [panel, stage] = [useRef<HTMLDivElement>(null), useRef<HTMLDivElement>(null)]
  const boxOf = (name: string | undefined) => description.boxes.find(({ id }) => names.get(id) === name)
  const isNode = (box: Box | undefined) => box?.node !== undefined
  const shown =
    [boxOf(hovered), boxOf(selected)].find(isNode) ??
    description.boxes.find(({ node }) => node === (scene.node ?? root))
  const choose = (name: string | undefined) => {
    select(name)
    open(false)
  }
  const selectNode = (node: Value) => choose(keys.get(node))
  const backToGraph = () => {
    stage.current!.querySelector<HTMLElement>('.graph svg, .outline [aria-pressed="true"], .outline button')?.focus()
    open(false)
  }

  return (
    <div class="workbench" ref={panel}>
      <div class="stage" ref={stage}>
        <Stepper steps={steps} />
        {asking === undefined ? (
          <Running explain={explain} scene={scene} isMistaken={pass !== 'right'} />
        ) : (
          <Ask
            {...asking}
            onAnswer={(answer, isFound) => {
              asking.onAnswer(answer, isFound)
              steps.goToLatest()
            }}
            onEnd={() => {
              panel.current!.querySelector<HTMLElement>('.switches input')!.focus()
              asking.onEnd()
            }}
          />
        )}
        <Graph
          label="Graph of the expression"
          description={description}
          selected={boxOf(selected)?.id}
          current={description.boxes.find(({ node }) => node !== undefined && node === scene.node)?.id}
          onSelect={(id) => choose(names.get(id))}
          onHover={(id) => hover(id === undefined ? undefined : names.get(id))}
          onOpen={(id) => {
            select(names.get(id))
            open(true)
          }}
          onBack={onLeave ?? (() => choose(undefined))}
          takesFocus={onLeave !== undefined}
          onKey={(key) => stepKey(steps, key)}
          nameOf={(id) => names.get(id) ?? id}
        />
        <p class="keys muted">
          Point at a node, or go to the graph with Tab: arrow keys follow the edges, Enter opens a node, Escape goes
          back, the space bar plays, comma and point step.
        </p>
        {pass !== 'right' && (
          <Comparison root={root} mistake={pass} onShow={(node) => (selectNode(node), steps.go(stepOf(node)))} />
        )}
        {asking === undefined && (
          <NaNReport
            found={nan}
            isDrawn={(node) => description.boxes.some((box) => box.node === node)}
            onShow={selectNode}
          />
        )}
      </div>
      <aside>
        {children}
        <div class="row switches">
          <ChoiceField
            of={EXPRESSION.pass}
            value={chosen}
            disabled={asking !== undefined}
            onChange={(value) => change('expression', { pass: value })}
          />
          <FlagField of={EXPRESSION.ask} value={ask} onChange={(value) => change('expression', { ask: value })} />
        </div>
        {ask && asking === undefined && (
          <p class="note">The page asks about graphs of at most {MOST_OPERATIONS} operations. This one is larger.</p>
        )}
        {shown?.node !== undefined && (
          <Details
            root={root}
            explain={explain}
            node={shown.node}
            all={passing}
            done={done}
            hasValue={shown.value !== undefined}
            gradient={shown.gradient}
            isMistaken={pass !== 'right'}
            isOpen={isOpen}
            variables={variables}
            onBack={backToGraph}
          />
        )}
      </aside>
    </div>
  )
}
