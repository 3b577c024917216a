/** Plots of the run: loss curves, mistakes by class, and the size of the gradient in each layer. Drawn a few times a second. */
import type { EpochRecord } from '@gradus/nn'
import type * as Plots from '@gradus/plot'
import { useMemo, useRef, useState } from 'preact/hooks'
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
}

/** The least time between two drawings, in milliseconds. */
const PAUSE = 250
/** The most of the time that the drawings take. A run of many passes has long curves, which are then drawn less often. */
const SHARE = 0.1

export function Charts(now: ChartsProps) {
  const took = useRef(0)
  const seldom = useSeldom(now, () => Math.max(PAUSE, took.current / SHARE))
  const { data, run, records } = now.run.isRunning ? seldom : now
  const plots = usePlots()
  const [isLog, setLog] = useState(false)
  // The view draws itself with all news of the run. The plots are made again only when what they show is new.
  const charts = useMemo(() => {
    const begin = performance.now()
    const made = plots === undefined ? undefined : makeCharts(plots, { data, run, records }, isLog)
    took.current = performance.now() - begin
    return made
  }, [plots, data, run, records, isLog])
  if (charts === undefined) return <p>Loading the plots …</p>
  return (
    <div class="charts">
      <section aria-label="Loss curves">
        <Plot svg={charts.loss} />
        <div class="row">
          <Button
            label="Logarithmic axis"
            help="Shows small losses as clearly as large ones."
            pressed={isLog}
            onPress={() => setLog(!isLog)}
          />
          {now.run.losses.validationLoss !== undefined && now.run.epoch > 0 && (
            <Button
              label="Go to the best pass"
              help="Goes back to the weights with the lowest validation loss. With “Patience” above 0, a run ends there by itself."
              onPress={seekBest}
            />
          )}
        </div>
      </section>
      <section aria-label="Gradient of each layer">
        {charts.gradient === undefined ? (
          <p class="note">After the next pass, the size of the gradient in each layer stands here.</p>
        ) : (
          <Plot svg={charts.gradient} />
        )}
      </section>
      {charts.confusion !== undefined && (
        <section aria-label="Mistakes by class">
          <Plot svg={charts.confusion} />
        </section>
      )}
    </div>
  )
}

function makeCharts(plots: typeof Plots, { data, run, records }: ChartsProps, isLog: boolean) {
  const passes = [run.start, ...records]
  const hasValidation = run.start.validationLoss !== undefined
  const curves = {
    training: Float64Array.from(passes, ({ loss }) => loss),
    ...(hasValidation ? { validation: Float64Array.from(passes, ({ validationLoss }) => validationLoss!) } : {}),
  }
  const scale = isLog ? 'log' : 'linear'
  return {
    loss: plots.plotCurves(curves, { ...SIZE, xLabel: 'pass', first: 0, scale, title: 'Loss' }),
    gradient:
      run.gradient.length === 0
        ? undefined
        : plots.plotGradientFlow(gradients(data.sizes, run.gradient), { ...SIZE, title: 'Size of the gradient' }),
    confusion:
      run.confusion === undefined || data.outputs.length <= 2
        ? undefined
        : plots.plotConfusion(run.confusion, {
            ...SIZE,
            classes: data.outputs,
            title: 'Right and wrong answers',
          }),
  }
}

const SIZE = { width: 420, theme: 'page' } as const

/** The gradient of the last batch, layer by layer. */
const gradients = (sizes: readonly number[], gradient: Float64Array) =>
  sizes.slice(1).map((_, l) => ({
    name: `layer ${l + 1}`,
    gradients: gradient.subarray(firstParameter(sizes, l + 1, 0), firstParameter(sizes, l + 2, 0)),
  }))
