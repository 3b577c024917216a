/**
 * A graph in the page: the parts of its drawing, each in an element of its own, so that numbers change in place and boxes glide
 * when the structure changes. It is one stop of the Tab key; arrow keys follow the edges.
 */
import { type Description, drawPieces, type GraphLayout, type Point } from '@gradus/viz'
import { useEffect, useRef, useState } from 'preact/hooks'
import { glide } from './glide.js'
import { layoutOf, structureOf } from './layout.js'
import { neighborOf } from './neighbor.js'
import { Outline } from './outline.js'
import { wordsOf } from './words.js'

export interface GraphProps {
  readonly description: Description
  /** What screen readers call it. */
  readonly label: string
  /** The id of the box that details are shown of. */
  readonly selected: string | undefined
  readonly onSelect: (id: string) => void
  /** The box that the present step is about. It stays in sight, as the selected one does. */
  readonly current?: string | undefined
  /** The mouse is over this box, or over none. */
  readonly onHover?: (id: string | undefined) => void
  /** Enter on a box. */
  readonly onOpen?: (id: string) => void
  /** Escape. */
  readonly onBack?: () => void
  /** Whether it gets the focus when it appears. */
  readonly takesFocus?: boolean
  /** Any other key. Returns whether it meant something. */
  readonly onKey?: (key: string) => boolean
  /** Names that boxes keep when the structure changes, so that they glide to their new places. */
  readonly nameOf: (id: string) => string
}

/** The smallest size at which texts can be read. A larger graph scrolls. */
const LEAST_SCALE = 0.68
/** How much of the window a graph may be high, as its style says. */
const MOST_HEIGHT = 0.8

export function Graph(props: GraphProps) {
  const { label, selected, current, onSelect, onHover, onOpen, onBack, onKey, takesFocus = false } = props
  const { placed, fault, isOld } = usePlaced(props.description, props.nameOf)
  const svg = useRef<SVGSVGElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const before = useRef<GraphLayout['boxes']>(new Map())
  const layout = placed?.layout

  useEffect(() => {
    if (placed === undefined || svg.current === null) return
    const { boxes } = placed.layout
    const places = new Map([...boxes].map(([id, place]) => [placed.names.get(id)!, place]))
    if (before.current.size > 0) glide(svg.current, placed.layout, before.current, (id) => placed.names.get(id)!)
    before.current = places
  }, [layout, placed?.structure])

  const isDrawn = layout !== undefined
  const isLarger = useIsLarger(frame, layout)
  useEffect(() => {
    if (takesFocus) svg.current?.focus({ preventScroll: true }) // what stands above the graph stays in sight
  }, [isDrawn])

  const follow = selected ?? current
  useEffect(() => {
    const box = svg.current?.querySelector(`[data-box="${CSS.escape(follow ?? '')}"]`)
    if (box) bringIntoSight(svg.current!.parentElement!, box)
  }, [follow, layout])

  if (placed === undefined || layout === undefined) return <Outline {...props} fault={fault} />
  const { description, names } = placed
  const active = selected ?? description.boxes.at(-1)?.id
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key } = event
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const next =
      active === undefined || !layout.boxes.has(active) ? undefined : neighborOf(description, layout, active, key)
    if (next !== undefined) onSelect(next)
    else if (key === 'Enter' && active !== undefined) onOpen?.(active)
    else if (key === 'Escape' && onBack !== undefined) onBack()
    else if (!key.startsWith('Arrow') && onKey?.(key) !== true) return
    event.preventDefault()
  }
  const idAt = (target: EventTarget | null) =>
    (target as Element).closest('[data-box]')?.getAttribute('data-box') ?? undefined
  const { width, height } = layout
  return (
    <>
      <div class="graph" aria-busy={isOld} ref={frame}>
        <svg
          ref={svg}
          viewBox={`0 0 ${width} ${height}`}
          style={{ width: `${widthOf(layout)}px`, minWidth: `${Math.round(width * LEAST_SCALE)}px`, maxWidth: '100%' }}
          role="application"
          aria-label={`${label}. Arrow keys follow the edges, Enter opens a node.`}
          aria-activedescendant={active === undefined ? undefined : `box-${active}`}
          tabindex={0}
          onKeyDown={onKeyDown}
          onMouseOver={({ target }) => onHover?.(idAt(target))}
          onMouseLeave={() => onHover?.(undefined)}
          onClick={({ target }) => {
            const id = idAt(target)
            if (id !== undefined) onSelect(id)
          }}
        >
          {drawPieces(description, layout).map(({ kind, id, svg: content }) =>
            kind === 'box' ? (
              <g
                key={`box ${names.get(id)}`}
                id={`box-${id}`}
                data-box={id}
                class={id === selected ? 'box selected' : 'box'}
                role="img"
                aria-label={wordsOf(description, id)}
                dangerouslySetInnerHTML={{ __html: content }}
              />
            ) : (
              <g key={`${kind} ${id}`} aria-hidden="true" dangerouslySetInnerHTML={{ __html: content }} />
            ),
          )}
        </svg>
      </div>
      {isLarger && (
        <p class="note">
          The graph is larger than its box. Scroll inside the box, or go from node to node with the arrow keys.
        </p>
      )}
      {description.notes.map((note) => (
        <p key={note} class="note">
          {note}
        </p>
      ))}
    </>
  )
}

