/**
 * A graph in the page: the parts of its drawing, each in an element of its own, so that numbers change in place and boxes glide
 * when the structure changes. It is one stop of the Tab key; arrow keys follow the edges.
 */
import { type Description, drawPieces, type GraphLayout } from '@gradus/viz'
import { useEffect, useRef, useState } from 'preact/hooks'
import { glide } from './glide.js'
import { layoutOf, structureOf } from './layout.js'
import { neighborOf } from './neighbor.js'
import { Outline } from './outline.js'

interface GraphProps {
  readonly description: Description
  /** What screen readers call it. */
  readonly label: string
  /** The id of the box that details are shown of. */
  readonly selected: string | undefined
  readonly onSelect: (id: string) => void
  /** Enter on a box, or a click on the selected one. */
  readonly onOpen?: (id: string) => void
  /** Escape. */
  readonly onBack?: () => void
  /** Names that boxes keep when the structure changes, so that they glide to their new places. */
  readonly nameOf: (id: string) => string
}

export function Graph(props: GraphProps) {
  const { description, label, selected, onSelect, onOpen, onBack, nameOf } = props
  const placed = useLayout(description)
  const svg = useRef<SVGSVGElement>(null)
  const before = useRef<ReadonlyMap<string, { x: number; y: number }>>(new Map())
  const layout = placed?.layout

  useEffect(() => {
    if (layout === undefined || svg.current === null) return
    const places = new Map([...layout.boxes].map(([id, place]) => [nameOf(id), place]))
    glide(svg.current, layout, before.current, nameOf)
    before.current = places
  }, [layout])

  if (layout === undefined) return <Outline {...props} fault={placed?.fault} />
  const active = selected ?? description.boxes.at(-1)?.id
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key } = event
    const next = active === undefined ? undefined : neighborOf(description, layout, active, key)
    if (next !== undefined) onSelect(next)
    else if (key === 'Enter' && active !== undefined) onOpen?.(active)
    else if (key === 'Escape' && onBack !== undefined) onBack()
    else if (!key.startsWith('Arrow')) return
    event.preventDefault()
  }
  const onClick = (event: MouseEvent): void => {
    const id = (event.target as Element).closest('[data-box]')?.getAttribute('data-box')
    if (id === null || id === undefined) return
    if (id === selected) onOpen?.(id)
    else onSelect(id)
  }
  const { width, height } = layout
  return (
    <div class="graph">
      <svg
        ref={svg}
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        role="application"
        aria-label={`${label}. Arrow keys follow the edges, Enter opens a node.`}
        aria-activedescendant={active === undefined ? undefined : `box-${active}`}
        tabindex={0}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        {drawPieces(description, layout).map(({ kind, id, svg: content }) =>
          kind === 'box' ? (
            <g
              key={`${kind} ${id}`}
              id={`box-${id}`}
              data-box={id}
              class={id === selected ? 'box selected' : 'box'}
              role="img"
              aria-label={wordsOf(description, id)}
              onMouseEnter={() => onSelect(id)}
              dangerouslySetInnerHTML={{ __html: content }}
            />
          ) : (
            <g key={`${kind} ${id}`} aria-hidden="true" dangerouslySetInnerHTML={{ __html: content }} />
          ),
        )}
      </svg>
    </div>
  )
}

/** What screen readers say about a box. */
function wordsOf({ boxes, edges }: Description, id: string): string {
  const box = boxes.find((one) => one.id === id)!
  const name = (other: string) => {
    const { label, symbol, value } = boxes.find((one) => one.id === other)!
    return label || symbol || String(value ?? 'hidden nodes')
  }
  const from = edges.filter(({ to }) => to === id).map((edge) => name(edge.from))
  const to = edges.filter((edge) => edge.from === id).map((edge) => name(edge.to))
  return [
    ...box.lines.map(({ cells }) => cells.map(({ text }) => text).join(' ')),
    ...(from.length === 0 ? [] : [`from ${from.join(', ')}`]),
    ...(to.length === 0 ? [] : [`to ${to.join(', ')}`]),
  ].join(', ')
}

/** The layout of the description. Undefined while it is not known; a layout stays while only numbers change. */
function useLayout(description: Description): { layout?: GraphLayout; fault?: string } | undefined {
  const structure = structureOf(description)
  const [known, setKnown] = useState<{ structure: string; layout?: GraphLayout; fault?: string }>()
  useEffect(() => {
    let isWanted = true
    layoutOf(description).then(
      (layout) => isWanted && setKnown({ structure, layout }),
      (error: Error) => isWanted && setKnown({ structure, fault: error.message }),
    )
    return () => {
      isWanted = false
    }
  }, [structure])
  return known?.structure === structure ? known : undefined
}
