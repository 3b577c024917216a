/** What stands in place of a view that could not be drawn: what went wrong, and two ways on. The rest of the page lives on. */
import type { ComponentChildren } from 'preact'
import { useEffect, useErrorBoundary } from 'preact/hooks'
import { Button } from './controls/button.js'
import { opened } from './expression/opened.js'
import { PART } from './state/address.js'
import { initialOf } from './state/group.js'
import { ALL, change, state, type View } from './state/page.js'

export function Boundary({ view, children }: { view: View; children: ComponentChildren }) {
  const [error, tryAgain] = useErrorBoundary() as [Error | undefined, () => void]
  const settings = state.value[PART[view]]
  useEffect(() => {
    if (error !== undefined) tryAgain() // other settings, such as those that Undo brings back, may be drawn
  }, [settings])
  if (error === undefined) return <>{children}</>
  const reset = (): void => {
    if (view === 'expression') opened.value = undefined
    change(PART[view], initialOf(ALL[PART[view]] as never))
    tryAgain()
  }
  return (
    <section class="failure" role="alert">
      <h2>This view could not be drawn</h2>
      <p>
        The page has a mistake here, or the browser lacks something that it needs. The reason: {error.message}. The
        other views still work.
      </p>
      <div class="row">
        <Button label="Try again" help="Draws the view again, with the same settings." onPress={tryAgain} />
        <Button
          label="Reset this view"
          help="Draws the view with the settings that it begins with. Undo brings yours back."
          onPress={reset}
        />
      </div>
    </section>
  )
}
