/** The cost over the updates. The plot is loaded when there is something to draw. */
import { useEffect, useState } from 'preact/hooks'

export function CostCurve({ costs }: { costs: readonly number[] }) {
  const [svg, setSvg] = useState('')
  useEffect(() => {
    let isWanted = true
    void import('@gradus/plot').then(({ plotCurves }) => {
      if (!isWanted) return
      const width = Math.min(640, Math.max(300, window.innerWidth - 24))
      const options = { xLabel: 'update', yLabel: 'J', first: 0, best: 'none', theme: 'page', width, height: 260 } as const
      setSvg(plotCurves({ cost: costs }, options))
    }) // prettier-ignore
    return () => {
      isWanted = false
    }
  }, [costs])
  return (
    <section>
      <h2>Cost over the updates</h2>
      <div class="plot" dangerouslySetInnerHTML={{ __html: svg }} />
    </section>
  )
}
