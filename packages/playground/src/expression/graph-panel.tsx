/** A graph with both passes step by step, the explanation that runs along, and the details of the selected node. */
import type { Value } from '@gradus/engine'
import { backwardSteps, explainSteps } from '@gradus/explain'
import { type Box, walk, type WalkScene } from '@gradus/viz'
import { useMemo, useState } from 'preact/hooks'
import { Button } from '../controls/button.js'
import { ChoiceField } from '../controls/fields.js'
import { Graph } from '../drawing/graph.js'
import { change } from '../state/page.js'
import { Ask } from './ask.js'
import { Details } from './details.js'
import { NaNReport } from './nan.js'
import { EXPRESSION, type Pass } from './settings.js'
import { Stepper } from './stepper.js'

/** The most boxes of a drawing, so that a step is drawn at once. */
const MOST_BOXES = 60
const DIGITS = 3

export function GraphPanel({ root, pass }: { root: Value; pass: Pass }) {
  const scenes = useMemo(
    () =>
      walk(root, {
        theme: 'page',
        partials: true,
        digits: DIGITS,
        limit: MOST_BOXES,
        ...(pass === 'right' ? {} : { mistake: pass }),
      }),
    [root, pass],
  )
  const explained = useMemo(() => explainSteps(root), [root])
  const steps = useMemo(() => backwardSteps(root), [root])
  const [wanted, setStep] = useState<number>()
  const [selected, select] = useState<string>()
  const [isAsking, ask] = useState(false)
  const step = Math.min(wanted ?? scenes.length - 1, scenes.length - 1)
  const firstBackward = scenes.findIndex((scene) => scene.pass === 'backward')
  const scene = scenes[isAsking ? firstBackward : step]!
  const { boxes, notes } = scene.description
  const box = boxes.find(({ id, node }) => id === selected && node !== undefined)
  const nameOf = (node: Value) =>
    nameOfBox(
      boxes.find((one) => one.node === node),
      node,
    )
  return (
    <div class="graph-panel">
      <div class="row">
        {isAsking ? null : <Stepper step={step} count={scenes.length} onStep={setStep} />}
        <ChoiceField of={EXPRESSION.pass} value={pass} onChange={(value) => change('expression', { pass: value })} />
        <Button
          label="Ask me first"
          help="Hides the gradients and asks you for each number before it is shown."
          pressed={isAsking}
          onPress={() => ask(!isAsking)}
        />
      </div>
      {isAsking ? <Ask root={root} onDone={() => ask(false)} /> : <Running scene={scene} explained={explained} />}
      <Graph
        label="Graph of the expression"
        description={scene.description}
        selected={selected}
        onSelect={select}
        onBack={() => select(undefined)}
        nameOf={(id) => keyOf(boxes, id)}
      />
      {notes.map((note) => (
        <p key={note} class="note">
          {note}
        </p>
      ))}
      {!isAsking && <NaNReport root={root} onShow={(node) => select(boxes.find((one) => one.node === node)?.id)} />}
      {!isAsking && box !== undefined && (
        <Details node={box.node!} name={nameOf(box.node!)} explained={explained} steps={steps} nameOf={nameOf} />
      )}
    </div>
  )
}

/** What happens in this step, in words and formulas. */
function Running({ scene, explained }: { scene: WalkScene; explained: ReturnType<typeof explainSteps> }) {
  const own = explained.find(({ node }) => node === scene.node)
  const lines = own === undefined ? [] : scene.pass === 'forward' ? [own.forward] : own.backward
  return (
    <div class="running" role="status" aria-label="Explanation">
      <p>
        <b>{scene.pass === 'forward' ? 'Forward. ' : 'Backward. '}</b>
        {scene.caption.replaceAll('-', '−')}
      </p>
      {lines.map((line) => (
        <p key={line} class="math">
          {line}
        </p>
      ))}
    </div>
  )
}

const nameOfBox = (box: Box | undefined, { label }: Value): string => label || box?.symbol || 'a hidden node'

/** A name that a box keeps when the expression changes: its label, or its op and its place among the same ops. */
function keyOf(boxes: readonly Box[], id: string): string {
  const at = boxes.findIndex((box) => box.id === id)
  const box = boxes[at]
  if (box === undefined) return id
  if (box.label !== '') return box.label
  const same = boxes.slice(0, at).filter(({ label, symbol }) => label === '' && symbol === box.symbol)
  return `${box.symbol} ${same.length}`
}
