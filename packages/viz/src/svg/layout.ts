/**
 * Graph layout: where boxes stand and how edges run. Graphviz, as WebAssembly from @viz-js/viz, decides it in Node and in web
 * pages alike. It gets boxes of fixed sizes and no texts, so fonts play no part.
 */
import { instance, type Viz } from '@viz-js/viz'
import type { Box, Description } from '../describe/description.js'
import { edgeLabelSize, frameLabel } from '../describe/measure.js'
import { graphAttributes, nested } from '../dot/nested.js'
import { keptOrder } from './kept-order.js'

export interface Point {
  readonly x: number
  readonly y: number
}

/** In pixels, from the upper left corner of the drawing. */
export interface GraphLayout {
  readonly width: number
  readonly height: number
  /** The center of each box, by id. */
  readonly boxes: ReadonlyMap<string, Point>
  readonly edges: ReadonlyMap<string, EdgeLayout>
  /** The rectangle of each frame, by id. */
  readonly frames: ReadonlyMap<string, Point & { readonly width: number; readonly height: number }>
}

export interface EdgeLayout {
  /** A Bézier curve: its start, then three points for each piece. */
  readonly curve: readonly Point[]
  /** The point of the arrowhead. */
  readonly tip: Point
  /** The center of the text. */
  readonly label: Point | undefined
}

let loading: Promise<Viz> | undefined

/**
 * Returns the graph layout of a description.
 *
 * Loading takes about 0.1 s the first time. Then the layout runs in one piece and blocks the thread, up to a few seconds for a
 * drawing with the default `limit`. In a web page, run it in a worker.
 *
 * `before` has the centers, by id, of boxes that stood in the drawing before. Those that stand in one column again keep their
 * order. This may take twice the time.
 *
 * @throws Error if Graphviz cannot lay out the drawing. RangeError if boxes in frames should keep their order.
 */
export const layOut = (description: Description, before?: ReadonlyMap<string, Point>): Promise<GraphLayout> =>
  layOutFor('layOut', description, before)

/** `layOut` for the function `where`, which error messages name. */
export async function layOutFor(
  where: string,
  description: Description,
  before: ReadonlyMap<string, Point> = new Map(),
): Promise<GraphLayout> {
  if (before.size > 0 && description.frames.length > 0) {
    throw new RangeError(`${where}: boxes in frames cannot keep their order. Draw without the option frames.`)
  }
  const layout = await layOutText(where, layoutText(description), description)
  const columns = keptOrder(layout.boxes, before, description.direction)
  return columns === undefined ? layout : layOutText(where, layoutText(description, columns), description)
}

async function layOutText(where: string, text: string, description: Description): Promise<GraphLayout> {
  const viz = await (loading ??= instance())
  let result: ReturnType<Viz['render']>
  try {
    result = viz.render(text, { format: 'json0', yInvert: true })
  } catch (cause) {
    loading = undefined // its memory may be damaged
    throw new Error(`${where}: Graphviz ran out of memory or stack. Draw fewer nodes, with the option limit.`, {
      cause,
    })
  }
  if (result.status === 'failure') {
    const reasons = result.errors.map(({ message }) => message).join(', ')
    throw new Error(`${where}: Graphviz says ${JSON.stringify(reasons)}. Draw fewer nodes, with the option limit.`)
  }
  return positions(JSON.parse(result.output) as GraphvizJson, description)
}

/** The drawing in DOT, with sizes instead of texts. The boxes of each of the columns stand in the order that is given. */
export function layoutText(description: Description, columns?: readonly (readonly string[])[]): string {
  const { edges, direction } = description
  return [
    'digraph {',
    `  graph [${graphAttributes(description)}]`,
    '  node [shape=box fixedsize=true label=""]',
    '  edge [arrowsize=0.7]',
    ...nested(
      // A column in order has its operands in order, as far as that is possible. Both demands together confuse Graphviz.
      columns === undefined ? description : { ...description, fixed: new Set() },
      size,
      (frame) => `label=<${blank(frameLabel(frame))}> labeljust=l`,
    ),
    ...edges.map((edge) => {
      const end = edge.port === undefined ? edge.to : `${edge.to}:i${edge.port}:${direction === 'LR' ? 'w' : 'n'}`
      const label = edge.textWidth === 0 ? '' : ` label=<${blank(edgeLabelSize(edge))}>`
      return `  ${edge.from} -> ${end} [id=${edge.id}${label}]`
    }),
    ...(columns ?? []).map((ids) => `  { rank=same edge [style=invis] ${ids.join(' -> ')} }`),
    '}',
  ].join('\n')
}

