/** Where the first number that is not finite was made, why, and what to do. */
import type { Value } from '@gradus/engine'
import { explainNaN } from '@gradus/explain'
import { useMemo } from 'preact/hooks'
import { Button } from '../controls/button.js'

interface NaNProps {
  readonly root: Value
  /** A large graph is not drawn in full. */
  readonly isDrawn: (node: Value) => boolean
  readonly onShow: (node: Value) => void
}

export function NaNReport({ root, isDrawn, onShow }: NaNProps) {
  const found = useMemo(() => explainNaN(root), [root])
  if (found === undefined) return null
  const { node, text } = found
  const [first, ...rest] = text.split('\n')
  return (
    <section class="nan" aria-label="Where it began" role="alert">
      <p>
        <b>{first}</b>
      </p>
      <pre class="math">{rest.join('\n')}</pre>
      {isDrawn(node) ? (
        <Button label="Show the cause" help="Selects the node where it began." onPress={() => onShow(node)} />
      ) : (
        <p>The node is in the part of the graph that is not drawn.</p>
      )}
    </section>
  )
}
