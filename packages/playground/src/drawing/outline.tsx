/** The graph as a list, while its layout is not known or cannot be made. It can be read and stepped through. */
import type { Description } from '@gradus/viz'

interface OutlineProps {
  readonly description: Description
  readonly label: string
  readonly selected: string | undefined
  readonly onSelect: (id: string) => void
  readonly fault: string | undefined
}

export function Outline({ description, label, selected, onSelect, fault }: OutlineProps) {
  const { boxes, edges, notes } = description
  const from = (id: string) => edges.filter(({ to }) => to === id).map((edge) => edge.from)
  return (
    <div class="outline">
      {fault === undefined ? null : (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <ol aria-label={label}>
        {boxes.map(({ id, lines }) => (
          <li key={id}>
            <button
              type="button"
              title="Shows the numbers of this node."
              aria-pressed={id === selected}
              onClick={() => onSelect(id)}
            >
              {id}: {lines.map(({ cells }) => cells.map(({ text }) => text).join(' ')).join(', ')}
              {from(id).length > 0 && `, from ${from(id).join(', ')}`}
            </button>
          </li>
        ))}
      </ol>
    </div>
  )
}
