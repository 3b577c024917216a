/** What happens in a step, in words and in formulas. A live region, so that screen readers say it. */
import type { Value } from '@gradus/engine'
import { explainSteps } from '@gradus/explain'
import type { WalkScene } from '@gradus/viz'
import { useMemo } from 'preact/hooks'
import { withPowers } from './powers.js'

export function Running({ root, scene }: { root: Value; scene: WalkScene }) {
  const { node, pass, caption } = scene
  const lines = useMemo(() => {
    const [own] = node === undefined ? [] : explainSteps(root, { nodes: [node] })
    return own === undefined ? [] : pass === 'forward' ? [own.forward] : own.backward
  }, [root, node, pass])
  return (
    <div class={`running ${pass}`} role="status" aria-label="Explanation">
      <p>
        <b>{pass === 'forward' ? 'Forward pass. ' : 'Backward pass. '}</b>
        {caption.replaceAll('-', '−')}
      </p>
      {lines.map((line, i) => (
        <p key={i} class="math">
          {withPowers(line)}
        </p>
      ))}
    </div>
  )
}
