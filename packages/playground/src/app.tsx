/** The page: its header, its messages, and the view that is chosen. */
import { useEffect } from 'preact/hooks'
import { Boundary } from './boundary.js'
import { ByHandView } from './by-hand/view.js'
import { Tabs } from './controls/tabs.js'
import { focusOpener } from './expression/opened.js'
import { ExpressionView } from './expression/view.js'
import { Header } from './header.js'
import { Messages } from './messages.js'
import { NetworkView } from './network/view.js'
import { show, state, VIEW_HELP, VIEWS } from './state/page.js'
import { Tour } from './tour/tour.js'

const CONTENT = { expression: ExpressionView, 'by-hand': ByHandView, network: NetworkView }

export function App() {
  const { view } = state.value.page
  const Content = CONTENT[view]
  useEffect(focusOpener, [view])
  return (
    <>
      <a class="skip" href="#view" onClick={skip}>
        Skip to the view
      </a>
      <Header />
      <Tabs label="Views" tabs={VIEWS} help={VIEW_HELP} value={view} onChange={show} />
      <main>
        <Messages />
        <div id="view" role="tabpanel" aria-labelledby={`tab-${view}`} tabIndex={-1}>
          <Boundary key={view} view={view}>
            <Content />
          </Boundary>
        </div>
      </main>
      <Tour />
    </>
  )
}

/** The hash keeps the state, so the link moves the focus itself. */
function skip(event: Event): void {
  event.preventDefault()
  document.querySelector<HTMLElement>('#view')!.focus()
}
