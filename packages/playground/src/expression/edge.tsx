/** One edge: a button that shows the formula of what goes along it. */
import { WithHelp } from '../controls/help.js'
import { equationLines } from './facts.js'
import { withPowers } from './powers.js'

interface EdgeProps {
  readonly text: string
  /** The chain rule on this edge. Undefined if nothing has gone along it. */
  readonly line: string | undefined
  readonly isOpen: boolean
  readonly onToggle: () => void
}

export const EdgeButton = ({ text, line, isOpen, onToggle }: EdgeProps) => (
  <li>
    <WithHelp help="Shows the chain rule on this edge, with its numbers." wide>
      {(id) => (
        <button type="button" class="edge math" aria-describedby={id} aria-expanded={isOpen} onClick={onToggle}>
          {text}
        </button>
      )}
    </WithHelp>
    {isOpen && (
      <p class="equation math" role="status" aria-label="Formula of the edge">
        {line === undefined
          ? 'Nothing has been passed on along this edge.'
          : equationLines(withPowers(line)).map((part, i) => <span key={i}>{part} </span>)}
      </p>
    )}
  </li>
)
