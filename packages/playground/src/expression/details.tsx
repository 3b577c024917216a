/** One node: its value, its rule with numbers, and what has arrived at it. */
import type { Value } from '@gradus/engine'
import { type BackwardStep, type ExplainedStep } from '@gradus/explain'
import { showNumber } from '../network/format.js'

interface DetailsProps {
  readonly node: Value
  readonly name: string
  readonly explained: readonly ExplainedStep[]
  readonly steps: readonly BackwardStep[]
  readonly nameOf: (node: Value) => string
}

export function Details({ node, name, explained, steps, nameOf }: DetailsProps) {
  const own = explained.find((step) => step.node === node)
  const arrivals = steps.flatMap(({ node: user, edges }) =>
    edges.filter(({ input }) => input === node).map((edge) => ({ user, edge })),
  )
  return (
    <section class="details" aria-label="Selected node">
      <h2>{name}</h2>
      <p class="math">{own?.forward ?? `${name} = ${showNumber(node.data, 4)}`}</p>
      {arrivals.length > 0 && (
        <>
          <h3>What arrives here</h3>
          <ol class="math">
            {arrivals.map(({ user, edge }) => (
              <li key={`${edge.arrival}`}>
                from {nameOf(user)}: {showNumber(edge.contribution, 4)}
                {edge.arrival > 1 && `; together ${showNumber(edge.sum, 4)}`}
              </li>
            ))}
          </ol>
        </>
      )}
      {own !== undefined && (
        <>
          <h3>What it passes on</h3>
          <ul class="math">
            {own.backward.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
