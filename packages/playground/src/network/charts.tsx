/** Plots of the run: loss curves, mistakes by class, and the size of the gradient in each layer. Drawn a few times a second. */
import type { EpochRecord } from '@gradus/nn'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Button } from '../controls/button.js'
import { usePlots } from '../drawing/use-plots.js'
import type { DataNews, RunNews } from '../training/messages.js'
import { firstParameter } from './model.js'

interface ChartsProps {
  readonly data: DataNews
  readonly run: RunNews
  readonly records: readonly EpochRecord[]
}

/** The least time between two drawings, in milliseconds, and how many times longer it is than a drawing takes. */
const [PAUSE, REST] = [250, 5]

export function Charts(now: ChartsProps) {
  const { data, run, records } = useSeldom(now)
  const plots = usePlots()
  const [isLog, setLog] = useState(false)
  if (plots === undefined) return <p>Loading the plots …</p>
  const hasValidation = records[0]?.validationLoss !== undefined
  const curves = {
    training: numbersOf(records, ({ loss }) => loss),
    ...(hasValidation ? { validation: numbersOf(records, ({ validationLoss }) => validationLoss!) } : {}),
  }
  return (
    <div class="charts">
      <section aria-label="Loss curves">
        <Picture
          svg={plots.plotCurves(curves, { ...SIZE, xLabel: 'pass', scale: isLog ? 'log' : 'linear', title: 'Loss' })}
        />
        <Button
          label="Logarithmic axis"
          help="Shows small losses as clearly as large ones."
          pressed={isLog}
          onPress={() => setLog(!isLog)}
        />
      </section>
      {run.gradient.length > 0 && (
        <section aria-label="Gradient of each layer">
          <Picture
            svg={plots.plotGradientFlow(gradients(data.sizes, run.gradient), {
              ...SIZE,
              title: 'Size of the gradient',
            })}
          />
        </section>
      )}
      {run.confusion !== undefined && data.outputs.length > 2 && (
        <section aria-label="Mistakes by class">
          <Picture
            svg={plots.plotConfusion(run.confusion, {
              ...SIZE,
              classes: data.outputs,
              title: 'Right and wrong answers',
            })}
          />
        </section>
      )}
    </div>
  )
}

const SIZE = { width: 420, theme: 'page' } as const

const Picture = ({ svg }: { svg: string }) => <div class="picture" dangerouslySetInnerHTML={{ __html: svg }} />

/** The gradient of the last batch, layer by layer. */
const gradients = (sizes: readonly number[], gradient: Float64Array) =>
  sizes.slice(1).map((_, l) => ({
    name: `layer ${l + 1}`,
    gradients: gradient.subarray(firstParameter(sizes, l + 1, 0), firstParameter(sizes, l + 2, 0)),
  }))

/** Quicker than `Float64Array.from`, which matters for 100,000 records. */
function numbersOf(records: readonly EpochRecord[], of: (record: EpochRecord) => number): Float64Array {
  const numbers = new Float64Array(records.length)
  for (let i = 0; i < records.length; i++) numbers[i] = of(records[i]!)
  return numbers
}

/** The value, but a new one so seldom that drawing it leaves the page time for other things. */
function useSeldom<T>(value: T): T {
  const [shown, setShown] = useState(value)
  const latest = useRef(value)
  const timer = useRef<number>()
  const begin = useRef(performance.now())
  const pause = useRef(PAUSE)
  latest.current = value
  useEffect(() => {
    pause.current = Math.max(PAUSE, REST * (performance.now() - begin.current)) // effects run after the drawing
  }, [shown])
  useEffect(() => {
    timer.current ??= window.setTimeout(() => {
      timer.current = undefined
      begin.current = performance.now()
      setShown(latest.current)
    }, pause.current)
  })
  useEffect(() => () => window.clearTimeout(timer.current), [])
  return shown
}
