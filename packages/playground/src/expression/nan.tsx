/** Where a number that is not finite began, and why. */
import type { Value } from '@gradus/engine'
import { explainNaN } from '@gradus/explain'
import { useMemo } from 'preact/hooks'
import { Button } from '../controls/button.js'

export function NaNReport({ root, onShow }: { root: Value; onShow: (node: Value) => void }) {
  const found = useMemo(() => explainNaN(root), [root])
  if (found === undefined) return null
  return (
    <section class="nan" aria-label="Where it began" role="alert">
      <pre>{found.text}</pre>
      <Button label="Show the cause" help="Selects the node where it began." onPress={() => onShow(found.node)} />
    </section>
  )
}
