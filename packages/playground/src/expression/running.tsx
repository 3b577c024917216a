/** What happens in a step, in words and in formulas. A live region, so that screen readers say it. */
import type { Value } from '@gradus/engine'
import { explainSteps } from '@gradus/explain'
import type { WalkScene } from '@gradus/viz'
import { useMemo } from 'preact/hooks'
import { withPowers } from './powers.js'

interface RunningProps {
  readonly root: Value
  readonly scene: WalkScene
  /** Whether the backward pass has a mistake. The formulas are those of the right pass. */
  readonly isMistaken: boolean
}

export function Running({ root, scene, isMistaken }: RunningProps) {
  const { node, pass, caption } = scene
  const lines = useMemo(() => {
    const [own] = node === undefined ? [] : explainSteps(root, { nodes: [node] })
    return own === undefined ? [] : pass === 'forward' ? [own.forward] : own.backward
  }, [root, node, pass])
  return (
    <div class={`running ${pass}`} role="status" aria-label="Explanation">
      <p>
        <b>{pass === 'forward' ? 'Forward pass. ' : 'Backward pass. '}</b>
        {caption}
      </p>
      {isMistaken && pass === 'backward' && lines.length > 0 && <p class="note">In the right pass:</p>}
      {lines.map((line, i) => (
        <p key={i} class="math">
          {withPowers(line)}
        </p>
      ))}
    </div>
  )
}
