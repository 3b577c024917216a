/** The example whose numbers the units show: which one it is, what the network answers, and what is right. */
import type { MLP } from '@gradus/nn'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { Button } from '../controls/button.js'
import { NumberInput } from '../controls/fields.js'
import { SettingError } from '../state/setting.js'
import type { DataNews } from '../training/messages.js'
import { showNumber } from '../controls/show-number.js'
import { MapCanvas, type Paint } from './map-canvas.js'
import { probabilities, type UnitNumbers } from './model.js'
import { inkPixel } from './pixels.js'
import { comesBack, openNetworkGraph } from './unit-graph.js'

interface ExampleProps {
  readonly data: DataNews
  readonly example: number
  readonly outputs: readonly UnitNumbers[]
  readonly model: MLP
  readonly onChoose: (example: number) => void
}

export function Example({ data, example, outputs, model, onChoose }: ExampleProps) {
  const { rows, targets, task } = data
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    if (comesBack()) section.current!.querySelector('button')!.focus()
  }, [])
  const read = (text: string): number => {
    const value = Number(text)
    if (Number.isInteger(value) && value >= 1 && value <= rows.length) return value
    throw new SettingError(
      `Example: “${text.slice(0, 40)}” does not fit. Enter a whole number from 1 to ${rows.length}.`,
    )
  }
  const target = targets[example]!
  const right = task === 'classes' ? data.outputs[target]! : inItsUnit(data, target)
  return (
    <section class="example" ref={section} aria-label="Example">
      <NumberInput
        label="Example"
        help="The example whose numbers the units show. A click on the map chooses the nearest one."
        value={example + 1}
        read={read}
        onChange={(value) => onChoose(value - 1)}
      />
      {data.side !== undefined && <Image pixels={rows[example]!} side={data.side} example={example} />}
      <p>
        The network answers <b>{answerOf(data, outputs)}</b>. The right answer is <b>{right}</b>.
      </p>
      <Button
        label="Show the graph of this example"
        help="Opens the whole computation for this example in the expression view."
        onPress={() => openNetworkGraph(model, data, rows[example]!)}
      />
    </section>
  )
}

function Image({ pixels, side, example }: { pixels: Float64Array; side: number; example: number }) {
  const paint = useMemo<Paint>(
    () => (places, colors) => places.forEach((_, i) => (places[i] = inkPixel(colors, pixels[i]!))),
    [pixels],
  )
  return (
    <div class="image">
      <MapCanvas label={`Picture of example ${example + 1}`} paint={paint} size={side} />
    </div>
  )
}

/** The class with its probability, or the number. */
function answerOf(data: DataNews, outputs: readonly UnitNumbers[]): string {
  const { task, outputs: names } = data
  if (task === 'numbers') return inItsUnit(data, outputs[0]!.a)
  const percent = (p: number) => (Number.isFinite(p) ? `${(100 * p).toFixed(1)} %` : 'not a number')
  const all = probabilities(outputs)
  const best = all.length === 2 ? Number(all[1]! >= all[0]!) : all.indexOf(Math.max(...all))
  return Number.isNaN(all[0]) ? percent(NaN) : `${names[best]} (${percent(all[best]!)})`
}

/** A number as the column of the table has it. The network works with a standardized one. */
function inItsUnit({ encoding }: DataNews, y: number): string {
  const target = encoding?.target
  return showNumber(target?.task === 'regression' ? y * target.scale + target.mean : y)
}
