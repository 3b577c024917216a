/** A field and a slider for the number of each variable. */
import { useRef } from 'preact/hooks'
import { NumberInput, Slider } from '../controls/fields.js'
import { change } from '../state/page.js'
import { numberOf } from './graph-of.js'
import { reachOf, readNumber } from './number.js'

export interface VariablesProps {
  readonly names: readonly string[]
  readonly values: Readonly<Record<string, number>>
}

/** More variables have no fields here. They have one each at their node. */
const MOST = 20

/** Gives a variable another number. */
export function setVariable({ names, values }: VariablesProps, name: string, value: number): void {
  const all = Object.fromEntries(names.map((one) => [one, numberOf(values, one)]))
  change('expression', { values: { ...all, [name]: value } }, `variable ${name}`)
}

export function Variables(variables: VariablesProps) {
  const { names, values } = variables
  if (names.length === 0) return <p class="muted">This expression has no variables.</p>
  return (
    <div class="variables" role="group" aria-label="Numbers of the variables">
      {names.slice(0, MOST).map((name) => (
        <Variable
          key={name}
          name={name}
          value={numberOf(values, name)}
          onChange={(value) => setVariable(variables, name, value)}
        />
      ))}
      {names.length > MOST && <p>… and {names.length - MOST} more variables. Select their nodes to change them.</p>}
    </div>
  )
}

interface VariableProps {
  readonly name: string
  readonly value: number
  readonly onChange: (value: number) => void
}

function Variable({ name, value, onChange }: VariableProps) {
  // The range stays while the slider moves. It follows a number that was typed.
  const range = useRef({ reach: reachOf(value), slid: value })
  if (!Object.is(range.current.slid, value)) range.current = { reach: reachOf(value), slid: value }
  const { reach } = range.current
  const slide = (next: number): void => {
    range.current.slid = next
    onChange(next)
  }
  return (
    <div class="variable">
      <NumberInput
        label={name}
        help={`The number of ${name}, or a calculation such as 1/3. ∞ and NaN are numbers here too. The arrow keys change it a little.`}
        value={value}
        read={readNumber}
        onChange={onChange}
      />
      <Slider
        label={`${name}, slider`}
        help={`Moves ${name} and shows what follows.`}
        value={Number.isFinite(value) ? value : 0}
        range={[-reach, reach]}
        step={reach / 100}
        onChange={slide}
      />
    </div>
  )
}
