/** One node: its value, its rule, its gradient with all that has arrived, and its edges, each with its formula. */
import type { Value } from '@gradus/engine'
import type { BackwardStep } from '@gradus/explain'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { NumberInput } from '../controls/fields.js'
import { fullNumber } from '../controls/show-number.js'
import { EdgeButton } from './edge.js'
import { arrivalsAt, type EdgeFact, edgesOf, ruleOf, silentUsers } from './facts.js'
import { readNumber } from './number.js'
import { withPowers } from './powers.js'
import { Rule } from './rule.js'
import type { Explain } from './use-explainer.js'
import { setVariable, type VariablesProps } from './variables.js'

interface DetailsProps {
  readonly root: Value
  readonly explain: Explain
  readonly node: Value
  /** The steps of the whole backward pass, and those that have happened. */
  readonly all: readonly BackwardStep[]
  readonly done: readonly BackwardStep[]
  /** What of the node is known by now. */
  readonly hasValue: boolean
  readonly gradient: number | undefined
  /** Whether the backward pass has a mistake, so that its numbers are no derivatives. */
  readonly isMistaken: boolean
  /** Whether the focus goes to the first edge. */
  readonly isOpen: boolean
  /** Those of the expression, whose numbers can be changed here. */
  readonly variables: VariablesProps | undefined
  /** Back to the graph. */
  readonly onBack: () => void
}

/** The most edges that are listed. */
const MOST = 12

export function Details({
  root,
  explain,
  node,
  all,
  done,
  hasValue,
  gradient,
  isMistaken,
  isOpen,
  variables,
  onBack,
}: DetailsProps) {
  const section = useRef<HTMLElement>(null)
  /** The edge whose formula is shown, null for none. Undefined until the reader chooses. */
  const [chosen, choose] = useState<string | null>()
  useEffect(() => choose(undefined), [node.label])
  useEffect(() => {
    if (isOpen) (section.current!.querySelector('button') ?? section.current!).focus()
  }, [isOpen])
  const arrivals = arrivalsAt(node, done)
  const edges = edgesOf(node, done)
  const silent = silentUsers(node, done).slice(0, MOST)
  // A leaf with one way to the result has one chain rule to show, which nobody needs to open.
  const isOneWay = useMemo(() => node.op === null && arrivalsAt(node, all).length === 1, [node, all])
  const opened = chosen === undefined && isOneWay && arrivals.length > 0 ? keyOf(arrivals[0]!) : chosen
  const own = useMemo(() => explain(node), [explain, node])
  const name = nameOf(node)
  const button = (fact: EdgeFact, text: string) => {
    const key = keyOf(fact)
    return (
      <EdgeButton
        key={key}
        text={text}
        line={opened === key ? lineOf(fact) : undefined}
        isOpen={opened === key}
        onToggle={() => choose(opened === key ? null : key)}
      />
    )
  }
  /** The chain rule on an edge. The explanations are those of the right pass. */
  const lineOf = ({ user, input, passed }: EdgeFact): string | undefined => {
    if (passed === undefined) return undefined
    const { gradient, edges } = done.find((step) => step.node === user)!
    if (isMistaken) {
      const [a, b, c] = [gradient, passed.partial, passed.contribution].map((x) => fullNumber(x))
      return `${nameOf(input)} gets ${a} · ${b!.startsWith('−') ? `(${b})` : b} = ${c}`
    }
    return explain(user)?.backward[edges.indexOf(passed)]
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    if (typeof chosen === 'string') choose(null)
    else onBack()
  }
  const rule = ruleOf(node)
  return (
    <section class="details" aria-label="Selected node" tabIndex={-1} ref={section} onKeyDown={onKeyDown}>
      <h2>
        {name}
        {node.op !== null && <span class="muted"> {node.op.name}</span>}
      </h2>
      <p class="math">
        {hasValue ? withPowers(own?.forward ?? `${name} = ${fullNumber(node.data)}`) : `${name} has no value yet.`}
      </p>
      {variables?.names.includes(node.label) === true && node.op === null && (
        <NumberInput
          label={`Number of ${name}`}
          help="Changes this leaf, and shows what follows."
          value={node.data}
          read={readNumber}
          onChange={(value) => setVariable(variables, node.label, value)}
        />
      )}
      {rule !== undefined && <Rule {...rule} />}
      <h3>Gradient</h3>
      <p class="math">
        {gradient === undefined
          ? 'Nothing has arrived yet.'
          : `${isMistaken ? `${name} has` : `∂${nameOf(root)}/∂${name} =`} ${fullNumber(gradient)}`}
        {node === root && gradient !== undefined && ', where the backward pass begins'}
      </p>
      {silent.length > 0 && (
        <p>
          {silent.map(nameOf).join(', ')} {silent.length === 1 ? 'has' : 'have'} the gradient 0 and{' '}
          {silent.length === 1 ? 'passes' : 'pass'} nothing on: 0 times any slope is 0.
        </p>
      )}
      {arrivals.length > 0 && (
        <ol class="edges" aria-label="Arrivals">
          {arrivals
            .slice(0, MOST)
            .map((fact) => button(fact, arrivals.length === 1 ? onlyArrival(fact) : arrivalText(fact)))}
          {arrivals.length > MOST && <li>… and {arrivals.length - MOST} more arrivals.</li>}
        </ol>
      )}
      {edges.length > 0 && (
        <>
          <h3>Passes on to its operands</h3>
          <ul class="edges" aria-label="Edges to operands">
            {edges.slice(0, MOST).map((fact) => button(fact, edgeText(fact, hasValue)))}
            {edges.length > MOST && <li>… and {edges.length - MOST} more operands.</li>}
          </ul>
        </>
      )}
    </section>
  )
}

const keyOf = ({ user, operand }: EdgeFact): string => `${nameOf(user)} ${operand}`

export const nameOf = ({ label, op }: Value): string => label || (op === null ? 'a leaf' : op.symbol)

const onlyArrival = ({ user, passed }: EdgeFact): string => `from ${nameOf(user)}: ${fullNumber(passed!.contribution)}`

function arrivalText({ user, passed }: EdgeFact): string {
  const { arrival, contribution, sum } = passed!
  return `${ordinal(arrival)} arrival, from ${nameOf(user)}: ${fullNumber(contribution)}${arrival > 1 ? `; now ${fullNumber(sum)}` : ''}`
}

function edgeText({ user, input, partial, passed }: EdgeFact, hasValue: boolean): string {
  const slope = `∂${nameOf(user)}/∂${nameOf(input)} = ${hasValue ? fullNumber(partial) : '–'}`
  return `to ${nameOf(input)}: ${passed === undefined ? slope : `${slope}, passes on ${fullNumber(passed.contribution)}`}`
}

function ordinal(n: number): string {
  const last = n % 100 >= 11 && n % 100 <= 13 ? 0 : n % 10
  return `${n}${['th', 'st', 'nd', 'rd'][last] ?? 'th'}`
}
