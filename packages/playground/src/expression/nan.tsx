/** Where the first number that is not finite was made, why, and what to do. */
import type { Value } from '@gradus/engine'
import type { NaNExplanation } from '@gradus/explain'
import { Button } from '../controls/button.js'

interface NaNProps {
  readonly found: NaNExplanation | undefined
  /** A large graph is not drawn in full. */
  readonly isDrawn: (node: Value) => boolean
  readonly onShow: (node: Value) => void
}

/** The most names of the nodes that it spreads to. */
const MOST = 8

export function NaNReport({ found, isDrawn, onShow }: NaNProps) {
  if (found === undefined) return null
  const { node, text, chains, spread, cause, cure } = found
  // What comes before the list of the operands: one sentence a line.
  const sentences = text.split(/\n(?: |Cause)/, 1)[0]!.split('\n')
  return (
    <section class="nan" aria-label="Where it began" role="status">
      <p>
        <b>{sentences[0]}</b> {sentences.slice(1).join(' ')}
      </p>
      <p>
        <b>Cause:</b> {cause}
      </p>
      <p>
        <b>Cure:</b> {cure}
      </p>
      {chains.length > 0 && <p class="math">Depends on {chains.map((chain) => cut(chain).join(' ← ')).join('; ')}</p>}
      {spread.length > 1 && <p class="math">Spreads to {cut(spread).join(' → ')}</p>}
      {isDrawn(node) ? (
        <Button label="Show the cause" help="Selects the node where it began." onPress={() => onShow(node)} />
      ) : (
        <p>The node is in the part of the graph that is not drawn.</p>
      )}
    </section>
  )
}

const cut = (names: readonly string[]): readonly string[] =>
  names.length <= MOST ? names : [...names.slice(0, MOST / 2), '…', ...names.slice(-MOST / 2)]
