/** The help text of a control: it shows while the control has focus or the mouse, or always if the user wants that. */
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

interface HelpProps {
  readonly help: string
  /** Draws the control, which the help describes. */
  readonly children: (id: string) => ComponentChildren
  readonly wide?: boolean
}

export function WithHelp({ help, children, wide = false }: HelpProps) {
  const id = useId()
  return (
    <div class={wide ? 'control wide' : 'control'}>
      {children(id)}
      <span class="help" role="tooltip" id={id}>
        {help}
      </span>
    </div>
  )
}