/** A box of a fixed size. Ports divide its left or its upper side into equal parts, as the fields of a record do. */
function size({ id, width, height, ports }: Box): string {
  const record = ports.length === 0 ? '' : ` shape=record label="${ports.map(({ index }) => `<i${index}>`).join('|')}"`
  return `${id} [width=${width / 72} height=${height / 72}${record}]`
}

const blank = ({ width, height }: { width: number; height: number }): string =>
  `<TABLE BORDER="0" FIXEDSIZE="TRUE" WIDTH="${width}" HEIGHT="${height}"><TR><TD></TD></TR></TABLE>`

/** What we read of Graphviz's JSON. Numbers are in points, and y grows downwards. */
interface GraphvizJson {
  objects?: { name: string; pos?: string; bb?: string }[]
  /** Edges without an id only keep boxes in order, and are not drawn. */
  edges?: { id?: string; pos: string; lp?: string }[]
}

/** Space around the drawing. */
export const MARGIN = 14

function positions({ objects = [], edges = [] }: GraphvizJson, description: Description): GraphLayout {
  const boxes = new Map<string, Point>()
  const frames = new Map<string, Point & { width: number; height: number }>()
  for (const { name, pos, bb } of objects) {
    if (pos !== undefined) boxes.set(name, point(pos))
    else if (bb !== undefined && name.startsWith('cluster_')) {
      const [x1, y1, x2, y2] = bb.split(',').map(Number) as [number, number, number, number]
      frames.set(name.slice('cluster_'.length), {
        x: x1,
        y: Math.min(y1, y2),
        width: x2 - x1,
        height: Math.abs(y2 - y1),
      })
    }
  }
  const curves = new Map<string, EdgeLayout>()
  for (const { id, pos, lp } of edges) if (id !== undefined) curves.set(id, edgeLayout(pos, lp))
  return atOrigin(boxes, curves, frames, description)
}

const point = (text: string): Point => {
  const [x, y] = text.split(',').map(Number) as [number, number]
  return { x, y }
}

/** `pos` is `e,x,y` for the point of the arrowhead, and the points of the curve. */
function edgeLayout(pos: string, lp: string | undefined): EdgeLayout {
  const parts = pos.split(' ')
  const end = parts.find((part) => part.startsWith('e,'))
  const curve = parts.filter((part) => !/^[es],/.test(part)).map(point)
  return {
    curve,
    tip: end === undefined ? curve.at(-1)! : point(end.slice(2)),
    label: lp === undefined ? undefined : point(lp),
  }
}

/** Moves everything so that the drawing begins at 0, with a margin. */
function atOrigin(
  boxes: ReadonlyMap<string, Point>,
  edges: ReadonlyMap<string, EdgeLayout>,
  frames: GraphLayout['frames'],
  description: Description,
): GraphLayout {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  const include = ({ x, y }: Point, width = 0, height = 0): void => {
    left = Math.min(left, x - width / 2)
    right = Math.max(right, x + width / 2)
    top = Math.min(top, y - height / 2)
    bottom = Math.max(bottom, y + height / 2)
  }
  for (const { id, width, height } of description.boxes) include(boxes.get(id)!, width, height)
  for (const { x, y, width, height } of frames.values()) include({ x: x + width / 2, y: y + height / 2 }, width, height)
  for (const edge of description.edges) {
    const { curve, tip, label } = edges.get(edge.id)!
    for (const p of [...curve, tip]) include(p)
    if (label !== undefined) {
      const { width, height } = edgeLabelSize(edge)
      include(label, width, height)
    }
  }
  const layout = {
    width: Math.ceil(right - left + 2 * MARGIN),
    height: Math.ceil(bottom - top + 2 * MARGIN),
    boxes,
    edges,
    frames,
  }
  return moved(layout, MARGIN - left, MARGIN - top)
}

/** The same layout at another place. */
export function moved(layout: GraphLayout, dx: number, dy: number): GraphLayout {
  const move = <P extends Point>(p: P): P => ({ ...p, x: round(p.x + dx), y: round(p.y + dy) })
  const edge = ({ curve, tip, label }: EdgeLayout): EdgeLayout => ({
    curve: curve.map(move),
    tip: move(tip),
    label: label && move(label),
  })
  return {
    ...layout,
    boxes: new Map([...layout.boxes].map(([id, center]) => [id, move(center)])),
    edges: new Map([...layout.edges].map(([id, one]) => [id, edge(one)])),
    frames: new Map([...layout.frames].map(([id, area]) => [id, move(area)])),
  }
}

const round = (x: number): number => Math.round(x * 100) / 100
