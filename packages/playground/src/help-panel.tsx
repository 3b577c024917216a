/** What the button "Help" shows: how to use the page, and the tour. */
import { Button } from './controls/button.js'
import { startTour } from './tour/state.js'

const KEYS = [
  ['Tab', 'goes to the next control. A graph is one stop.'],
  ['Arrow keys', 'go from node to node in a graph, from view to view in the tabs, and change a number in its last digits.'],
  ['Enter', 'takes a number that you have typed, and opens a node.'],
  ['Escape', 'brings the old number back, and closes what is open.'],
] as const // oxfmt-ignore

export function HelpPanel({ onTour }: { onTour: () => void }) {
  return (
    <section class="panel" aria-label="Help">
      <p>
        Each control now shows its help text. You see the same text when you point at a control or go to it with the
        keyboard.
      </p>
      <dl class="keys">
        {KEYS.map(([key, text]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <Button
        label="Take the tour"
        help="Shows the most important controls of this view, one after the other."
        onPress={() => {
          onTour()
          startTour()
        }}
      />
    </section>
  )
}
