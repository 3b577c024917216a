/** A button with a help text. `icon` is shown instead of the label, which screen readers still say. */
import type { ComponentChildren } from 'preact'
import { WithHelp } from './help.js'

interface ButtonProps {
  readonly label: string
  readonly help: string
  readonly onPress: () => void
  readonly icon?: ComponentChildren
  /** Whether wide screens show the label beside the icon. */
  readonly isNamed?: boolean
  readonly disabled?: boolean
  /** For a button that is on or off. */
  readonly pressed?: boolean
  /** For a button that shows something and hides it again. */
  readonly expanded?: boolean
  readonly primary?: boolean
}

export function Button({
  label,
  help,
  onPress,
  icon,
  disabled = false,
  pressed,
  expanded,
  isNamed = false,
  primary = false,
}: ButtonProps) {
  return (
    <WithHelp help={help}>
      {(id) => (
        <button
          type="button"
          class={primary ? 'primary' : undefined}
          aria-label={icon === undefined ? undefined : label}
          aria-describedby={id}
          aria-pressed={pressed}
          aria-expanded={expanded}
          // A disabled button would lose the focus of the keyboard.
          aria-disabled={disabled}
          onClick={() => !disabled && onPress()}
        >
          {icon ?? label}
          {isNamed && <span class="name">{label}</span>}
        </button>
      )}
    </WithHelp>
  )
}
