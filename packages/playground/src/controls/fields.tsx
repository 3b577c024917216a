/** The controls of settings. What they say comes from the setting. */
import { withMinus } from '@gradus/svg'
import { useEffect, useRef, useState } from 'preact/hooks'
import {
  numberFrom,
  type ChoiceSetting,
  type FlagSetting,
  type NumberSetting,
  SettingError,
  type TextSetting,
} from '../state/setting.js'
import { WithHelp } from './help.js'
import { undoKeys } from './undo-keys.js'

interface FieldProps<S, T> {
  readonly of: S
  readonly value: T
  readonly onChange: (value: T) => void
  readonly disabled?: boolean
}

export function ChoiceField<T extends string>({
  of,
  value,
  onChange,
  disabled = false,
  wide = false,
}: FieldProps<ChoiceSetting<T>, T> & { readonly wide?: boolean }) {
  return (
    <WithHelp help={of.help} wide={wide}>
      {(id) => (
        <label>
          <span>{of.label}</span>
          <select
            value={value}
            disabled={disabled}
            aria-describedby={id}
            onChange={(event) => onChange(of.read(event.currentTarget.value))}
          >
            {of.choices.map(([choice, label]) => (
              <option key={choice} value={choice}>
                {label}
              </option>
            ))}
          </select>
        </label>
      )}
    </WithHelp>
  )
}

export function FlagField({ of, value, onChange, disabled = false }: FieldProps<FlagSetting, boolean>) {
  return (
    <WithHelp help={of.help}>
      {(id) => (
        <label class="flag">
          <input
            type="checkbox"
            checked={value}
            disabled={disabled}
            aria-describedby={id}
            onChange={(event) => onChange(event.currentTarget.checked)}
          />
          <span>{of.label}</span>
        </label>
      )}
    </WithHelp>
  )
}

export function NumberField({ of, value, onChange, disabled = false }: FieldProps<NumberSetting, number>) {
  return <NumberInput {...of} value={value} onChange={onChange} disabled={disabled} read={of.read} />
}

export function TextField({ of, value, onChange, disabled = false }: FieldProps<TextSetting, string>) {
  const { label, help, read } = of
  return (
    <Typed label={label} help={help} text={value} disabled={disabled} wide onText={(text) => onChange(read(text))} />
  )
}

interface NumberInputProps {
  readonly label: string
  readonly help: string
  readonly value: number
  readonly onChange: (value: number) => void
  /** The number of a text. @throws SettingError */
  readonly read?: (text: string) => number
  readonly disabled?: boolean
  readonly hideLabel?: boolean
}

/** A number to type. ↑ and ↓ change its last digit, or its tenth part. */
export function NumberInput({
  label,
  help,
  value,
  onChange,
  read = anyNumber,
  disabled = false,
  hideLabel = false,
}: NumberInputProps) {
  return (
    <Typed
      label={label}
      help={help}
      text={shortest(value)}
      disabled={disabled}
      hideLabel={hideLabel}
      inputMode="decimal"
      onText={(text) => onChange(read(text))}
      onStep={(direction) => {
        const next = Number((value + direction * stepOf(value)).toPrecision(12))
        try {
          onChange(read(String(next)))
        } catch (error) {
          if (!(error instanceof SettingError)) throw error // at the end of the range, nothing happens
        }
      }}
    />
  )
}

function anyNumber(text: string): number {
  const value = numberFrom(text)
  if (value !== undefined) return value
  throw new SettingError(`“${text.slice(0, 40)}” is not a number. Enter one such as −0.5.`)
}

const shortest = (x: number): string => withMinus(String(Number(x.toPrecision(6))))

const stepOf = (x: number): number =>
  Number.isFinite(x) && x !== 0 ? 10 ** Math.floor(Math.log10(Math.abs(x)) - 0.5) : 0.1

interface TypedProps {
  readonly label: string
  readonly help: string
  readonly text: string
  readonly disabled: boolean
  /** Takes what was typed. @throws SettingError for what does not fit, which is then shown. */
  readonly onText: (text: string) => void
  readonly onStep?: (direction: 1 | -1) => void
  readonly inputMode?: 'decimal'
  readonly hideLabel?: boolean
  readonly wide?: boolean
}

/** A text field whose text counts when the user presses Enter or leaves it. Escape brings the old text back. */
function Typed({
  label,
  help,
  text,
  disabled,
  onText,
  onStep,
  inputMode,
  hideLabel = false,
  wide = false,
}: TypedProps) {
  const [fault, setFault] = useState<string>()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    input.current!.value = text // a new value from outside replaces what is typed
  }, [text])
  const take = (): void => {
    if (input.current === null) return // the view is being left
    const typed = input.current.value
    if (typed === text) return setFault(undefined)
    try {
      onText(typed)
      setFault(undefined)
    } catch (error) {
      if (!(error instanceof SettingError)) throw error
      setFault(error.message)
    }
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = undoKeys(event)
    if (act !== undefined) {
      // The browser would bring back an older text without a change of the setting.
      event.preventDefault()
      setFault(undefined)
      if (input.current!.value === text) act()
      else input.current!.value = text
    } else if (event.key === 'Enter') take()
    else if (event.key === 'Escape') {
      input.current!.value = text
      setFault(undefined)
    } else if (onStep !== undefined && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault()
      onStep(event.key === 'ArrowUp' ? 1 : -1)
    }
  }
  return (
    <WithHelp help={help} wide={wide}>
      {(id) => (
        <>
          <label>
            <span class={hideLabel ? 'hidden' : undefined}>{label}</span>
            <input
              ref={input}
              type="text"
              defaultValue={text}
              disabled={disabled}
              inputMode={inputMode}
              spellcheck={false}
              autocomplete="off"
              aria-describedby={id}
              aria-invalid={fault !== undefined}
              onBlur={take}
              onKeyDown={onKeyDown}
            />
          </label>
          {fault !== undefined && (
            <span class="fault" role="alert">
              {fault}
            </span>
          )}
        </>
      )}
    </WithHelp>
  )
}

interface SliderProps {
  readonly label: string
  readonly help: string
  readonly value: number
  readonly range: readonly [least: number, most: number]
  readonly onChange: (value: number) => void
  readonly step?: number
  readonly disabled?: boolean
}

/** A slider; the number beside it is a NumberInput of its own. */
export function Slider({ label, help, value, range, onChange, step, disabled = false }: SliderProps) {
  return (
    <WithHelp help={help}>
      {(id) => (
        <input
          type="range"
          aria-label={label}
          aria-describedby={id}
          min={range[0]}
          max={range[1]}
          step={step ?? 'any'}
          value={value}
          disabled={disabled}
          onInput={(event) => onChange(Number(event.currentTarget.value))}
        />
      )}
    </WithHelp>
  )
}
