/** A graph with both passes step by step, the explanation that runs along, and the details of the selected node. */
import { topologicalOrder, type Value } from '@gradus/engine'
import { backwardSteps, mistakenSteps } from '@gradus/explain'
import { type Box, walk } from '@gradus/viz'
import type { ComponentChildren } from 'preact'
import { useMemo, useRef, useState } from 'preact/hooks'
import { ChoiceField, FlagField } from '../controls/fields.js'
import { DIGITS } from '../controls/show-number.js'
import { Graph } from '../drawing/graph.js'
import { change } from '../state/page.js'
import { Ask } from './ask.js'
import { Comparison } from './comparison.js'
import { Details } from './details.js'
import { useDirection } from './direction.js'
import { stepsUntil } from './facts.js'
import { boxKeys, nodeKeys } from './names.js'
import { NaNReport } from './nan.js'
import { MOST_OPERATIONS } from './questions.js'
import { Running } from './running.js'
import { EXPRESSION, type Pass } from './settings.js'
import { Stepper } from './stepper.js'
import { stepKey, useSteps } from './steps.js'
import { useAsking } from './use-asking.js'
import { LARGE, useExplainer } from './use-explainer.js'

interface PanelProps {
  readonly root: Value
  readonly pass: Pass
  readonly ask: boolean
  /** For a graph of another view, whose numbers stay as they are: goes back there. Such a graph gets the focus. */
  readonly onLeave?: () => void
  /** What stands next to the graph, above the details. */
  readonly children?: ComponentChildren
}

/** The most boxes of a drawing, so that a step is drawn at once; and of that of a large graph whose numbers change all the time. */
const MOST_BOXES = 60
const MOST_MOVING_BOXES = 30

export function GraphPanel({ root, pass: chosen, ask, onLeave, children }: PanelProps) {
  const asking = useAsking(root, ask)
  const pass = asking === undefined ? chosen : 'right'
  const direction = useDirection(root)
  const scenes = useMemo(() => {
    const mistake = pass === 'right' ? {} : { mistake: pass }
    const limit = onLeave !== undefined || topologicalOrder(root).length <= LARGE ? MOST_BOXES : MOST_MOVING_BOXES
    return walk(root, { theme: 'page', partials: true, digits: DIGITS, limit, direction, ...mistake })
  }, [root, pass, direction])
  const passing = useMemo(() => (pass === 'right' ? backwardSteps(root) : mistakenSteps(root, pass)), [root, pass])
  const keys = useMemo(() => nodeKeys(root), [root])
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
            root={root}
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
            value={pass}
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
            onBack={backToGraph}
          />
        )}
      </aside>
    </div>
  )
}
