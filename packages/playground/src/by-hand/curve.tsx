/** The cost over the updates. */
import { Plot } from '../drawing/plot.js'
import { usePlots } from '../drawing/use-plots.js'

export function CostCurve({ costs }: { costs: readonly number[] }) {
  const plots = usePlots()
  const width = Math.min(600, Math.max(300, window.innerWidth - 24))
  const options = { xLabel: 'update', yLabel: 'J', first: 0, best: 'none', theme: 'page', width, height: 260 } as const
  const svg = plots?.plotCurves({ cost: costs }, options) ?? ''
  return (
    <section>
      <h2>Cost over the updates</h2>
      <Plot svg={svg} />
    </section>
  )
}
