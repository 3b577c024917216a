/**
 * The help text of a control: it shows while the control has the focus of the keyboard or the mouse, or always if the user wants
 * that. A click on a button hides it until the mouse has left, so that it does not cover what the click has changed.
 */
import type { ComponentChildren } from 'preact'
import { useId, useRef, useState } from 'preact/hooks'

interface HelpProps {
  readonly help: string
  /** Draws the control, which the help describes. */
  readonly children: (id: string) => ComponentChildren
  readonly wide?: boolean
  /** Whether the help text is always shown, below the control. It then covers nothing. */
  readonly stays?: boolean
}

/** Between a help text and the edge of the window, in pixels. */
const MARGIN = 8

export function WithHelp({ help, children, wide = false, stays = false }: HelpProps) {
  const id = useId()
  const text = useRef<HTMLSpanElement>(null)
  const [isClicked, setClicked] = useState(false)
  /** Moves the text to the left, as far as it would leave the window at the right. */
  const place = (): void => {
    if (text.current === null) return // the press has taken the control away
    const { style } = text.current
    style.marginLeft = ''
    const over = text.current.getBoundingClientRect().right + MARGIN - document.documentElement.clientWidth
    if (over > 0 && getComputedStyle(text.current).position === 'absolute') style.marginLeft = `${-over}px`
  }
  const classes = { wide, stays, clicked: isClicked }
  return (
    <div
      class={['control', ...Object.entries(classes).flatMap(([name, isSo]) => (isSo ? [name] : []))].join(' ')}
      onMouseEnter={place}
      onFocusCapture={place}
      onMouseLeave={() => setClicked(false)}
      onClickCapture={({ target }) => {
        if ((target as Element).closest('button')) setClicked(true)
        requestAnimationFrame(place)
      }}
    >
      {children(id)}
      <span class="help" role="tooltip" id={id} ref={text}>
        {help}
      </span>
    </div>
  )
}
