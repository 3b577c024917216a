/**
 * The graph layout of a description, from a worker. Descriptions with the same boxes and edges share one, if the boxes that they
 * keep stood at the same places before.
 */
import type { Description, GraphLayout, Point } from '@gradus/viz'

export interface LayoutRequest {
  readonly number: number
  readonly description: Description
  readonly before: ReadonlyMap<string, Point>
}

export type LayoutReply =
  | { readonly number: number; readonly layout: GraphLayout }
  | { readonly number: number; readonly fault: string }

const known = new Map<string, Promise<GraphLayout>>()
const waiting = new Map<number, { resolve: (layout: GraphLayout) => void; reject: (error: Error) => void }>()
let worker: Worker | undefined
let count = 0

/** The most layouts that are kept. */
const KEPT = 50

/** What the layout depends on: boxes, their sizes and edges, but no numbers. */
export const structureOf = ({ boxes, edges, direction }: Description): string =>
  JSON.stringify([
    direction,
    boxes.map(({ id, width, height, ports, frame }) => [id, width, height, ports.length, frame]),
    edges.map(({ id, from, to, port, textWidth }) => [id, from, to, port, textWidth]),
  ])

/**
 * `before` has the places, by id, of boxes that have been in the drawing already. They keep their order.
 *
 * @throws Error if the layout fails
 */
export function layoutOf(description: Description, before: ReadonlyMap<string, Point>): Promise<GraphLayout> {
  const key = JSON.stringify([structureOf(description), ...before])
  const old = known.get(key)
  if (old !== undefined) return old
  const layout = ask(description, before)
  known.set(key, layout)
  layout.catch(() => known.delete(key)) // it may work the next time
  if (known.size > KEPT) known.delete(known.keys().next().value!)
  return layout
}

function ask(description: Description, before: ReadonlyMap<string, Point>): Promise<GraphLayout> {
  worker ??= start()
  const number = ++count
  const boxes = description.boxes.map((box) => ({ ...box, node: undefined })) // a Value cannot be sent
  worker.postMessage({ number, description: { ...description, boxes }, before } satisfies LayoutRequest)
  return new Promise((resolve, reject) => waiting.set(number, { resolve, reject }))
}

function start(): Worker {
  const started = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' })
  started.addEventListener('message', ({ data }: MessageEvent<LayoutReply>) => {
    const { resolve, reject } = waiting.get(data.number)!
    waiting.delete(data.number)
    if ('layout' in data) resolve(data.layout)
    else reject(new Error(data.fault))
  })
  started.addEventListener('error', () => {
    worker = undefined
    for (const { reject } of waiting.values())
      reject(new Error('The layout engine could not be loaded. Reload the page.'))
    waiting.clear()
  })
  return started
}
