/** What happens in a step, in words and in formulas. A live region, so that screen readers say it. */
import type { WalkScene } from '@gradus/viz'
import { useMemo } from 'preact/hooks'
import { withPowers } from './powers.js'
import type { Explain } from './use-explainer.js'

interface RunningProps {
  readonly explain: Explain
  readonly scene: WalkScene
  /** Whether the backward pass has a mistake. The formulas are those of the right pass. */
  readonly isMistaken: boolean
}

export function Running({ explain, scene, isMistaken }: RunningProps) {
  const { node, pass, caption } = scene
  const lines = useMemo(() => {
    const own = node === undefined ? undefined : explain(node)
    return own === undefined ? [] : pass === 'forward' ? [own.forward] : own.backward
  }, [explain, node, pass])
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
