/** Plots of the run: loss curves, mistakes by class, and the size of the gradient in each layer. Drawn a few times a second. */
import type { EpochRecord } from '@gradus/nn'
import type * as Plots from '@gradus/plot'
import { useCallback, useMemo, useRef, useState } from 'preact/hooks'
import { Button } from '../controls/button.js'
import { Plot } from '../drawing/plot.js'
import { usePlots } from '../drawing/use-plots.js'
import type { DataNews, RunNews } from '../training/messages.js'
import { firstParameter } from './model.js'
import { seekBest } from './run.js'
import { useSeldom } from './use-seldom.js'

interface ChartsProps {
  readonly data: DataNews
  readonly run: RunNews
  readonly records: readonly EpochRecord[]
  /** Those that the loss curves show. */
  readonly passes: readonly number[]
}

/** The least time between two drawings, in milliseconds. With different pauses, two plots seldom fall into one frame. */
const PAUSE = { curves: 250, others: 410 }
/** The most of the time that the drawings of a plot take. On a slow machine they are drawn less often. */
const SHARE = 0.1
const SIZE = { width: 420, theme: 'page' } as const

export function Charts(now: ChartsProps) {
  const plots = usePlots()
  return plots === undefined ? <p>Loading the plots …</p> : <Loaded plots={plots} now={now} />
}

function Loaded({ plots, now }: { plots: typeof Plots; now: ChartsProps }) {
  const [isLog, setLog] = useState(false)
  const curves = useCallback((what: ChartsProps) => plotLosses(plots, what, isLog), [plots, isLog])
  const gradient = useCallback((what: ChartsProps) => plotGradient(plots, what), [plots])
  const mistakes = useCallback((what: ChartsProps) => plotMistakes(plots, what), [plots])
  const { data, run } = now
  return (
    <div class="charts">
      <section aria-label="Loss curves">
        <RunPlot now={now} pause={PAUSE.curves} draw={curves} />
        <div class="row">
          <Button
            label="Logarithmic axis"
            help="Shows small losses as clearly as large ones."
            pressed={isLog}
            onPress={() => setLog(!isLog)}
          />
          {run.losses.validationLoss !== undefined && run.epoch > 0 && (
            <Button
              label="Go to the best pass"
              help="Goes back to the weights with the lowest validation loss. With “Patience” above 0, a run ends there by itself."
              onPress={seekBest}
            />
          )}
        </div>
      </section>
      <section aria-label="Gradient of each layer">
        {run.gradient.length === 0 ? (
          <p class="note">After the next pass, the size of the gradient in each layer stands here.</p>
        ) : (
          <RunPlot now={now} pause={PAUSE.others} draw={gradient} />
        )}
      </section>
      {run.confusion !== undefined && data.outputs.length > 2 && (
        <section aria-label="Mistakes by class">
          <RunPlot now={now} pause={PAUSE.others} draw={mistakes} />
        </section>
      )}
    </div>
  )
}

/** While the run goes on, the plot is made a few times a second, and only when what it shows is new. */
function RunPlot({ now, pause, draw }: { now: ChartsProps; pause: number; draw: (what: ChartsProps) => string }) {
  const took = useRef(0)
  const seldom = useSeldom(now, () => Math.max(pause, took.current / SHARE))
  // What is seldom shown may still be that of another run, with other curves.
  const isSame = seldom.data === now.data && seldom.run.id === now.run.id
  const { data, run, records, passes } = now.run.isRunning && isSame ? seldom : now
  const svg = useMemo(() => {
    const begin = performance.now()
    const made = draw({ data, run, records, passes })
    took.current = performance.now() - begin
    return made
  }, [draw, data, run, records, passes])
  return <Plot svg={svg} />
}

function plotLosses(plots: typeof Plots, { run, records, passes }: ChartsProps, isLog: boolean): string {
  const at = [0, ...passes]
  const curve = (name: 'loss' | 'validationLoss') =>
    at.map((pass) => (pass === 0 ? run.start : records[pass - 1]!)[name]!)
  const curves = {
    training: curve('loss'),
    ...(run.start.validationLoss === undefined ? {} : { validation: curve('validationLoss') }),
  }
  const scale = isLog ? 'log' : 'linear'
  return plots.plotCurves(curves, { ...SIZE, xLabel: 'pass', at, scale, title: 'Loss' })
}

const plotGradient = (plots: typeof Plots, { data, run }: ChartsProps): string =>
  plots.plotGradientFlow(gradients(data.sizes, run.gradient), { ...SIZE, title: 'Size of the gradient' })

const plotMistakes = (plots: typeof Plots, { data, run }: ChartsProps): string =>
  plots.plotConfusion(run.confusion!, { ...SIZE, classes: data.outputs, title: 'Right and wrong answers' })

/** The gradient of the last batch, layer by layer. */
const gradients = (sizes: readonly number[], gradient: Float64Array) =>
  sizes.slice(1).map((_, l) => ({
    name: `layer ${l + 1}`,
    gradients: gradient.subarray(firstParameter(sizes, l + 1, 0), firstParameter(sizes, l + 2, 0)),
  }))