/** Smaller than the layout if it fits into the window then. */
function widthOf({ width, height }: GraphLayout): number {
  const room = MOST_HEIGHT * window.innerHeight - 14
  return height > room && height * LEAST_SCALE <= room ? Math.floor((width * room) / height) : width
}

/** Whether a part of the drawing is out of sight. */
function useIsLarger(frame: { readonly current: HTMLElement | null }, layout: GraphLayout | undefined): boolean {
  const [isLarger, setLarger] = useState(false)
  useEffect(() => {
    if (frame.current === null) return
    const { current } = frame
    const measure = (): void => {
      setLarger(current.scrollWidth > current.clientWidth + 1 || current.scrollHeight > current.clientHeight + 1)
    }
    const observer = new ResizeObserver(measure)
    observer.observe(current)
    observer.observe(current.firstElementChild!)
    return () => observer.disconnect()
  }, [layout])
  return isLarger
}

/** Scrolls the frame, but not the page, so that the box is in the middle if it was out of sight. */
function bringIntoSight(frame: Element, box: Element): void {
  const [a, b] = [box.getBoundingClientRect(), frame.getBoundingClientRect()]
  if (a.left < b.left || a.right > b.right) frame.scrollLeft += (a.left + a.right - b.left - b.right) / 2
  if (a.top < b.top || a.bottom > b.bottom) frame.scrollTop += (a.top + a.bottom - b.top - b.bottom) / 2
}

interface Placed {
  readonly description: Description
  readonly structure: string
  readonly layout: GraphLayout
  /** The lasting names of the boxes, by their ids. */
  readonly names: ReadonlyMap<string, string>
}

/** Where boxes with the same lasting names stood before, by id. None if the drawing ran in the other direction. */
function placesOf(
  last: Placed | undefined,
  { boxes, direction }: Description,
  nameOf: GraphProps['nameOf'],
): ReadonlyMap<string, Point> {
  const places = new Map<string, Point>()
  if (last?.description.direction !== direction) return places
  const known = new Map([...last.layout.boxes].map(([id, place]) => [last.names.get(id), place]))
  for (const { id } of boxes) {
    const place = known.get(nameOf(id))
    if (place !== undefined) places.set(id, place)
  }
  return places
}

/**
 * The description with its layout. A layout stays while only numbers change. While that of a new structure is being made, or of
 * the same one with other names, the drawing before it stays, so that nothing flickers.
 */
function usePlaced(
  description: Description,
  nameOf: (id: string) => string,
): { placed?: Placed | undefined; fault?: string | undefined; isOld: boolean } {
  const names = new Map(description.boxes.map(({ id }) => [id, nameOf(id)]))
  const structure = JSON.stringify([structureOf(description), ...names.values()])
  const [known, setKnown] = useState<{ structure: string; layout?: GraphLayout; fault?: string }>()
  const last = useRef<Placed>()
  useEffect(() => {
    let isWanted = true
    layoutOf(description, placesOf(last.current, description, nameOf)).then(
      (layout) => isWanted && setKnown({ structure, layout }),
      (error: Error) => isWanted && setKnown({ structure, fault: error.message }),
    )
    return () => {
      isWanted = false
    }
  }, [structure])
  if (known?.structure !== structure) return { placed: last.current, isOld: true }
  if (known.layout === undefined) return { fault: known.fault, isOld: false }
  last.current = { description, structure, layout: known.layout, names }
  return { placed: last.current, isOld: false }
}
