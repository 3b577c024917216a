/** What one unit computes for the chosen example, as a sum with live numbers. Its weights and its bias can be changed. */
import type { ActivationName } from '@gradus/nn'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Button } from '../controls/button.js'
import { NumberInput } from '../controls/fields.js'
import type { DataNews, RunNews } from '../training/messages.js'
import type { UnitId } from './drawing.js'
import { outputName } from './output-names.js'
import { showNumber } from '../controls/show-number.js'
import { originalOf } from './inputs.js'
import { firstParameter, probabilities, type UnitNumbers } from './model.js'
import { edit } from './run.js'
import { hasPicture, UnitPicture, type UnitPictureProps } from './unit-picture.js'

interface UnitPanelProps {
  readonly data: DataNews
  readonly run: RunNews
  readonly activation: ActivationName
  readonly unit: UnitId
  /** The link that was chosen: its field gets the focus. */
  readonly from: number | undefined
  readonly input: ArrayLike<number>
  readonly numbers: readonly (readonly UnitNumbers[])[]
  readonly slopes: UnitPictureProps['slopes']
  readonly onGraph: () => void
  readonly onClose: () => void
}

/** How many weights are listed at first, and how many more when asked. */
const PART = 64

export function UnitPanel(props: UnitPanelProps) {
  const { data, run, activation, unit: id, from, input, numbers, slopes, onGraph, onClose } = props
  const { layer, unit } = id
  const { sizes } = data
  const isOutput = layer === sizes.length - 1
  const ofClass = isOutput ? outputName(data, unit) : undefined
  const count = sizes[layer - 1]!
  const first = firstParameter(sizes, layer, unit)
  const before = layer === 1 ? Array.from(input) : numbers[layer - 2]!.map(({ a }) => a)
  const { z, a } = numbers[layer - 1]![unit]!
  const panel = useRef<HTMLElement>(null)
  const [most, setMost] = useState(PART)
  useEffect(() => {
    const fields = panel.current!.querySelectorAll<HTMLElement>('tbody input')
    ;(from === undefined ? panel.current! : fields[from])?.focus()
  }, [layer, unit, from])
  const name = (j: number) => (layer === 1 ? data.inputs[j]! : `a${subscript(j + 1)}`)
  const weights = Array.from({ length: Math.min(count, most) }, (_, j) => run.parameters[first + j]!)
  const bias = run.parameters[first + count]!
  return (
    <section
      class={data.side === undefined ? 'unit-panel' : 'unit-panel images'}
      ref={panel}
      tabIndex={-1}
      aria-label="One unit"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        onClose()
      }}
    >
      <h2>
        {isOutput ? `Output unit ${unit + 1}` : `Unit ${unit + 1} of layer ${layer}`}
        {ofClass !== undefined && `, for “${ofClass}”`}
      </h2>
      <div class="body">
        <table>
          <thead>
            <tr>
              <th scope="col">from</th>
              <th scope="col">a</th>
              <th scope="col">weight w</th>
              <th scope="col">w · a</th>
            </tr>
          </thead>
          <tbody>
            {weights.map((w, j) => (
              <tr key={j}>
                <th scope="row">
                  {name(j)}
                  {layer === 1 && <Original number={originalOf(data, j, before[j]!)} />}
                </th>
                <td>{showNumber(before[j]!, 4)}</td>
                <td>
                  <NumberInput
                    label={`Weight from ${name(j)}`}
                    help="A link of the network. Change it, and see what the network answers then."
                    hideLabel
                    value={w}
                    onChange={(value) => edit(first + j, value)}
                  />
                </td>
                <td>{showNumber(w * before[j]!, 4)}</td>
              </tr>
            ))}
            {count > most && (
              <tr>
                <td colSpan={4}>
                  <Button
                    label={`… and ${count - most} more`}
                    help={`Lists ${Math.min(PART, count - most)} more weights.`}
                    onPress={() => setMost(most + PART)}
                  />
                </td>
              </tr>
            )}
            <tr>
              <th scope="row">bias b</th>
              <td>1</td>
              <td>
                <NumberInput
                  label="Bias"
                  help="The number that the unit adds to its sum."
                  hideLabel
                  value={bias}
                  onChange={(value) => edit(first + count, value)}
                />
              </td>
              <td>{showNumber(bias, 4)}</td>
            </tr>
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={3}>
                z = Σ w · a + b
              </th>
              <td data-number="z">{showNumber(z, 4)}</td>
            </tr>
            <tr>
              <th scope="row" colSpan={3}>
                {isOutput ? 'a = z' : `a = ${activation}(z)`}
              </th>
              <td data-number="a">{showNumber(a, 4)}</td>
            </tr>
          </tfoot>
        </table>
        {hasPicture(props) && (
          <UnitPicture
            data={data}
            run={run}
            slopes={slopes}
            unit={id}
            label={
              slopes === undefined
                ? 'What the unit answers over the plane: orange above 0, blue below'
                : 'How z changes with each pixel: orange where more ink raises it, blue where more ink lowers it'
            }
          />
        )}
      </div>
      {isOutput && data.task === 'classes' && <Probability data={data} outputs={numbers.at(-1)!} unit={unit} />}
      <Button
        label="Show its graph"
        help="Opens the graph of this unit for the chosen example, to step through it."
        onPress={onGraph}
      />
      <Button label="Close" help="Goes back to the network. Escape does the same." onPress={onClose} />
    </section>
  )
}

/** What becomes of an output: the probability of a class. */
function Probability({ data, outputs, unit }: { data: DataNews; outputs: readonly UnitNumbers[]; unit: number }) {
  const isOne = outputs.length === 1
  const k = isOne ? 1 : unit
  const p = showNumber(probabilities(outputs)[k]!, 3)
  return (
    <p class="note">
      The probability of “{data.outputs[k]}” is {isOne ? `sigmoid(a) = ${p}` : `${p}, by softmax over all outputs`}.
    </p>
  )
}

/** What the table has for a standardized input. */
const Original = ({ number }: { number: number | undefined }) =>
  number === undefined ? null : <small>{` ${showNumber(number)}, standardized:`}</small>

const subscript = (n: number): string => [...String(n)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('')
