/** A field and a slider for the number of each variable. */
import { NumberInput, Slider } from '../controls/fields.js'
import { change } from '../state/page.js'
import { numberOf } from './graph-of.js'

interface VariablesProps {
  readonly names: readonly string[]
  readonly values: Readonly<Record<string, number>>
}

/** More variables have no sliders on the page. */
const MOST = 20

export function Variables({ names, values }: VariablesProps) {
  const set = (name: string, value: number): void => {
    const all = Object.fromEntries(names.map((one) => [one, numberOf(values, one)]))
    change('expression', { values: { ...all, [name]: value } }, `variable ${name}`)
  }
  return (
    <div class="variables" role="group" aria-label="Numbers of the variables">
      {names.slice(0, MOST).map((name) => {
        const value = numberOf(values, name)
        return (
          <div key={name} class="variable">
            <NumberInput
              label={name}
              help={`The number of ${name}. The arrow keys change it a little.`}
              value={value}
              onChange={(next) => set(name, next)}
            />
            <Slider
              label={`${name}, slider`}
              help={`Moves ${name} and shows what follows.`}
              value={Number.isFinite(value) ? value : 0}
              range={rangeAround(value)}
              onChange={(next) => set(name, Number(next.toPrecision(3)))}
            />
          </div>
        )
      })}
      {names.length > MOST && <p>… and {names.length - MOST} more variables, which are 1 or as the link says.</p>}
    </div>
  )
}

/** −10 to 10, or as far as a larger number needs. */
function rangeAround(value: number): readonly [number, number] {
  const size = Number.isFinite(value) ? Math.abs(value) : 0
  const reach = size <= 10 ? 10 : 10 ** Math.ceil(Math.log10(size))
  return [-reach, reach]
}
